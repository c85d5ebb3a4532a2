import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readTable, type Table } from './readTable.ts'

const folder = join(import.meta.dirname, '..')

/** What `pages/index.json` says of a page: it stands beside the text, as an office would type it in, never inside it. */
const pageEntry = z.object({
  file: z.string(),
  publication: z.string().min(1),
  page: z.string().regex(/^第.+版$/),
  issueDate: z.iso.date(),
  printedIssueDate: z.boolean(),
})
export type Page = z.infer<typeof pageEntry> & { text: string }

export type City = { pages: readonly Page[]; table(name: string): Table; tables: readonly Table[] }

/** The whole demonstration city as it lies in the folder. */
export function readCity(): City {
  const listed: unknown = JSON.parse(readFileSync(join(folder, 'pages/index.json'), 'utf8'))
  const pages = z
    .array(pageEntry)
    .parse(listed)
    .map(page => ({ ...page, text: readFileSync(join(folder, 'pages', page.file), 'utf8') }))
  const tables = readdirSync(join(folder, 'tables'))
    .filter(file => file.endsWith('.csv'))
    .map(file => readTable(file.slice(0, -'.csv'.length), readFileSync(join(folder, 'tables', file), 'utf8')))
  return {
    pages,
    tables,
    table(name) {
      const found = tables.find(each => each.name === name)
      if (!found) throw new Error(`the demonstration city has no table ${name}`)
      return found
    },
  }
}

/** The names of the files that lie in the folder of pages. */
export function pageFiles(): string[] {
  return readdirSync(join(folder, 'pages')).filter(file => file.endsWith('.txt'))
}
