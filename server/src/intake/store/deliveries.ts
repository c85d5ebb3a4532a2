import type { z } from 'zod'
import type { CutLines, DeliveryState, deliveriesQuery } from '#contract/intake/deliveries.ts'
import type { Page } from '#contract/kernel.ts'
import type { Ctx } from '#kernel/context.ts'
import { one, type RawBuilder, rows, sql } from '#kernel/database/sql.ts'
import { notBefore } from '#kernel/history/notBefore.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'
import { contains, listPage } from '#kernel/list.ts'
import { pages } from './pages.ts'

/** What a source delivered and what became of it; `key` and `mark` are hashes. */
export type DeliveryRecord = Versioned & {
  source: string
  key: string
  mark: string | null
  name: string
  deliveredAt: Date
  state: DeliveryState
  pageId: string | null
  errorCode: string | null
  errorParams: Readonly<Record<string, string | number | null>> | null
  tries: number
  /** When it is tried again by itself; null where it is not. */
  againAt: Date | null
}

export const deliveries = recordTable<DeliveryRecord>('intake_delivery', [
  'source',
  'key',
  'mark',
  'name',
  'delivered_at',
  'state',
  'page_id',
  'error_code',
  'error_params',
  'tries',
  'again_at',
])

/** What was cut from the text of a delivery that became a page; none where nothing was. */
export const cutLines = recordTable<Versioned & CutLines & { deliveryId: string }>('intake_cut_lines', [
  'delivery_id',
  'quoted',
  'signature',
  'header',
])

/** The delivery with a key, locked, or undefined. */
export async function lockDelivery(ctx: Ctx, source: string, key: string): Promise<DeliveryRecord | undefined> {
  const found = await one(
    ctx.tx,
    sql<DeliveryRecord>`select * from intake_delivery where region_id = ${ctx.regionId} and source = ${source} and key = ${key} for update`,
  )
  if (found) notBefore(ctx, found.recordedFrom)
  return found
}

const isOpen = (ctx: Ctx) =>
  sql<boolean>`(state = 'waiting' or (state = 'failed' and coalesce(again_at <= ${ctx.now}, false)))`

/** Which of some keys and marks are of deliveries that are not to be tried now. */
export async function settledAmong(ctx: Ctx, source: string, hashes: readonly string[]): Promise<Set<string>> {
  const list = [...hashes]
  const found = await rows(
    ctx.tx,
    sql<{ key: string; mark: string | null }>`
      select key, mark from intake_delivery where region_id = ${ctx.regionId} and source = ${source} and not ${isOpen(ctx)}
        and (key = any(${list}::text[]) or mark = any(${list}::text[]))`,
  )
  return new Set(found.flatMap(({ key, mark }) => (mark === null ? [key] : [key, mark])))
}

/** The keys of what is to be tried now, up to a limit. */
export async function openKeys(ctx: Ctx, source: string, limit: number): Promise<string[]> {
  const found = await rows(
    ctx.tx,
    sql<{ key: string }>`select key from intake_delivery where region_id = ${ctx.regionId} and source = ${source}
      and ${isOpen(ctx)} order by delivered_at, id limit ${limit}`,
  )
  return found.map(({ key }) => key)
}

/** A delivery with what its page is called, null where it has none or the page was withdrawn, and what was cut from its text. */
export type ListedDelivery = DeliveryRecord & { pageName: string | null; cut: CutLines | null }

const listed = (ctx: Ctx) => sql`(select d.*, coalesce(p.publication || ' ' || p.page, p.name) page_name,
    case when c.id is null then null
      else json_build_object('quoted', c.quoted, 'signature', c.signature, 'header', c.header) end cut
  from ${deliveries.at(ctx)} d left join ${pages.at(ctx)} p on p.id = d.page_id
  left join ${cutLines.at(ctx)} c on c.delivery_id = d.id)`

/** Deliveries narrowed by `visible`, a condition on `d`, the newest first. */
export function listDeliveries<Out>(
  ctx: Ctx,
  query: z.output<typeof deliveriesQuery>,
  visible: RawBuilder<boolean>,
  map: (row: ListedDelivery) => Out,
): Promise<Page<Out>> {
  const given = (value: unknown, condition: RawBuilder<unknown>) => (value === undefined ? sql`true` : condition)
  return listPage<ListedDelivery, Out>(ctx, query, {
    columns: sql`d.*`,
    from: sql`${listed(ctx)} d`,
    where: [
      visible,
      contains(query.find, [sql`d.name`]),
      given(query.source, sql`d.source = ${query.source}`),
      given(query.state, sql`d.state = ${query.state}`),
    ],
    sorts: {
      delivered: { by: sql`d.delivered_at`, type: 'timestamptz' },
      name: { by: sql`d.name`, type: 'text' },
    },
    sort: '-delivered',
    id: sql`d.id`,
    map,
  })
}

/** One delivery as the list has it, or undefined. */
export function listedDelivery(ctx: Ctx, id: string): Promise<ListedDelivery | undefined> {
  return one(ctx.tx, sql<ListedDelivery>`select d.* from ${listed(ctx)} d where d.id = ${id}`)
}

export type DeliveryCount = { source: string; state: DeliveryState; today: number; week: number; total: number }

/** How many came, by source and by what became of them: since one instant, since an earlier one, and in all. */
export function countDeliveries(ctx: Ctx, since: { today: Date; week: Date }): Promise<DeliveryCount[]> {
  return rows(
    ctx.tx,
    sql<DeliveryCount>`select source, state, count(*) filter (where delivered_at >= ${since.today}) today,
        count(*) filter (where delivered_at >= ${since.week}) week, count(*) total
      from ${deliveries.at(ctx)} d group by source, state order by source, state`,
  )
}
