import type { Cumulation } from '#contract/participation/quiz.ts'
import type { Ctx } from '#kernel/context.ts'
import { one, type RawBuilder, rows, run, sql } from '#kernel/database/sql.ts'
import type { BucketChange, Counted } from '../rules/standing.ts'
import { movingBuckets } from './finishing.ts'
import { suspicions } from './records.ts'

const ranked = sql.raw('s.score is not null and not s.set_aside and s.erased_at is null')
/** The order of the ranking, as its index has it. */
const inOrder = sql.raw('(-s.score), s.tenths, s.finished_at, s.citizen_id')

export type StandingRow = {
  citizenId: string
  alias: string | null
  score: number | null
  tenths: number | null
  finishedAt: Date | null
  setAside: boolean
  erasedAt: Date | null
}
const standingColumns = sql.raw('s.citizen_id, s.alias, s.score, s.tenths, s.finished_at, s.set_aside, s.erased_at')

/** How many people stand in the ranking of a quiz, by its id or an expression for it. */
export const peopleIn = (
  { regionId }: Pick<Ctx, 'regionId'>,
  quizId: string | RawBuilder<unknown>,
) => sql<number>`(select coalesce(sum(n.people), 0)::integer from quiz_bucket n
  where n.region_id = ${regionId} and n.quiz_id = ${quizId})`

/** A place: the people of better buckets, and those before somebody in their own. Null for who is not in the ranking. */
const placeOf = ({ regionId }: Ctx, quizId: string) => sql`case when ${ranked} then 1
  + (select coalesce(sum(b.people), 0)::integer from quiz_bucket b where b.region_id = ${regionId} and b.quiz_id = ${quizId}
      and (b.score > s.score or (b.score = s.score and b.second < s.tenths / 10)))
  + (select count(*)::integer from quiz_standing o where o.region_id = ${regionId} and o.quiz_id = ${quizId}
      and o.score is not null and not o.set_aside and o.erased_at is null
      and (-o.score) = (-s.score) and o.tenths >= s.tenths / 10 * 10
      and (o.tenths, o.finished_at, o.citizen_id) < (s.tenths, s.finished_at, s.citizen_id)) end`

export type Placed = StandingRow & { place: number | null; people: number }

/** How somebody stands in a quiz, with their place; undefined for who is not in it. The time of it does not grow with the people. */
export const placeIn = (ctx: Ctx, quizId: string, citizenId: string) =>
  one(
    ctx.tx,
    sql<Placed>`select ${standingColumns}, ${placeOf(ctx, quizId)} place, ${peopleIn(ctx, quizId)} people from quiz_standing s
      where s.region_id = ${ctx.regionId} and s.quiz_id = ${quizId} and s.citizen_id = ${citizenId}`,
  )

/** How several people stand, by id. */
export async function placesIn(
  ctx: Ctx,
  quizId: string,
  citizenIds: readonly string[],
): Promise<Map<string, number | null>> {
  const found = await rows(
    ctx.tx,
    sql<{
      citizenId: string
      place: number | null
    }>`select s.citizen_id, ${placeOf(ctx, quizId)} place from quiz_standing s
      where s.region_id = ${ctx.regionId} and s.quiz_id = ${quizId} and s.citizen_id = any(${[...citizenIds]}::uuid[])`,
  )
  return new Map(found.map(each => [each.citizenId, each.place]))
}

/** How many people stand in the ranking. */
export async function peopleOf(ctx: Ctx, quizId: string): Promise<number> {
  return (await one(ctx.tx, sql<{ n: number }>`select ${peopleIn(ctx, quizId)} n`))?.n ?? 0
}

export type RankedRow = { citizenId: string; alias: string; score: number; tenths: number; finishedAt: Date }

/**
 * The ranking from a place on: the buckets tell in which score and second that place is, and the index goes on from there, so that the
 * last page costs what the first does.
 */
export async function rankedFrom(ctx: Ctx, quizId: string, from: number, limit: number): Promise<RankedRow[]> {
  const start = await one(
    ctx.tx,
    sql<{ score: number; second: number; before: number }>`
      select score, second, (upto - people)::integer before from (
        select score, second, people, sum(people) over (order by score desc, second) upto from quiz_bucket
        where region_id = ${ctx.regionId} and quiz_id = ${quizId}
      ) b where upto >= ${from} order by score desc, second limit 1`,
  )
  if (!start) return []
  return rows(
    ctx.tx,
    sql<RankedRow>`select ${standingColumns} from quiz_standing s
      where s.region_id = ${ctx.regionId} and s.quiz_id = ${quizId} and ${ranked}
        and ((-s.score), s.tenths) >= (${-start.score}::integer, ${start.second * 10}::integer)
      order by ${inOrder} offset ${from - 1 - start.before} limit ${limit}`,
  )
}

