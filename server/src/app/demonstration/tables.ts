import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type QuestionBank, questionBank } from '#contract/participation/bank.ts'
import { readTable } from '#kernel/files/index.ts'

export const demoRoot = join(import.meta.dirname, '../../../../demo')

export type Row = Record<string, string>

/** One table of the demonstration city as rows by column name; every cell is text. */
export async function table(name: string): Promise<Row[]> {
  const bytes = await readFile(join(demoRoot, 'tables', `${name}.csv`))
  const { sheets } = await readTable(new Uint8Array(bytes), `${name}.csv`)
  const [head, ...lines] = sheets[0]?.rows ?? []
  if (!head) throw new Error(`demo/tables/${name}.csv has no head`)
  return lines.map(line => Object.fromEntries(head.map((column, index) => [column, line[index] ?? ''])))
}

const pageIndex = z.array(
  z.object({
    file: z.string(),
    publication: z.string(),
    page: z.string(),
    issueDate: z.iso.date(),
    printedIssueDate: z.boolean(),
  }),
)
export type DemoPage = z.infer<typeof pageIndex>[number] & { text: string }

/** The pages of the demonstration city, oldest first, with their text. */
export async function pages(): Promise<DemoPage[]> {
  const index = pageIndex.parse(JSON.parse(await readFile(join(demoRoot, 'pages/index.json'), 'utf8')))
  const read = await Promise.all(
    index.map(async page => ({ ...page, text: await readFile(join(demoRoot, 'pages', page.file), 'utf8') })),
  )
  return read.sort((a, b) => a.issueDate.localeCompare(b.issueDate) || a.file.localeCompare(b.file))
}

/** Several values of one cell. */
export const list = (cell: string | undefined): string[] =>
  (cell ?? '')
    .split('｜')
    .map(each => each.trim())
    .filter(Boolean)

/** A cell of a row, or undefined when it is empty. */
export const cell = (row: Row, column: string): string | undefined => row[column]?.trim() || undefined

/** A question bank of the demonstration, `demo/quizzes/NAME.json`. */
export async function questions(name: string): Promise<QuestionBank> {
  return questionBank.parse(JSON.parse(await readFile(join(demoRoot, 'quizzes', `${name}.json`), 'utf8')))
}
