import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import type { Question } from '#contract/participation/bank.ts'
import { checkBank, drawQuestions, showPaper } from '../server/src/participation/bank/index.ts'
import { sharedRuns } from './checks/evidence.ts'
import { giveaways, readQuiz, textOf } from './checks/quiz.ts'

const bank = readQuiz('medical-insurance')
const { questions } = bank

describe('the quiz on medical insurance', () => {
  it('has at least 120 questions in which the check finds nothing, not even a warning', () => {
    expect(questions.length).toBeGreaterThanOrEqual(120)
    expect(checkBank(questions)).toEqual({ questions: questions.length, errors: 0, warnings: 0, findings: [] })
  })

  it('has a title in both languages, four options a question, codes in order, every difficulty and many subjects', () => {
    expect(bank.titleZh).toMatch(/\p{Script=Han}/u)
    expect(bank.titleEn).toMatch(/^[\x20-\x7e]+$/)
    expect(questions.map(({ options }) => options.length)).toEqual(questions.map(() => 4))
    expect(questions.map(({ code }) => code)).toEqual(
      questions.map((_, index) => `YB-${String(index + 1).padStart(3, '0')}`),
    )
    const count = (of: (question: Question) => unknown) => new Set(questions.map(of)).size
    expect([count(({ topic }) => topic) >= 12, count(({ difficulty }) => difficulty)]).toEqual([true, 3])
  })

  it('fits a telephone: stems of 60 characters, options of 30', () => {
    expect(questions.filter(({ stem }) => [...stem].length > 60)).toEqual([])
    expect(questions.filter(({ options }) => options.some(option => [...option].length > 30))).toEqual([])
  })

  it('names a law or document with its number or year, or the office that runs a service', () => {
    const named = /^《.+》(（.*\d{4}.*）|（国务院令第\d+号）|（国家医疗保障局令第1号）)?$|^国家医疗保障局|印发）$/u
    expect(questions.filter(({ source }) => !named.test(source.title)).map(({ source }) => source.title)).toEqual([])
    expect(questions.filter(({ source }) => source.where !== null && !/^第.+条$/u.test(source.where))).toEqual([])
  })

  it('asks and explains in whole sentences without what the house does not write', () => {
    expect(questions.filter(({ stem }) => !/？$/u.test(stem)).map(({ code }) => code)).toEqual([])
    expect(questions.filter(({ explanation }) => !/。$/u.test(explanation)).map(({ code }) => code)).toEqual([])
    const unwritten = /[！!]|亲爱|抱歉|系统|请您|[,;:?](?=\p{Script=Han})/u
    expect(questions.filter(question => unwritten.test(textOf(question))).map(({ code }) => code)).toEqual([])
  })

  it('cannot be guessed by place or length', () => {
    expect(giveaways(questions)).toEqual([])
  })

  it('gives a paper of five', () => {
    const shown = showPaper(bank, drawQuestions(bank, new Uint8Array(32)))
    expect(shown.map(({ options }) => options.length)).toEqual([4, 4, 4, 4, 4])
  })
})

describe('a bank that can be guessed', () => {
  it('by its letters or by the length of its right options would be found', () => {
    const planted = questions.map(question => ({ ...question, answer: 'A' as const }))
    expect(giveaways(planted)).toContain('A is right in 100%')
    const rightMade = (text: string) =>
      questions.map(question => ({
        ...question,
        options: question.options.with('ABCD'.indexOf(question.answer), text),
      }))
    expect(giveaways(rightMade('长'.repeat(31)))).toEqual(['the longest is right in 100%'])
    expect(giveaways(rightMade(''))).toEqual(['the shortest is right in 100%'])
  })

  it('or asks the same twice would be found by the check', () => {
    const [first] = questions
    if (!first) throw new Error('no question')
    const again = { ...first, code: 'YB-999', stem: ` ${first.stem.replace('？', '?')} ` }
    const near = { ...first, code: 'YB-998', stem: first.stem.replace('我国', '中国的') }
    const { findings } = checkBank([...questions, again, near])
    expect(findings.map(({ question, code }) => [question, code])).toEqual([
      ['YB-999', 'participation.bank-stem-twice'],
      ['YB-998', 'participation.bank-stem-near'],
    ])
  })
})

describe('words of others', () => {
  const shared = join(import.meta.dirname, '../../shared')
  const folders = [
    [join(shared, 'pages'), '.txt'],
    [join(shared, 'design/look'), '.html'],
  ] as const
  const absent = folders.some(([folder]) => !existsSync(folder))

  test.skipIf(absent)(
    'no run of 12 characters is shared with the pages and screens (skipped: ../shared absent)',
    () => {
      const others = new Map(
        folders.flatMap(([folder, ending]) =>
          readdirSync(folder)
            .filter(name => name.endsWith(ending))
            .map(name => [name, readFileSync(join(folder, name), 'utf8').replace(/<[^>]+>/g, '')] as const),
        ),
      )
      expect(others.size).toBeGreaterThan(5)
      for (const question of questions) expect(sharedRuns(textOf(question), others, 12), question.code).toEqual([])
    },
  )
})
