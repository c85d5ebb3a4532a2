import type { Ctx } from '#kernel/context.ts'
import { one, rows, run, sql } from '#kernel/database/sql.ts'
import type { Reason, TraceKind } from '../rules/suspicion.ts'

type About = { quizId: string; citizenId: string; kind: Reason; about: string }

/** Whether a suspicion that rests on the same was found before, whatever was decided. */
export async function isKnownSuspicion(ctx: Ctx, { quizId, citizenId, kind, about }: About): Promise<boolean> {
  const found = await one(
    ctx.tx,
    sql`select 1 n from quiz_suspicion where region_id = ${ctx.regionId} and quiz_id = ${quizId} and citizen_id = ${citizenId}
      and kind = ${kind} and about = ${about}`,
  )
  return found !== undefined
}

/** Whether somebody is set aside by another suspicion of the quiz than this one. */
export async function isAsideOtherwise(
  ctx: Ctx,
  { id, quizId, citizenId }: { id: string; quizId: string; citizenId: string },
): Promise<boolean> {
  const found = await one(
    ctx.tx,
    sql`select 1 n from quiz_suspicion where region_id = ${ctx.regionId} and quiz_id = ${quizId} and citizen_id = ${citizenId}
      and id <> ${id} and decision = 'set-aside' and not withdrawn limit 1`,
  )
  return found !== undefined
}

/** Notes who finished some attempts under which keyed hashes. Whoever was erased leaves none. */
export async function leaveTraces(ctx: Ctx, quizId: string, attemptIds: readonly string[]): Promise<void> {
  await run(
    ctx.tx,
    sql`insert into quiz_trace (region_id, quiz_id, kind, key, citizen_id, attempt_id, at)
      select distinct on (k.kind, k.key, a.citizen_id) ${ctx.regionId}::integer, ${quizId}::uuid, k.kind, k.key, a.citizen_id, a.id, a.finished_at
      from quiz_attempt a
      join quiz_standing s on s.region_id = ${ctx.regionId} and s.quiz_id = a.quiz_id and s.citizen_id = a.citizen_id
      cross join lateral (values ('device', a.device_key), ('address', a.address_key), ('answers', a.wrong_key)) as k (kind, key)
      where a.region_id = ${ctx.regionId} and a.id = any(${[...attemptIds]}::uuid[]) and s.erased_at is null and k.key is not null
      order by k.kind, k.key, a.citizen_id, a.finished_at desc
      on conflict (region_id, quiz_id, kind, key, citizen_id) do update set attempt_id = excluded.attempt_id, at = excluded.at`,
  )
}

export type Suspect = { citizenId: string; attemptId: string | null; about: string; people: number }

/**
 * People who share a trace with enough others: those of the keys that some attempts have, within so many minutes before each key's newest
 * (null: ever in the quiz), whom nobody was told of yet. The best placed come first, at most `most`.
 *
 * Each key is counted by itself, through the index: a join is left to the planner, which without statistics, as in the embedded database,
 * takes every table for empty and reads all traces of the quiz once for each key.
 */
export const sharing = (
  ctx: Ctx,
  quizId: string,
  attemptIds: readonly string[],
  {
    trace,
    kind,
    people,
    minutes,
    most,
  }: { trace: TraceKind; kind: Reason; people: number; minutes: number | null; most: number },
) =>
  rows(
    ctx.tx,
    sql<Suspect>`with touched as (
        select key, max(at) newest from quiz_trace where region_id = ${ctx.regionId} and quiz_id = ${quizId} and kind = ${trace}
          and attempt_id = any(${[...attemptIds]}::uuid[]) group by key
      ), many as (
        select t.key, t.newest, n.people from touched t cross join lateral (
          select count(*)::integer people from quiz_trace o where o.region_id = ${ctx.regionId} and o.quiz_id = ${quizId}
            and o.kind = ${trace} and o.key = t.key and ${within(minutes)}
        ) n where n.people >= ${people}
      )
      select o.citizen_id, o.attempt_id, t.key about, t.people from many t
      join quiz_trace o on o.region_id = ${ctx.regionId} and o.quiz_id = ${quizId} and o.kind = ${trace} and o.key = t.key
      join quiz_standing s on s.region_id = ${ctx.regionId} and s.quiz_id = ${quizId} and s.citizen_id = o.citizen_id
      where ${within(minutes)} and s.erased_at is null
        and o.citizen_id not in (select d.citizen_id from quiz_suspicion d where d.region_id = ${ctx.regionId} and d.quiz_id = ${quizId}
          and d.kind = ${kind} and d.about = t.key)
        and (select count(*) from quiz_suspicion d where d.region_id = ${ctx.regionId} and d.quiz_id = ${quizId}
          and d.kind = ${kind} and d.about = t.key) < ${most}
      order by s.score desc, s.tenths, s.finished_at, s.citizen_id limit ${most}`,
  )

const within = (minutes: number | null) =>
  minutes === null ? sql`true` : sql`o.at > t.newest - make_interval(mins => ${minutes}) and o.at <= t.newest`

/**
 * People of the quiz whose numbers stand in one block of a hundred with those of some attempts, and who joined within so many minutes.
 * Each block and instant is looked at by itself, through the index of blocks, and each person of it through the key of the standings: as
 * for `sharing`, a join (and an `exists`, which becomes one) would be the planner's to lay out, which without statistics reads everybody
 * once for each attempt.
 */
export const sameBlock = (
  ctx: Ctx,
  quizId: string,
  attemptIds: readonly string[],
  { people, minutes }: { people: number; minutes: number },
) =>
  rows(
    ctx.tx,
    sql<Suspect>`with mine as (
        select distinct c.block_key, c.joined_at from unnest(${[...attemptIds]}::uuid[]) i (id)
        cross join lateral (select a.citizen_id from quiz_attempt a
          where a.region_id = ${ctx.regionId} and a.id = i.id offset 0) a
        cross join lateral (select z.block_key, z.joined_at from citizen z
          where z.region_id = ${ctx.regionId} and z.id = a.citizen_id and z.block_key is not null offset 0) c
      ), near as (
        select m.block_key, m.joined_at, n.people, n.count from mine m cross join lateral (
          select array_agg(o.id) people, count(*)::integer count from (select z.id from citizen z
            where z.region_id = ${ctx.regionId} and z.block_key = m.block_key
              and z.joined_at >= m.joined_at - make_interval(mins => ${minutes})
              and z.joined_at <= m.joined_at + make_interval(mins => ${minutes}) offset 0) o
          where (select true from quiz_standing s
            where s.region_id = ${ctx.regionId} and s.quiz_id = ${quizId} and s.citizen_id = o.id)
        ) n where n.count >= ${people}
      )
      select o.id citizen_id, null::uuid attempt_id, n.block_key about, max(n.count)::integer people
      from near n cross join lateral unnest(n.people) o (id)
      where (select true from quiz_suspicion d where d.region_id = ${ctx.regionId} and d.quiz_id = ${quizId}
        and d.citizen_id = o.id and d.kind = 'number-block' and d.about = n.block_key) is null
      group by o.id, n.block_key order by o.id`,
  )
