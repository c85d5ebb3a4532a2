import type { FactState } from '#contract/intake.ts'
import type { Ctx } from '#kernel/context.ts'
import { one, rows, sql } from '#kernel/database/sql.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'
import type { Day } from '#kernel/time/index.ts'

export type DateStanding = 'found' | 'given' | 'open'

/** A page that was brought in. */
export type PageRecord = Versioned & {
  sourceId: string
  name: string
  publication: string | null
  page: string | null
  issueDate: Day | null
  dateStanding: DateStanding
  dateBasis: string | null
  internal: boolean
  /** The unit that brought it; null when the office did. */
  unitId: string | null
  broughtBy: string
  broughtAt: Date
  chars: number
}

export const pages = recordTable<PageRecord>('intake_page', [
  'source_id',
  'name',
  'publication',
  'page',
  'issue_date',
  'date_standing',
  'date_basis',
  'internal',
  'unit_id',
  'brought_by',
  'brought_at',
  'chars',
])

/** The text of a page, exactly as read; offsets count its UTF-16 units. */
export async function textOf(ctx: Ctx, sourceId: string): Promise<string> {
  const found = await one(
    ctx.tx,
    sql<{ text: string }>`select text from source_text where region_id = ${ctx.regionId} and id = ${sourceId}`,
  )
  if (!found) throw new Error(`the source ${sourceId} is not there`)
  return found.text
}

/** The texts of some sources, by their ids. */
export async function textsOf(ctx: Ctx, sourceIds: readonly string[]): Promise<Map<string, string>> {
  if (sourceIds.length === 0) return new Map()
  const found = await rows(
    ctx.tx,
    sql<{ id: string; text: string }>`select id, text from source_text where region_id = ${ctx.regionId}
      and id = any(${[...sourceIds]}::uuid[])`,
  )
  return new Map(found.map(({ id, text }) => [id, text]))
}

/** The source that holds a text, and the page that stands on it, if either is there. */
export function sourceHolding(
  ctx: Ctx,
  sha256: string,
): Promise<{ sourceId: string; page: PageRecord | null } | undefined> {
  return one(
    ctx.tx,
    sql<{ sourceId: string; pageId: string | null }>`
      select s.id source_id, p.id page_id from source_text s
      left join intake_page p on p.region_id = s.region_id and p.source_id = s.id and not p.withdrawn
      where s.region_id = ${ctx.regionId} and s.sha256 = ${sha256} limit 1`,
  ).then(
    async found =>
      found && { sourceId: found.sourceId, page: (found.pageId && (await pages.find(ctx, found.pageId))) || null },
  )
}

export type StateCounts = Record<FactState, number>
