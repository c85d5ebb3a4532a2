import type { Ctx } from '#kernel/context.ts'
import { one, type RawBuilder, rows, run, some, sql } from '#kernel/database/sql.ts'
import { notBeforeAny } from '#kernel/history/notBefore.ts'
import { dayNumber, dayOf } from '#kernel/time/index.ts'
import { type MatterRow, matters } from './tables.ts'

/** The day a list, a light or a pack speaks of. */
export const askedDay = (ctx: Ctx) => (ctx.asOf ? dayOf(ctx.asOf) : ctx.today)

/**
 * The weight of the light on the day asked about, in SQL: the step the day falls in, see rules/steps.ts. A standing override weighs instead.
 * Right as of any day, because each version of the row carries the steps that followed from what was known then.
 */
export function weightIn(ctx: Ctx, alias: string): RawBuilder<number> {
  const day = askedDay(ctx)
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql<number>`(case when ${column('override_weight')} is not null and ${day} between ${column('override_from')} and ${column('override_until')}
    then ${column('override_weight')} else ${computedWeightIn(ctx, alias)} end)`
}

export function computedWeightIn(ctx: Ctx, alias: string): RawBuilder<number> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql<number>`(${column('light_weights')})[greatest(1, width_bucket(${dayNumber(askedDay(ctx))}::integer, ${column('light_days')}))]`
}

/** The next number of a series in a year; the row's lock keeps two registrations apart. */
export async function nextNumber(ctx: Ctx, year: number, series: string): Promise<number> {
  const found = await one(
    ctx.tx,
    sql<{ last: number }>`
      insert into matter_number (region_id, year, series, last) values (${ctx.regionId}, ${year}, ${series}, 1)
      on conflict (region_id, year, series) do update set last = matter_number.last + 1 returning last`,
  )
  return found?.last ?? 1
}

/** Numbers brought in from elsewhere are never given again. */
export async function raiseNumber(ctx: Ctx, year: number, series: string, to: number): Promise<void> {
  await run(
    ctx.tx,
    sql`insert into matter_number (region_id, year, series, last) values (${ctx.regionId}, ${year}, ${series}, ${to})
      on conflict (region_id, year, series) do update set last = greatest(matter_number.last, ${to})`,
  )
}

export const byRefNo = (ctx: Ctx, refNo: string): Promise<MatterRow | undefined> =>
  one(ctx.tx, sql<MatterRow>`select * from ${matters.at(ctx, { withdrawn: true })} m where ref_no = ${refNo}`)

/** Titles of the matters still going on, to warn of doubles (条例 art. 15: nothing is inspected twice). */
export const titlesGoingOn = (ctx: Ctx): Promise<Array<{ id: string; refNo: string | null; title: string }>> =>
  rows(
    ctx.tx,
    sql<{ id: string; refNo: string | null; title: string }>`select id, ref_no, title from ${matters.at(ctx)} m
      where state not in ('dropped', 'rejected', 'merged', 'transferred', 'terminated', 'archived')`,
  )

export const draftedFrom = (ctx: Ctx, factId: string): Promise<MatterRow[]> =>
  rows(
    ctx.tx,
    sql<MatterRow>`select * from matter where region_id = ${ctx.regionId} and source_fact_id = ${factId} and not withdrawn for update`,
  )

/** The matters whose light was counted by another calendar or another version of its rules, locked. */
export async function judgedOtherwise(
  ctx: Ctx,
  calendarVersion: string,
  rules: readonly { name: string; version: string }[],
  limit: number,
): Promise<readonly MatterRow[]> {
  const current = some(rules.map(({ name, version }) => sql`(light_rules = ${name} and light_version = ${version})`))
  const found = await rows(
    ctx.tx,
    sql<MatterRow>`select * from matter where region_id = ${ctx.regionId} and not withdrawn
      and (calendar_version <> ${calendarVersion} or not ${current}) order by id limit ${limit} for update`,
  )
  // Hundreds at a time: whoever changed one meanwhile must not make the whole batch begin again.
  return notBeforeAny(ctx, found)
}

/** The matters with one of the numbers or ids, as of the context's instant. */
export const knownMatters = (ctx: Ctx, refNos: readonly string[], ids: readonly string[]): Promise<MatterRow[]> =>
  rows(
    ctx.tx,
    sql<MatterRow>`select * from ${matters.at(ctx)} m where ref_no = any(${[...refNos]}::text[]) or id = any(${[...ids]}::uuid[])`,
  )
