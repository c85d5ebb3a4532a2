import { optionLetters, type Question, type QuestionBank } from '#contract/participation/bank.ts'
import { type Cell, type Choices, type SheetToWrite, writeTable } from '#kernel/files/index.ts'
import { printAnswer } from './answer.ts'
import { type Column, columnsFor, headOf, isLetter } from './columns.ts'

/** The number of the template's example, which an import leaves out. */
export const exampleCode = 'EX-000'

const SHEET = '题库'

/**
 * A bank as a workbook that `readBankTable` reads back to the same questions; the title and the version are not in it, since they are
 * given anew with each import. Text a spreadsheet would compute is written behind a quote.
 */
export async function bankTable({ questions }: Pick<QuestionBank, 'questions'>): Promise<Uint8Array> {
  const columns = columnsFor(Math.max(0, ...questions.map(({ options }) => options.length)))
  const rows = [columns.map(headOf), ...questions.map(question => columns.map(column => cellOf(question, column)))]
  return writeTable([{ name: SHEET, rows, choices: choicesFor(columns, questions.length + 100) }])
}

/** An empty bank to fill in: the heads, one example that an import leaves out, lists to choose from, and a sheet that says how. */
export async function bankTemplate(): Promise<Uint8Array> {
  const columns = columnsFor(4)
  const rows = [columns.map(headOf), columns.map(column => cellOf(example, column))]
  const how: SheetToWrite = { name: '填写说明', rows: instructions.map(line => [line]) }
  return writeTable([{ name: SHEET, rows, choices: choicesFor(columns, 500) }, how])
}

function cellOf(question: Question, column: Column): Cell {
  if (isLetter(column)) return question.options[optionLetters.indexOf(column)] ?? null
  if (column === 'source') return question.source.title
  if (column === 'where' || column === 'link') return question.source[column]
  if (column === 'answer') return printAnswer(question.answer, question.options)
  return question[column]
}

function choicesFor(columns: readonly Column[], rows: number): Choices[] {
  const of = (column: Column, values: readonly string[], message: string): Choices => ({
    column: columns.indexOf(column),
    values,
    rows,
    title: headOf(column),
    message,
  })
  return [
    of('answer', columns.filter(isLetter), '写正确选项的字母。'),
    of('difficulty', ['1', '2', '3'], '1 人人该知道，2 看过才知道，3 细看才知道。'),
  ]
}

const example: Question = {
  code: exampleCode,
  stem: '这一行是示例，导入时略过：一年有几个季度？',
  options: ['两个', '三个', '四个', '五个'],
  answer: 'C',
  explanation: '写一两句，说明为什么是这个答案。',
  source: { title: '文件名称和文号', where: '第几条', link: null },
  topic: '主题',
  difficulty: 1,
}

const instructions = [
  '填写说明 How to fill it in',
  '一行一道题，每题只有一个正确答案。One question a row, one right answer each.',
  '编号写成 YB-001 这样，以后改题不改编号。Numbers look like YB-001 and stay when a question is reworded.',
  '选项二到六个，出题时会打乱，不要写“以上都对”。Two to six options; they are shuffled, so never “all of the above”.',
  '题干宜在60字以内，选项宜在30字以内，手机一屏放得下。Stems up to 60 and options up to 30 characters fit a telephone.',
  '解析和依据都要填：依据写文件名称和文号，条款写第几条。Say why, and by which document and article.',
  '难度：1 人人该知道，2 看过才知道，3 细看才知道。Difficulty: 1 everybody knows, 2 has read of it, 3 has read it closely.',
  '有一处错误，整张表都不导入；报告会逐行说明。With one error nothing is imported; the report tells each row.',
]
