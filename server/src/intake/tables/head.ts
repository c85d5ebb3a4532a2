import { halfWidth } from '#kernel/quantity/index.ts'
import { headWord } from './lexicon.ts'

/** Where the head of a table is: the row it begins with, how many rows it has, and the name of each column, empty where it has none. */
export type Head = { first: number; rows: 1 | 2; names: string[] }

/** A head stands among the first rows; above it are titles, units and dates of the table. */
const DEEPEST = 15
const LOOKED_AT = 40
const LONGEST_NAME = 60

const isNumber = (cell: string) => /^[-+−－]?[\d,.]+[%％]?$/.test(halfWidth(cell).trim())
const isDay = (cell: string) => /^\d{4}[-/.年]\d{1,2}/.test(halfWidth(cell).trim())
const isName = (cell: string) => cell !== '' && cell.length <= LONGEST_NAME && !isNumber(cell) && !isDay(cell)

/**
 * The head of a table given by its cells, printed and trimmed; null where there is none to be recognised: at least two named columns,
 * nothing but names in it, about as wide as what is below, and either words that heads of such tables have or numbers below its names.
 */
export function findHead(rows: readonly (readonly string[])[]): Head | null {
  const width = Math.max(0, ...rows.slice(0, LOOKED_AT).map(filledIn))
  for (let first = 0; first < Math.min(rows.length - 1, DEEPEST); first++) {
    const row = rows[first] ?? []
    const filled = row.filter(cell => cell !== '')
    if (filled.length < 2 || filled.length * 2 < width || !filled.every(isName)) continue
    const second = rows[first + 1] ?? []
    if (rows.length > first + 2 && goesOn(row, second)) return { first, rows: 2, names: joined(row, second) }
    if (new Set(filled).size < filled.length / 2) continue
    if (isKnown(filled) || hasNumbersBelow(row, rows.slice(first + 1, first + 6)))
      return { first, rows: 1, names: [...row] }
  }
  return null
}

const filledIn = (row: readonly string[]) => row.filter(cell => cell !== '').length

/** At least two names that heads have, or half of them. */
const isKnown = (names: readonly string[]) => names.filter(name => headWord(name) !== null).length >= 2

const hasNumbersBelow = (names: readonly string[], below: ReadonlyArray<readonly string[]>) =>
  below.length > 0 && names.some((name, i) => name !== '' && below.every(row => isNumber(row[i] ?? '')))

/**
 * Whether the second row is of the head too: it names parts of merged cells of the first (a cell and empty ones behind it), and below some
 * names, merged downwards, it is empty; or else it holds nothing but words that heads have.
 */
function goesOn(first: readonly string[], second: readonly string[]): boolean {
  const width = Math.max(first.length, second.length)
  const at = Array.from({ length: width }, (_, i) => ({ above: first[i] ?? '', own: second[i] ?? '', i }))
  const parts = at.filter(({ own }) => own !== '')
  if (parts.length < 2 || !parts.every(({ own }) => isName(own) || /^\d{4}年?$/.test(own))) return false
  const isInGroup = ({ above, i }: { above: string; i: number }) =>
    above === '' && first.slice(0, i).some(cell => cell !== '')
  if (!parts.some(isInGroup)) return false
  const isMergedDown = at.some(({ above, own }) => above !== '' && own === '')
  return isMergedDown || parts.every(({ own }) => headWord(own) !== null)
}

/** Names of a head of two rows: that of the group and that of the part. */
function joined(first: readonly string[], second: readonly string[]): string[] {
  let group = ''
  return Array.from({ length: Math.max(first.length, second.length) }, (_, i) => {
    const [above, own] = [first[i] ?? '', second[i] ?? '']
    if (above !== '') group = above
    if (own === '') return above
    return group === '' ? own : `${group}·${own}`
  })
}
