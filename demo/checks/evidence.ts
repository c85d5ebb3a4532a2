import type { City, Page } from './city.ts'
import type { Table } from './readTable.ts'

/** Quotations that do not stand letter by letter in the page they name, or name a page without a quotation, one sentence each. */
export function misquotes(table: Table, pages: readonly Page[]): string[] {
  if (!table.columns.includes('source_quote')) return []
  return table.rows.flatMap((row, index) => {
    const [file, quote] = [row('source_page'), row('source_quote')]
    if (file === '' && quote === '') return []
    const page = pages.find(each => each.file === file)
    const where = `${table.name} row ${index + 2}`
    if (!page) return [`${where} quotes ${file || 'no page'}, which is not there`]
    if (quote === '') return [`${where} names ${file} without a sentence`]
    return page.text.includes(quote) ? [] : [`${where}: “${quote}” does not stand in ${file}`]
  })
}

/** A run of characters that two texts share. */
export type SharedRun = { name: string; text: string }

/**
 * The longest runs of at least `length` characters that a text shares with others. Both are compared as a reader hears them: width folded,
 * blanks and punctuation left out, so that a copied sentence is found behind other commas.
 */
export function sharedRuns(text: string, others: ReadonlyMap<string, string>, length: number): SharedRun[] {
  const grams = new Map<string, string>()
  for (const [name, other] of others) {
    const plain = heard(other)
    for (let i = 0; i + length <= plain.length; i++) grams.set(plain.slice(i, i + length), name)
  }
  const plain = heard(text)
  const runs: SharedRun[] = []
  for (let i = 0; i + length <= plain.length; i++) {
    const name = grams.get(plain.slice(i, i + length))
    if (name === undefined) continue
    let end = i + length
    while (end < plain.length && grams.has(plain.slice(end + 1 - length, end + 1))) end++
    runs.push({ name, text: plain.slice(i, end) })
    i = end - length
  }
  return runs
}

function heard(text: string): string {
  return text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '')
}

/** All the text that the city ships: pages, and the cells of its tables one by one. */
export function shippedTexts(city: City): Map<string, string> {
  const texts = new Map(city.pages.map(page => [page.file, page.text]))
  for (const table of city.tables)
    texts.set(table.name, table.rows.flatMap(row => table.columns.map(column => row(column))).join('\n'))
  return texts
}
