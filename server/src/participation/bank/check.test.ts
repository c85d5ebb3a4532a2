import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { type BankFinding, type DraftQuestion, question } from '#contract/participation/bank.ts'
import { refusalWords, sentenceOf } from '#contract/words.ts'
import { bankRefusal, checkBank } from './index.ts'
import { optionKey, stemKey } from './keys.ts'
import { nearPairs } from './near.ts'
import { aBank, aDraft } from './testing/drafts.ts'

const told = (found: readonly BankFinding[]) =>
  found.map(({ severity, code, field }) => [severity, code.replace('participation.bank-', ''), field])
const options = aDraft().options
const withOption = (index: number, text: string) => ({ options: options.with(index, text) })

describe('a question bank in which nothing is wrong', () => {
  it('has an empty report', () => {
    expect(checkBank(aBank(40).questions)).toEqual({ questions: 40, errors: 0, warnings: 0, findings: [] })
  })

  it('may hold markup: it is text', () => {
    const found = checkBank([aDraft({ stem: '<script>alert(1)</script> 是什么？', ...withOption(1, '<b>粗</b>') })])
    expect(found.findings).toEqual([])
  })
})

describe('a defect is found:', () => {
  const planted: Array<[string, Partial<DraftQuestion>, Array<[string, string, string]>]> = [
    ['no number', { code: '' }, [['error', 'field-empty', 'code']]],
    ['a number of another form', { code: 'yb1' }, [['error', 'code-unfit', 'code']]],
    ['no stem', { stem: ' \u200b ' }, [['error', 'field-empty', 'stem']]],
    ['a stem too long', { stem: '长'.repeat(201) }, [['error', 'too-long', 'stem']]],
    ['a stem longer than a telephone shows', { stem: '长'.repeat(61) }, [['warning', 'long', 'stem']]],
    ['a control character', { stem: '甲\u0007乙' }, [['error', 'characters', 'stem']]],
    ['a character that turns the direction', withOption(1, '甲\u202e乙'), [['error', 'characters', 'option']]],
    ['half a character', { explanation: '甲\ud800乙' }, [['error', 'characters', 'explanation']]],
    ['a formula', withOption(2, '=HYPERLINK("x")'), [['warning', 'formula', 'option']]],
    ['a formula of full width', { explanation: '＠SUM(A1)' }, [['warning', 'formula', 'explanation']]],
    ['one option only', { options: options.slice(0, 1) }, [['error', 'options-count', 'options']]],
    ['seven options', { options: [...options, '戊', '己', '庚'] }, [['error', 'options-count', 'options']]],
    ['a gap among the options', withOption(2, ''), [['error', 'option-gap', 'option']]],
    ['two equal options', withOption(3, options[0] ?? ''), [['error', 'options-same', 'option']]],
    [
      'two options that differ by width, space and full stop',
      { options: ['3 个月', '６个月', '９个月', '3个月。'] },
      [['error', 'options-same', 'option']],
    ],
    ['an option too long', withOption(1, '长'.repeat(101)), [['error', 'too-long', 'option']]],
    ['以上都对', withOption(3, '以上都对'), [['warning', 'option-by-place', 'option']]],
    ['都不对', withOption(3, '都不对'), [['warning', 'option-by-place', 'option']]],
    ['A和C', withOption(3, 'A和C'), [['warning', 'option-by-place', 'option']]],
    ['no answer', { answer: '' }, [['error', 'field-empty', 'answer']]],
    ['an answer beyond the options', { answer: 'E' }, [['error', 'answer-unfit', 'answer']]],
    ['an answer of two letters', { answer: 'AB' }, [['error', 'answer-unfit', 'answer']]],
    ['no explanation', { explanation: '' }, [['error', 'field-empty', 'explanation']]],
    ['no source', { source: { title: '', where: null, link: null } }, [['error', 'field-empty', 'source']]],
    [
      'a link that is no https address',
      { source: { title: '法', where: null, link: 'javascript:alert(1)' } },
      [['error', 'link-unfit', 'link']],
    ],
    ['no topic', { topic: '' }, [['error', 'field-empty', 'topic']]],
    ['a difficulty of 4', { difficulty: 4 }, [['error', 'difficulty-unfit', 'difficulty']]],
  ]

  test.each(planted)('%s', (_, parts, expected) => {
    const report = checkBank([aDraft(parts)])
    expect(told(report.findings)).toEqual(expected)
    expect(report.errors + report.warnings).toBe(expected.length)
  })

  it('a quantity above a number speaks of no other option', () => {
    expect(checkBank([aDraft({ options: ['3个月以上', '2倍以上5倍以下', '都市居民', '上海市民'] })]).findings).toEqual(
      [],
    )
  })

  it('options that differ by a sign or a point are not equal', () => {
    expect(checkBank([aDraft({ options: ['≥1.5', '≤1.5', '≥15', '≤15'] })]).findings).toEqual([])
  })

  it('a number and a stem that stand twice, told of the later one', () => {
    const { findings } = checkBank([
      aDraft({ row: 2 }),
      aDraft({ row: 3, code: 'YB-002', stem: '职工参加 职工基本医疗保险,保险费由谁缴纳' }),
      aDraft({ row: 5, stem: '另一个问题' }),
    ])
    expect(findings.map(({ row, code, params }) => [row, code, params.other])).toEqual([
      [3, 'participation.bank-stem-twice', '第2行'],
      [5, 'participation.bank-code-twice', '第2行'],
    ])
  })

  it('stems that are nearly the same, as a warning with the share', () => {
    const { errors, findings } = checkBank([
      aDraft(),
      aDraft({ code: 'YB-002', stem: '职工参加职工基本医疗保险，保险费应由谁缴纳？' }),
      aDraft({ code: 'YB-003', stem: '退休人员还要缴纳保险费吗？' }),
    ])
    expect(errors).toBe(0)
    expect(findings.map(({ question, code, params }) => [question, code, params.other, params.percent])).toEqual([
      ['YB-002', 'participation.bank-stem-near', 'YB-001', 75],
    ])
  })

  it('an empty bank, and one that is too large', () => {
    expect(told(checkBank([]).findings)).toEqual([['error', 'empty', null]])
    const many = Array.from({ length: 2001 }, () => aDraft())
    expect(told(checkBank(many).findings)).toEqual([['error', 'too-many', null]])
  })
})

