import { z } from 'zod'
import { comparison } from '../extraction.ts'
import { id, instant, listQuery } from '../kernel.ts'
import { nameUpTo } from '../text.ts'

/** What the rows of a table are: each becomes facts of this kind. */
export const rowKinds = ['project', 'figure', 'person', 'agreement', 'task'] as const
export const rowKind = z.enum(rowKinds)
export type RowKind = (typeof rowKinds)[number]

/** What a column may mean, by what its rows are; `none` is a column that is not used. */
export const columnUses = {
  project: ['name', 'party', 'amount', 'capacity', 'stage', 'place', 'date'],
  figure: ['subject', 'indicator', 'value', 'unit', 'period'],
  person: ['name', 'organisation', 'post'],
  agreement: ['what', 'party', 'form', 'date'],
  task: ['what', 'assignee', 'statedBy', 'date'],
} as const satisfies Record<RowKind, readonly string[]>
export const columnUse = z.enum([
  'none',
  'name',
  'party',
  'amount',
  'capacity',
  'stage',
  'place',
  'date',
  'subject',
  'indicator',
  'value',
  'unit',
  'period',
  'organisation',
  'post',
  'what',
  'form',
  'assignee',
  'statedBy',
])
export type ColumnUse = z.infer<typeof columnUse>

/** Uses that several columns of one table may have: two parties, the amount in 万元 and the one in 美元, April and May. */
export const repeatableUses: readonly ColumnUse[] = ['none', 'party', 'amount', 'capacity', 'value']
/** Without a column of each of these the rows say nothing. */
export const neededUses: Readonly<Record<RowKind, readonly ColumnUse[]>> = {
  project: ['name'],
  figure: ['value'],
  person: ['name'],
  agreement: ['what', 'party'],
  task: ['what'],
}
/** Fields that may be the same for all rows and stand in no column. */
export const fixedFields = {
  project: ['stage', 'place'],
  figure: ['subject', 'period'],
  person: ['organisation', 'post'],
  agreement: ['form'],
  task: ['assignee', 'statedBy'],
} as const satisfies Record<RowKind, ReadonlyArray<keyof FixedTexts>>

/** The widest table that is mapped, in columns. */
export const MOST_COLUMNS = 200

/**
 * What one column means. `column` is its key: its name made regular. `unit` is that of its numbers where the cells have none; `what` says
 * which amount or capacity it is (总投资, 占地面积), or of a figure's column which indicator; `comparison` and `period` are of a figure's.
 */
export const columnMeaning = z.object({
  column: nameUpTo(200),
  use: columnUse,
  unit: nameUpTo(20).default(''),
  what: nameUpTo(60).default(''),
  comparison: comparison.nullable().default(null),
  period: nameUpTo(40).default(''),
})
export type ColumnMeaning = z.infer<typeof columnMeaning>

const fixedText = nameUpTo(60).default('')
/** Fields that are the same for all rows, empty where they are not; which of them count says `fixedFields`. */
export const fixedTexts = z.object({
  stage: fixedText,
  place: fixedText,
  subject: fixedText,
  period: fixedText,
  organisation: fixedText,
  post: fixedText,
  form: fixedText,
  assignee: fixedText,
  statedBy: fixedText,
})
export type FixedTexts = z.infer<typeof fixedTexts>

/** What the columns of a table mean, and what all its rows have in common. */
export const tableMapping = z.object({
  kind: rowKind,
  columns: z.array(columnMeaning).min(1).max(MOST_COLUMNS),
  fixed: fixedTexts,
})
export type TableMapping = z.infer<typeof tableMapping>

export const mapTable = z.object({ version: z.int().min(1), mapping: tableMapping })
export type MapTable = z.input<typeof mapTable>
export const forgetMapping = z.object({ version: z.int().min(1), reason: z.string().trim().max(500).optional() })

/** Why rows are passed over: sum rows, the head printed again, notes below the table, lines that part it into sections. */
export const passedRows = ['sum', 'header', 'note', 'section'] as const
export type PassedRow = (typeof passedRows)[number]

/** Why a row is not read, or what is odd about it; each has its sentence, `intake.row.…`, which says what would be right. */
export const rowFaultCodes = [
  'name-missing',
  'name-too-long',
  'amount-unfit',
  'unit-missing',
  'date-unfit',
  'value-missing',
  'parties-missing',
  'sum-differs',
  'cells-more',
] as const
export type RowFaultCode = (typeof rowFaultCodes)[number]

/** Something told of a row: where it is in the file, counted as a spreadsheet does, in which column, and what it says there. */
export const rowFault = z.object({
  code: z.enum(rowFaultCodes),
  row: z.int(),
  start: z.int(),
  column: z.string(),
  value: z.string(),
  right: z.string(),
})
export type RowFault = z.infer<typeof rowFault>

/** What became of a table's rows: `rows` is `read` plus `refused` plus all passed over. Of the faults only the first are kept. */
export const tableOutcome = z.object({
  rows: z.int(),
  read: z.int(),
  refused: z.int(),
  passed: z.object({ sum: z.int(), header: z.int(), note: z.int(), section: z.int() }),
  facts: z.int(),
  faults: z.array(rowFault),
  faultsTotal: z.int(),
})
export type TableOutcome = z.infer<typeof tableOutcome>
export const MOST_FAULTS = 200

/** Why a meaning is suggested: words of the head, what the cells look like, or nothing that is known. */
export const suggestionReasons = ['head', 'cells-date', 'cells-amount', 'cells-organisation', 'unknown'] as const
export const suggestionReason = z.object({ why: z.enum(suggestionReasons), words: z.string() })
export type SuggestionReason = z.infer<typeof suggestionReason>

/** A column as printed: where its name stands in the page's text (UTF-16 units), and the unit its name gives in brackets. */
export const tableColumn = z.object({
  column: z.string(),
  name: z.string(),
  unit: z.string(),
  start: z.int(),
  end: z.int(),
  preview: z.array(z.string()),
  reason: suggestionReason,
})
export type TableColumn = z.infer<typeof tableColumn>

/** A table of a page: its columns, what they are held to mean, and what became of its rows. */
export const tableView = z.object({
  id,
  version: z.int(),
  articleId: id,
  sheet: z.string(),
  rows: z.int(),
  headRow: z.int(),
  columns: z.array(tableColumn),
  suggested: tableMapping,
  /** What a person confirmed, or what was remembered; null while nobody has, and then no facts are read. */
  mapping: tableMapping.nullable(),
  outcome: tableOutcome.nullable(),
  /** Who confirmed what the columns mean, when and on which page; `isCurrent` while it is still what is remembered. */
  remembered: z
    .object({
      id,
      by: z.string().nullable(),
      at: instant,
      pageId: id,
      page: z.string(),
      isHere: z.boolean(),
      isCurrent: z.boolean(),
    })
    .nullable(),
  may: z.array(z.string()),
})
export type TableView = z.infer<typeof tableView>
export const tablesOfPage = z.object({ tables: z.array(tableView) })

/** A remembered mapping, as the list shows it: on which page it was last confirmed, by whom, and how many tables were read with it. */
export const mappingRow = z.object({
  id,
  version: z.int(),
  names: z.array(z.string()),
  mapping: tableMapping,
  /** Fields that all rows share and each table's own title tells. */
  titled: z.array(z.string()),
  by: z.string().nullable(),
  at: instant,
  pageId: id,
  page: z.string(),
  tables: z.int(),
  may: z.array(z.string()),
})
export type MappingRow = z.infer<typeof mappingRow>
export const mappingsQuery = listQuery.extend({ kind: rowKind.optional() })
