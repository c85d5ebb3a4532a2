import { limits } from '../limits.ts'
import { listZip, unpack } from '../zip.ts'
import { decodeEntities } from './entities.ts'

/** Formats of percent that every workbook has (ECMA-376 part 1, 18.8.30: 9 is 0%, 10 is 0.00%). */
const BUILT_IN = ['9', '10']

const attribute = (tag: string, name: string): string =>
  decodeEntities(
    new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag)?.slice(1).find(Boolean) ?? '',
  )
const tagsOf = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}\\b([^>]*)>`, 'g'))].map(([, attributes = '']) => attributes)

/**
 * The cells of a checked workbook that are shown in percent, though what is kept is a fraction: by sheet name and row the columns, both
 * counted from 0. A spreadsheet shows 0.032 in such a cell as 3.2%; which cells are such only their formats say.
 */
export function percentCells(bytes: Uint8Array): Map<string, Map<number, number[]>> {
  const budget = { left: limits.unpacked }
  const entries = new Map(listZip(bytes).map(entry => [entry.name, entry]))
  const part = (name: string) => {
    const entry = entries.get(name)
    return entry ? new TextDecoder().decode(unpack(bytes, entry, budget)) : ''
  }
  const styles = percentStyles(part('xl/styles.xml'))
  const found = new Map<string, Map<number, number[]>>()
  if (styles.size === 0) return found
  const targets = new Map(
    tagsOf(part('xl/_rels/workbook.xml.rels'), 'Relationship').map(tag => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target'),
    ]),
  )
  for (const tag of tagsOf(part('xl/workbook.xml'), 'sheet')) {
    const target = targets.get(attribute(tag, 'id')) ?? ''
    const cells = cellsIn(part(target.startsWith('/') ? target.slice(1) : `xl/${target}`), styles)
    if (cells.size > 0) found.set(attribute(tag, 'name'), cells)
  }
  return found
}

/** The numbers of cell formats that show a percent: a % outside of quotes and escapes. */
function percentStyles(xml: string): Set<string> {
  const formats = tagsOf(xml, 'numFmt').filter(tag =>
    /%/.test(attribute(tag, 'formatCode').replace(/"[^"]*"|\\./g, '')),
  )
  const numbers = new Set([...BUILT_IN, ...formats.map(tag => attribute(tag, 'numFmtId'))])
  const used = /<(?:\w+:)?cellXfs\b[\s\S]*?<\/(?:\w+:)?cellXfs>/.exec(xml)?.[0] ?? ''
  return new Set(
    tagsOf(used, 'xf').flatMap((tag, index) => (numbers.has(attribute(tag, 'numFmtId')) ? [String(index)] : [])),
  )
}

function cellsIn(xml: string, styles: ReadonlySet<string>): Map<number, number[]> {
  const cells = new Map<number, number[]>()
  for (const [, attributes = ''] of xml.matchAll(/<(?:\w+:)?c\s([^>]*)>/g)) {
    if (!styles.has(/\bs="(\d+)"/.exec(attributes)?.[1] ?? '')) continue
    const [, letters = '', number = ''] = /\br="([A-Z]{1,3})(\d{1,7})"/.exec(attributes) ?? []
    if (letters === '') continue
    const row = Number(number) - 1
    const standing = cells.get(row)
    if (standing) standing.push(columnOf(letters))
    else cells.set(row, [columnOf(letters)])
  }
  return cells
}

const columnOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
