import type { z } from 'zod'
import type { MappingRow, mappingsQuery, TableColumn, TableView } from '#contract/intake/tables.ts'
import type { Page } from '#contract/kernel.ts'
import { beginningOf } from '#contract/text.ts'
import type { Ctx } from '#kernel/context.ts'
import { mayOn, must, visible } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { judged, policy } from '../policy.ts'
import { sameContent } from '../rules.ts'
import { type PageRecord, pages, textOf } from '../store/pages.ts'
import { type ListedMapping, listedMappings, listMappings, type TableRecord, tablesOf } from '../store/tables.ts'
import { linesOf } from '../tables/print.ts'
import { recalled } from '../tables/recall.ts'
import { rowsOf } from '../tables/row.ts'
import { suggest } from '../tables/suggest.ts'
import { pageLabel } from './shapes.ts'

/** So many first rows are looked at for a suggestion, and so many are shown. */
const LOOKED_AT = 60
const SHOWN = 4
const LONGEST_SHOWN = 120

/** The tables of a page with what their columns mean, or may mean, and what became of their rows. Refuses `intake.not-found`. */
export async function tablesOfPage(ctx: Ctx, pageId: string): Promise<TableView[]> {
  const page = await pages.find(ctx, pageId)
  if (!page) throw refuse('intake.not-found')
  must(ctx, policy, 'intake.read', judged(page))
  const found = await tablesOf(ctx, pageId)
  if (found.length === 0) return []
  const text = await textOf(ctx, page.sourceId)
  const ids = found.flatMap(({ mappingId }) => mappingId ?? [])
  const remembered = new Map((await listedMappings(ctx, ids)).map(each => [each.id, each]))
  return found.map(table => viewOf(ctx, page, table, text, remembered.get(table.mappingId ?? '')))
}

function viewOf(
  ctx: Ctx,
  page: PageRecord,
  { id, version, articleId, sheet, shape, mapping, outcome }: TableRecord,
  text: string,
  remembered: ListedMapping | undefined,
): TableView {
  const sample = rowsOf(text, shape, LOOKED_AT).map(({ cells }) => cells.map(cell => cell.text))
  const suggested = suggest(shape, sample)
  return {
    id,
    version,
    articleId,
    sheet,
    rows: outcome?.rows ?? countRows(text, shape),
    headRow: shape.headRow,
    columns: shape.columns.map(
      ({ key, name, unit, start, end }, i): TableColumn => ({
        column: key,
        name,
        unit,
        start,
        end,
        preview: sample.slice(0, SHOWN).map(row => beginningOf(row[i] ?? '', LONGEST_SHOWN)),
        reason: suggested.reasons[i] ?? { why: 'unknown', words: '' },
      }),
    ),
    suggested: suggested.mapping,
    mapping,
    outcome,
    remembered: remembered ? rememberedBy(remembered, page, mapping, shape) : null,
    may: mayOn(ctx, policy, judged(page)),
  }
}

const countRows = (text: string, { body }: TableRecord['shape']) =>
  body.start >= body.end ? 0 : linesOf(text, body).length

function rememberedBy(
  record: ListedMapping,
  page: PageRecord,
  mapping: TableRecord['mapping'],
  shape: TableRecord['shape'],
): TableView['remembered'] {
  const isCurrent = !record.withdrawn && sameContent(recalled(record.reading, shape), mapping)
  return {
    id: record.id,
    by: record.byName,
    at: record.confirmedAt.toISOString(),
    pageId: record.pageId,
    page: pageLabel(record),
    isHere: record.pageId === page.id,
    isCurrent,
  }
}

/** What is remembered of columns, the last confirmed first. */
export function mappingsList(ctx: Ctx, query: z.output<typeof mappingsQuery>): Promise<Page<MappingRow>> {
  return listMappings(ctx, query, visible(ctx, policy, 'intake.see-lessons', 'm'), row => ({
    id: row.id,
    version: row.version,
    names: row.reading.names,
    mapping: row.reading.mapping,
    titled: row.reading.titled,
    by: row.byName,
    at: row.confirmedAt.toISOString(),
    pageId: row.pageId,
    page: pageLabel(row),
    tables: row.tables,
    may: mayOn(ctx, policy, { regionId: ctx.regionId, unitId: null, accepted: false }),
  }))
}
