import type { FixedTexts, TableMapping } from '#contract/intake/tables.ts'
import { arranged } from './fit.ts'
import type { TableShape } from './shape.ts'
import { fixedByTitle } from './suggest.ts'

/**
 * What was confirmed of columns: their names as printed, what they mean, and which of the fields that all rows share were what the title of
 * that table says (`titled`): the next one has a title of its own, and in May nothing is of April.
 */
export type Confirmed = { names: string[]; mapping: TableMapping; titled: Array<keyof FixedTexts> }

/** What is to be remembered of a table's columns. */
export function confirmed({ columns, title }: Pick<TableShape, 'columns' | 'title'>, mapping: TableMapping): Confirmed {
  const ofTitle = fixedByTitle(mapping.kind, title)
  // What no column says and neither the title of this table does, the next one's may.
  const titled = (['stage', 'period'] as const).filter(
    field => mapping.fixed[field] === (ofTitle[field] ?? '') && mapping.columns.every(({ use }) => use !== field),
  )
  return { names: columns.map(({ name }) => name), mapping, titled }
}

/** What is remembered, laid over another table with these columns; null where it has others. */
export function recalled(
  { mapping, titled }: Confirmed,
  { columns, title }: Pick<TableShape, 'columns' | 'title'>,
): TableMapping | null {
  const own = arranged(
    mapping,
    columns.map(({ key }) => key),
  )
  if (!own) return null
  const ofTitle = fixedByTitle(mapping.kind, title)
  const told = Object.fromEntries(titled.map(field => [field, ofTitle[field] ?? '']))
  return { ...own, fixed: { ...own.fixed, ...told } }
}