describe('the report', () => {
  it('has a sentence in both languages for each finding, with every value filled in', () => {
    const drafts = [
      aDraft({ row: 2, stem: '长'.repeat(70), answer: '戊' }),
      aDraft({ row: 3, code: '', options: ['甲', '', '以上', '甲'], difficulty: 9 }),
      aDraft({ code: '', stem: '', topic: '甲\u0001' }),
    ]
    const sentences = checkBank(drafts).findings.flatMap(({ code, params }) => {
      expect(Object.keys(refusalWords.zh)).toContain(code)
      return [sentenceOf('zh', code, params), sentenceOf('en', code, params)]
    })
    expect(sentences).toContain('第2行：题干有70个字，超过60个字手机一屏放不下，宜改短。')
    expect(sentences).toContain('Row 3: option B is empty while a later one is filled.')
    expect(sentences).toContain('第3题：编号空着。')
    expect(sentences.filter(sentence => /[{}—]|undefined/.test(sentence))).toEqual([])
  })

  it('is a refusal that names the place of each error and no warning', () => {
    const report = checkBank([
      aDraft({ row: 2, stem: '长'.repeat(70), answer: '' }),
      aDraft({ code: 'YB-002', topic: '' }),
    ])
    const refusal = bankRefusal(report)
    expect([refusal.code, refusal.status, refusal.params]).toEqual([
      'participation.bank-unfit',
      422,
      { errors: 2, warnings: 1 },
    ])
    expect(refusal.fields.map(({ path, code }) => [path, code])).toEqual([
      ['YB-002.topic', 'participation.bank-field-empty'],
      ['2.answer', 'participation.bank-field-empty'],
    ])
  })

  it('without an error means that the contract takes every question', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ unit: fc.constantFrom('甲', '乙', ' ', '\u200b', '=', '以', '上', '\n'), maxLength: 12 }),
    )
    const draft: fc.Arbitrary<DraftQuestion> = fc.record({
      code: fc.constantFrom('YB-001', '', 'yb'),
      stem: text,
      options: fc.array(text, { maxLength: 7 }),
      answer: fc.constantFrom('A', 'B', 'F', ''),
      explanation: text,
      source: fc.record({
        title: text,
        where: fc.option(text),
        link: fc.option(fc.constantFrom('https://example.org/a', 'http://example.org', '')),
      }),
      topic: text,
      difficulty: fc.constantFrom(1, 2, 3, 0),
    })
    let sound = 0
    fc.assert(
      fc.property(draft, given => {
        const { errors } = checkBank([given])
        if (errors === 0) sound++
        expect(question.safeParse(given).success || errors > 0).toBe(true)
      }),
      { numRuns: 3000, seed: 20250620 },
    )
    expect(sound).toBeGreaterThan(10)
  })
})

describe('likeness', () => {
  it('is that of the sets of trigrams, whatever the order', () => {
    expect(nearPairs(['abcdef', 'xyz', 'abcdeg'], 0.5)).toEqual([{ earlier: 0, later: 2, likeness: 3 / 5 }])
    expect(nearPairs(['abcdef', 'abcdeg'], 0.61)).toEqual([])
    expect(nearPairs(['abc', 'abc', ''])).toEqual([])
  })

  it('of 2,000 stems that share their words is found', () => {
    const stems = Array.from({ length: 2000 }, (_, index) => `关于基本医疗保险的第${index}个问题是什么`)
    expect(nearPairs(stems).length).toBeGreaterThan(1999)
  })

  it('leaves out width, space, punctuation and case, and nothing else', () => {
    expect(stemKey('ＤＲＧ 是什么？（单选）')).toBe('drg是什么单选')
    expect(stemKey('1.5倍')).not.toBe(stemKey('15倍'))
    expect(optionKey('-1')).not.toBe(optionKey('1'))
  })
})