/** Somebody's standing, held until the command ends. */
export const holdStanding = (ctx: Ctx, quizId: string, citizenId: string) =>
  one(
    ctx.tx,
    sql<StandingRow>`select ${standingColumns} from quiz_standing s
      where s.region_id = ${ctx.regionId} and s.quiz_id = ${quizId} and s.citizen_id = ${citizenId} for update`,
  )

/** Holds people of a ranking as they stand, in one order, until the command ends. Gives how many of them still are in it. */
export async function holdRanked(ctx: Ctx, quizId: string, citizenIds: readonly string[]): Promise<number> {
  const held = await rows(
    ctx.tx,
    sql`select s.citizen_id from quiz_standing s where s.region_id = ${ctx.regionId} and s.quiz_id = ${quizId}
      and s.citizen_id = any(${[...citizenIds]}::uuid[]) and ${ranked} order by s.citizen_id for share`,
  )
  return held.length
}

export async function setAside(
  ctx: Ctx,
  quizId: string,
  citizenId: string,
  isAside: boolean,
  changes: readonly BucketChange[],
): Promise<void> {
  await run(
    ctx.tx,
    sql`with person as (update quiz_standing set set_aside = ${isAside}
        where region_id = ${ctx.regionId} and quiz_id = ${quizId} and citizen_id = ${citizenId})
      ${movingBuckets(ctx.regionId, quizId, changes)}`,
  )
}

/** What somebody's standing counts, or null where they do not stand in the ranking. */
export const countedIn = ({ score, tenths, finishedAt, setAside: aside, erasedAt }: StandingRow): Counted | null =>
  score === null || tenths === null || finishedAt === null || aside || erasedAt !== null
    ? null
    : { score, tenths, finishedAt }

/** How attempts count, in SQL, as `rules/standing.ts` has it: one row a person. */
const counting: Readonly<Record<Cumulation, ReturnType<typeof sql>>> = {
  best: sql`select distinct on (citizen_id) citizen_id, score, tenths, finished_at from finished
    order by citizen_id, score desc, tenths, finished_at, id`,
  last: sql`select distinct on (citizen_id) citizen_id, score, tenths, finished_at from finished
    order by citizen_id, finished_at desc, id desc`,
  sum: sql`select citizen_id, sum(score)::integer score, sum(tenths)::integer tenths, max(finished_at) finished_at from finished
    group by citizen_id`,
}

export type RankedThen = {
  citizenId: string
  alias: string | null
  place: number
  score: number
  tenths: number
  finishedAt: Date
}

/**
 * The ranking as of an instant, computed from the attempts finished by then and from nothing that is kept for the live one. Who was set
 * aside or erased by `decidedBy` is not in it, which is the same instant unless given; null is now. Who was erased since has no alias.
 */
export function rankingFromAttempts(
  ctx: Ctx,
  quizId: string,
  rule: Cumulation,
  instant: Date,
  top: number,
  decidedBy: Date | null = instant,
): Promise<RankedThen[]> {
  const aside = suspicions.at({ regionId: ctx.regionId, asOf: decidedBy })
  return rows(
    ctx.tx,
    sql<RankedThen>`with finished as (
        select id, citizen_id, score, tenths, finished_at from quiz_attempt
        where region_id = ${ctx.regionId} and quiz_id = ${quizId} and finished_at <= ${instant}
      ), counted as (${counting[rule]})
      select row_number() over (order by c.score desc, c.tenths, c.finished_at, c.citizen_id)::integer place,
        c.citizen_id, s.alias, c.score, c.tenths, c.finished_at
      from counted c join quiz_standing s on s.region_id = ${ctx.regionId} and s.quiz_id = ${quizId} and s.citizen_id = c.citizen_id
      where (s.erased_at is null or s.erased_at > ${decidedBy}::timestamptz)
        and c.citizen_id not in (select d.citizen_id from ${aside} d where d.quiz_id = ${quizId} and d.decision = 'set-aside')
      order by place limit ${top}`,
  )
}
