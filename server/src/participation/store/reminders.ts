import type { Ctx } from '#kernel/context.ts'
import type { Db } from '#kernel/database/open.ts'
import { rows, run, sql } from '#kernel/database/sql.ts'
import { remindBefore } from '../rules/prize.ts'
import type { Untold } from './prizeRounds.ts'

/** Prizes that are won and not claimed, of winners who were told a day ago or earlier, in the last days of claiming. */
const unclaimed = (now: Date) => {
  const { told, claimBy } = remindBefore(now)
  return sql`p.state = 'won' and p.claim_by >= ${now} and p.claim_by <= ${claimBy}
    and h.citizen_id is not null and h.told_at <= ${told}`
}

/** The regions in which somebody is to be reminded; in a demonstration nobody is written to. */
export async function regionsToRemind(db: Db, now: Date): Promise<number[]> {
  const found = await rows(
    db,
    sql<{ regionId: number }>`select distinct p.region_id from quiz_prize p
      join region r on r.region_id = p.region_id and not r.demonstration
      join quiz_prize_holder h on h.region_id = p.region_id and h.prize_id = p.id
      left join quiz_prize_reminder m on m.region_id = p.region_id and m.prize_id = p.id
      where ${unclaimed(now)} and m.reminded_at is null and (m.try_from is null or m.try_from <= ${now})`,
  )
  return found.map(each => each.regionId)
}

/**
 * Takes some prizes to remind their winners of, at most so many. What another process took waits here until that has ended, and then is
 * not taken again: the next try is written before the message goes, later each time (two minutes, four, and then every hour).
 */
export async function takeToRemind(ctx: Ctx, most: number): Promise<Untold[]> {
  const taken = await rows(
    ctx.tx,
    sql<{ prizeId: string }>`insert into quiz_prize_reminder as m (region_id, prize_id, tries, try_from)
      select ${ctx.regionId}::integer, p.id, 1, ${ctx.now}::timestamptz + interval '2 minutes' from quiz_prize p
      join quiz_prize_holder h on h.region_id = ${ctx.regionId} and h.prize_id = p.id
      left join quiz_prize_reminder b on b.region_id = ${ctx.regionId} and b.prize_id = p.id
      where p.region_id = ${ctx.regionId} and ${unclaimed(ctx.now)}
        and b.reminded_at is null and (b.try_from is null or b.try_from <= ${ctx.now})
      order by p.id limit ${most}
      on conflict (region_id, prize_id) do update set tries = m.tries + 1,
          try_from = ${ctx.now}::timestamptz + make_interval(mins => least(60, power(2, least(m.tries + 1, 10)))::integer)
        where m.reminded_at is null and m.try_from <= ${ctx.now}
      returning m.prize_id`,
  )
  return rows(
    ctx.tx,
    sql<Untold>`select h.prize_id, h.citizen_id, p.draw_id, p.quiz_id, p.claim_by from quiz_prize_holder h
      join quiz_prize p on p.region_id = ${ctx.regionId} and p.id = h.prize_id
      where h.region_id = ${ctx.regionId} and h.prize_id = any(${taken.map(({ prizeId }) => prizeId)}::uuid[])
        and h.citizen_id is not null order by h.prize_id`,
  )
}

export async function noteReminded(ctx: Ctx, prizeId: string): Promise<void> {
  await run(
    ctx.tx,
    sql`update quiz_prize_reminder set reminded_at = ${ctx.now} where region_id = ${ctx.regionId} and prize_id = ${prizeId}`,
  )
}
