import type { Ctx } from '#kernel/context.ts'
import type { Db } from '#kernel/database/open.ts'
import { one, rows, run, sql } from '#kernel/database/sql.ts'

type InRegion = { regionId: number }
const idsOf = (found: readonly InRegion[]) => found.map(({ regionId }) => regionId)

/** The regions in which somebody won and was not told; in a demonstration nobody is written to. */
export async function regionsToTell(db: Db, now: Date): Promise<number[]> {
  const found = await rows(
    db,
    sql<InRegion>`select distinct h.region_id from quiz_prize_holder h join region r on r.region_id = h.region_id
      join quiz_prize p on p.region_id = h.region_id and p.id = h.prize_id
      where h.told_at is null and h.citizen_id is not null and h.tell_from <= ${now} and not r.demonstration and p.state = 'won'`,
  )
  return idsOf(found)
}

/** The regions in which a prize was not claimed in time. */
export async function regionsToLapse(db: Db, now: Date): Promise<number[]> {
  return idsOf(
    await rows(db, sql<InRegion>`select distinct region_id from quiz_prize where state = 'won' and claim_by < ${now}`),
  )
}

/** The regions in which a draw is published; which of them is to be forgotten is asked in each. */
export async function regionsToForget(db: Db, now: Date): Promise<number[]> {
  return idsOf(await rows(db, sql<InRegion>`select distinct region_id from quiz_draw where published_at < ${now}`))
}

/** A published draw of which somebody is still known, though no prize is open and the time for disputes is over for all. */
export const drawToForget = ({ tx, regionId, now }: Ctx) =>
  one(
    tx,
    sql<{ id: string }>`select d.id from quiz_draw d join quiz q on q.region_id = ${regionId} and q.id = d.quiz_id
      where d.region_id = ${regionId} and d.published_at is not null and not d.withdrawn
        and exists (select 1 from quiz_draw_place w where w.region_id = ${regionId} and w.draw_id = d.id and w.citizen_id is not null)
        and not exists (select 1 from quiz_prize p where p.region_id = ${regionId} and p.draw_id = d.id and (p.state = 'won'
          or p.claim_by + make_interval(days => (q.draws ->> 'disputeDays')::integer) >= ${now}))
      order by d.id limit 1`,
  )

/** A prize that was not claimed in time. */
export const prizeToLapse = (ctx: Ctx) =>
  one(
    ctx.tx,
    sql<{ id: string; drawId: string }>`select id, draw_id from quiz_prize
      where region_id = ${ctx.regionId} and state = 'won' and claim_by < ${ctx.now} order by claim_by, number, id limit 1`,
  )

export type Untold = { prizeId: string; citizenId: string; drawId: string; quizId: string; claimBy: Date }

/** Winners who were not told, at most so many; another process leaves them alone until the command ends. */
export const untold = (ctx: Ctx, most: number) =>
  rows(
    ctx.tx,
    sql<Untold>`select h.prize_id, h.citizen_id, p.draw_id, p.quiz_id, p.claim_by from quiz_prize_holder h
      join quiz_prize p on p.region_id = ${ctx.regionId} and p.id = h.prize_id
      where h.region_id = ${ctx.regionId} and h.told_at is null and h.citizen_id is not null and h.tell_from <= ${ctx.now}
        and p.state = 'won' order by h.tell_from, h.prize_id limit ${most} for update of h skip locked`,
  )

/** Notes that a winner was told, or that it failed and is tried again later: after a minute, two, four, and then every hour. */
export async function noteTold(ctx: Ctx, prizeId: string, isTold: boolean): Promise<void> {
  await run(
    ctx.tx,
    isTold
      ? sql`update quiz_prize_holder set told_at = ${ctx.now} where region_id = ${ctx.regionId} and prize_id = ${prizeId}`
      : sql`update quiz_prize_holder set tries = tries + 1,
          tell_from = ${ctx.now}::timestamptz + make_interval(mins => least(60, power(2, least(tries, 10)))::integer)
        where region_id = ${ctx.regionId} and prize_id = ${prizeId}`,
  )
}
