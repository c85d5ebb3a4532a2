import {
  type ColumnMeaning,
  columnUses,
  neededUses,
  repeatableUses,
  type TableMapping,
} from '#contract/intake/tables.ts'
import { type Refusal, refuse } from '#kernel/refusal.ts'

/** A mapping whose columns stand in the order of some keys; null where these are not its columns. */
export function arranged(mapping: TableMapping, keys: readonly string[]): TableMapping | null {
  const byKey = new Map(mapping.columns.map(meaning => [meaning.column, meaning]))
  const columns = keys.flatMap(key => byKey.get(key) ?? [])
  const isWhole = columns.length === keys.length && mapping.columns.length === keys.length
  return isWhole ? { ...mapping, columns } : null
}

const NEEDED = {
  name: 'intake.mapping-needs-name',
  value: 'intake.mapping-needs-value',
  what: 'intake.mapping-needs-what',
  party: 'intake.mapping-needs-party',
} as const
const needs: Readonly<Record<string, (typeof NEEDED)[keyof typeof NEEDED]>> = NEEDED

/**
 * What is wrong with a mapping for a table of these columns, null for nothing: other columns, a meaning that rows of this kind do not have,
 * one meaning given twice, one that must be there and is not. Names are those of the head, as printed.
 */
export function misfit(mapping: TableMapping, columns: ReadonlyArray<{ key: string; name: string }>): Refusal | null {
  const keys = columns.map(({ key }) => key)
  if (arranged(mapping, keys) === null)
    return refuse('intake.mapping-columns', { count: keys.length }, { field: 'mapping.columns' })
  const uses: readonly string[] = columnUses[mapping.kind]
  const nameOf = ({ column }: ColumnMeaning) => columns.find(({ key }) => key === column)?.name || column
  const first = new Map<string, ColumnMeaning>()
  for (const [i, meaning] of mapping.columns.entries()) {
    const field = `mapping.columns.${i}.use`
    if (meaning.use === 'none') continue
    if (!uses.includes(meaning.use)) return refuse('intake.mapping-use', { column: nameOf(meaning) }, { field })
    const other = first.get(meaning.use)
    if (other && !repeatableUses.includes(meaning.use))
      return refuse('intake.mapping-twice', { first: nameOf(other), second: nameOf(meaning) }, { field })
    first.set(meaning.use, meaning)
  }
  const missing = neededUses[mapping.kind].find(use => !first.has(use))
  const code = missing && needs[missing]
  return code ? refuse(code, {}, { field: 'mapping.columns' }) : null
}
