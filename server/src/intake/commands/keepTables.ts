import type { TableOutcome } from '#contract/intake/tables.ts'
import type { Ctx } from '#kernel/context.ts'
import type { ArticleRecord } from '../store/articles.ts'
import { insertMany } from '../store/insertMany.ts'
import type { PageRecord } from '../store/pages.ts'
import { allMappings, type MappingRecord, tables } from '../store/tables.ts'
import { keyOfNames } from '../tables/names.ts'
import { recalled } from '../tables/recall.ts'
import type { SheetInText, SheetToRead, TableShape } from '../tables/shape.ts'

/** A sheet with what is remembered of its columns, and which record remembers it. */
export type RememberedSheet = SheetToRead & { mappingId: string | null }

const keyOfShape = ({ columns }: TableShape) => keyOfNames(columns.map(({ key }) => key))

/**
 * What is remembered of columns in the region, to be laid over sheets whenever their text is there; `key` tells one state of it from another.
 */
export async function remembering(ctx: Ctx): Promise<{
  key: string
  sheets: (printed: readonly SheetInText[]) => RememberedSheet[]
}> {
  const all = await allMappings(ctx)
  const byNames = new Map(all.map(record => [record.namesKey, record]))
  return {
    key: all.map(({ id, version }) => `${id} ${version}`).join(),
    sheets: printed => printed.map(sheet => laid(sheet, sheet.table && byNames.get(keyOfShape(sheet.table)))),
  }
}

function laid(sheet: SheetInText, record: MappingRecord | undefined | null): RememberedSheet {
  const mapping = record && sheet.table ? recalled(record.reading, sheet.table) : null
  return { ...sheet, mapping, mappingId: mapping && record ? record.id : null }
}

type Kept = {
  sheets: readonly RememberedSheet[]
  articles: ReadonlyArray<Pick<ArticleRecord, 'id'>>
  outcomes: ReadonlyArray<TableOutcome | null>
}

/** Keeps the tables of a new page beside the articles they stand in; gives how many there are. */
export async function keepTables(ctx: Ctx, page: PageRecord, { sheets, articles, outcomes }: Kept): Promise<number> {
  const added = sheets.flatMap(({ table, mapping, mappingId, sheet }, index) => {
    const article = articles[index]
    if (!table || !article) return []
    const outcome = outcomes[index] ?? null
    return [
      {
        pageId: page.id,
        articleId: article.id,
        sheet,
        namesKey: keyOfShape(table),
        shape: table,
        mapping,
        mappingId,
        outcome,
      },
    ]
  })
  await insertMany(ctx, tables, added)
  return added.length
}
