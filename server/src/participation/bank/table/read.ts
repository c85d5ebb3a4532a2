import {
  type BankFinding,
  type BankReport,
  type DraftQuestion,
  optionLetters,
  type Question,
  question,
} from '#contract/participation/bank.ts'
import { plainName } from '#contract/text.ts'
import { type ReadOptions, readTable, type Sheet, shownName } from '#kernel/files/index.ts'
import { refuse } from '#kernel/refusal.ts'
import { checkBank } from '../check.ts'
import { finding, generalFinding, placeOf, reportOf } from '../findings.ts'
import { readAnswer } from './answer.ts'
import { type Column, columnNames, columnOf, requiredColumns } from './columns.ts'
import { exampleCode } from './write.ts'

/** What a table of questions holds: its report, and its questions unless the report has an error, in which case nothing is to be kept. */
export type ReadBank = { report: BankReport; questions: readonly Question[] | null }

type Head = { columns: ReadonlyArray<Column | undefined>; below: number; findings: BankFinding[] }

/** How far down the head may stand: above it offices write a title and a note. */
const HEAD_WITHIN = 10
const WITHOUT_TOPIC = '综合'
const WITHOUT_DIFFICULTY = '2'

/**
 * Reads a question bank from an uploaded XLSX or CSV file: the first sheet with a head that names a stem and an answer. Heads are known
 * by their usual Chinese and English names; the answer may be a letter, a number or the words of the option. Without a column of numbers
 * the questions are numbered TK-001 and so on; without topics they are 综合, without difficulties 2. The template's example is left out.
 *
 * Refuses what `readTable` refuses (a broken, wrong or harmful file) and `participation.bank-no-head` {name}. Everything else that is
 * wrong is in the report, with the row as a spreadsheet counts it.
 */
export async function readBankTable(bytes: Uint8Array, name: string, options: ReadOptions = {}): Promise<ReadBank> {
  const { sheets } = await readTable(bytes, name, options)
  for (const sheet of sheets) {
    const head = headIn(sheet)
    if (head) return readBelow(head, sheet)
  }
  throw refuse('participation.bank-no-head', { name: shownName(name) })
}

function headIn(sheet: Sheet): Head | undefined {
  for (const [index, row] of sheet.rows.slice(0, HEAD_WITHIN).entries()) {
    const columns = row.map(columnOf)
    if (columns.includes('stem') && columns.some(column => column === 'answer' || column === 'A'))
      return { columns, below: index + 1, findings: headFindings(row, columns) }
  }
  return undefined
}

function headFindings(row: readonly string[], columns: Head['columns']): BankFinding[] {
  const unknown = row.filter((head, index) => plainName(head) !== '' && columns[index] === undefined)
  const repeated = new Set(columns.filter((column, index) => columns.indexOf(column) !== index))
  return [
    ...requiredColumns
      .filter(column => !columns.includes(column))
      .map(column => generalFinding('error', 'column-missing', columnNames(column))),
    ...[...repeated].flatMap(column =>
      column === undefined ? [] : [generalFinding('error', 'column-twice', columnNames(column))],
    ),
    ...unknown.map(head => generalFinding('warning', 'column-unknown', { column: plainName(head).slice(0, 40) })),
  ]
}

function readBelow(head: Head, { rows, at }: Sheet): ReadBank {
  const findings = [...head.findings]
  const drafts: DraftQuestion[] = []
  for (const [index, cells] of rows.entries()) {
    if (index < head.below || cells.every(cell => plainName(cell) === '')) continue
    const read = readRow(head, cells, at[index] ?? index + 1, drafts.length)
    if (read.draft.code === exampleCode) continue
    drafts.push(read.draft)
    findings.push(...read.findings)
  }
  const checked = checkBank(drafts)
  const report = reportOf(drafts.length, [...findings, ...checked.findings])
  return { report, questions: report.errors > 0 ? null : question.array().parse(drafts) }
}

function readRow(head: Head, cells: readonly string[], row: number, before: number) {
  const cell = (column: Column) => plainName(cells[head.columns.indexOf(column)] ?? '')
  const has = (column: Column) => head.columns.includes(column)
  const given = optionLetters.map(cell)
  const options = given.slice(0, given.findLastIndex(option => option !== '') + 1)
  const read = readAnswer(cell('answer'), options)
  const draft: DraftQuestion = {
    row,
    code: has('code') ? cell('code').normalize('NFKC').toUpperCase() : `TK-${String(before + 1).padStart(3, '0')}`,
    stem: cell('stem'),
    options,
    answer: read?.letter ?? cell('answer'),
    explanation: cell('explanation'),
    source: { title: cell('source'), where: cell('where') || null, link: cell('link') || null },
    topic: has('topic') ? cell('topic') : WITHOUT_TOPIC,
    difficulty: readDifficulty(has('difficulty') ? cell('difficulty') : WITHOUT_DIFFICULTY),
  }
  const place = placeOf(draft, before)
  const width = cells.findLastIndex(each => plainName(each) !== '') + 1
  const findings: BankFinding[] = []
  if (width > head.columns.length)
    findings.push(finding('error', 'row-too-wide', place, 'stem', { count: width, most: head.columns.length }))
  if (read !== null && 'other' in read)
    findings.push(
      finding('error', 'answer-unclear', place, 'answer', {
        value: cell('answer').slice(0, 40),
        letter: read.letter,
        other: read.other,
      }),
    )
  return { draft, findings }
}

const levels: ReadonlyArray<readonly [number, readonly string[]]> = [
  [1, ['1', '易', '容易', '简单', '低', '一级', '一']],
  [2, ['2', '中', '中等', '一般', '适中', '二级', '二']],
  [3, ['3', '难', '较难', '困难', '高', '三级', '三']],
]

function readDifficulty(text: string): number | string {
  const key = text.normalize('NFKC')
  return levels.find(([, names]) => names.includes(key))?.[0] ?? text
}
