import type { Ctx } from '#kernel/context.ts'
import { rows, run, sql } from '#kernel/database/sql.ts'
import type { BucketChange, Counted } from '../rules/standing.ts'
import { type AttemptRow, attemptColumns, type ShownBy } from './attempts.ts'

/** An attempt that is being finished, with how its citizen stands; both rows are held until the command ends. */
export type Held = AttemptRow & { standing: Counted | null; inRanking: boolean }

type Counting = { standingScore: number | null; standingTenths: number | null; standingFinishedAt: Date | null }
type HeldRow = AttemptRow & Counting & { inRanking: boolean }

const standing = sql`s.score standing_score, s.tenths standing_tenths, s.finished_at standing_finished_at,
  not s.set_aside and s.erased_at is null in_ranking`

function held<Row extends HeldRow>(found: readonly Row[]): Array<Omit<Row, keyof Counting> & Held> {
  return found.map(({ standingScore, standingTenths, standingFinishedAt, ...row }) => ({
    ...row,
    standing:
      standingScore === null || standingTenths === null || standingFinishedAt === null
        ? null
        : { score: standingScore, tenths: standingTenths, finishedAt: standingFinishedAt },
  }))
}

/**
 * Holds a citizen's own attempt, and where they stand. Whatever is read after this sees every answer that was acknowledged: saving one
 * holds the attempt too.
 */
export async function holdOwn(ctx: Ctx, attemptId: string) {
  const found = await rows(
    ctx.tx,
    sql<
      HeldRow & ShownBy
    >`select ${attemptColumns}, ${standing}, q.bank_id, q.bank_version, q.rules, q.closes_at, q.called_off from quiz_attempt a
      join quiz_standing s on s.region_id = ${ctx.regionId} and s.quiz_id = a.quiz_id and s.citizen_id = a.citizen_id
      join quiz q on q.region_id = ${ctx.regionId} and q.id = a.quiz_id and not q.withdrawn
      where a.region_id = ${ctx.regionId} and a.id = ${attemptId} and a.citizen_id = ${ctx.actor.id}
      for update of a, s`,
  )
  return held(found)[0]
}

/**
 * Holds attempts of a quiz whose time was over by an instant, in the order of citizens. Those that somebody else holds are left out, unless
 * they are waited for.
 */
export async function holdDue(
  ctx: Ctx,
  quizId: string,
  until: Date,
  { most, waits }: { most: number; waits: boolean },
): Promise<Held[]> {
  const found = await rows(
    ctx.tx,
    sql<HeldRow>`select ${attemptColumns}, ${standing} from quiz_attempt a
      join quiz_standing s on s.region_id = ${ctx.regionId} and s.quiz_id = a.quiz_id and s.citizen_id = a.citizen_id
      where a.region_id = ${ctx.regionId} and a.quiz_id = ${quizId} and a.finished_at is null and a.ends_at <= ${until}
      order by a.citizen_id limit ${most} for update of a, s ${waits ? sql`` : sql`skip locked`}`,
  )
  return held(found)
}

export type Finished = {
  id: string
  citizenId: string
  finishedAt: Date
  score: number
  tenths: number
  closedByClock: boolean
  wrongKey: string | null
  standing: Counted
}

/**
 * Writes finished attempts of one quiz, how their citizens stand now, and the buckets, in one statement. Buckets come last and in one
 * order, so that commands that meet in them wait for each other and never in a circle.
 */
export async function writeFinished(
  ctx: Ctx,
  quizId: string,
  finished: readonly Finished[],
  changes: readonly BucketChange[],
): Promise<void> {
  const at = (instant: Date) => instant.toISOString()
  await run(
    ctx.tx,
    sql`with done as (
        select * from unnest(${finished.map(each => each.id)}::uuid[], ${finished.map(each => each.citizenId)}::uuid[],
          ${finished.map(each => at(each.finishedAt))}::timestamptz[], ${finished.map(each => each.score)}::integer[],
          ${finished.map(each => each.tenths)}::integer[], ${finished.map(each => each.closedByClock)}::boolean[],
          ${finished.map(each => each.wrongKey)}::text[], ${finished.map(each => each.standing.score)}::integer[],
          ${finished.map(each => each.standing.tenths)}::integer[], ${finished.map(each => at(each.standing.finishedAt))}::timestamptz[])
          as t (id, citizen_id, finished_at, score, tenths, closed_by_clock, wrong_key, counted, counted_tenths, counted_at)
      ), attempts as (
        update quiz_attempt a set finished_at = d.finished_at, score = d.score, tenths = d.tenths, closed_by_clock = d.closed_by_clock,
          wrong_key = d.wrong_key
        from done d where a.region_id = ${ctx.regionId} and a.id = d.id and a.finished_at is null
      ), standings as (
        update quiz_standing s set score = d.counted, tenths = d.counted_tenths, finished_at = d.counted_at
        from done d where s.region_id = ${ctx.regionId} and s.quiz_id = ${quizId} and s.citizen_id = d.citizen_id
      )
      ${movingBuckets(ctx.regionId, quizId, changes)}`,
  )
}

/** Moves people between buckets; also to be used as the last part of a statement. */
export function movingBuckets(regionId: number, quizId: string, changes: readonly BucketChange[]) {
  return sql`insert into quiz_bucket (region_id, quiz_id, score, second, people)
    select ${regionId}::integer, ${quizId}::uuid, score, second, change
    from unnest(${changes.map(each => each.score)}::integer[], ${changes.map(each => each.second)}::integer[],
      ${changes.map(each => each.change)}::integer[]) as t (score, second, change)
    order by score, second
    on conflict (region_id, quiz_id, score, second) do update set people = quiz_bucket.people + excluded.people`
}

/** Quizzes of the region in which an attempt's time is over and it is not closed, or finished ones wait to be tallied. */
export const dueQuizzes = (ctx: Ctx) =>
  rows(
    ctx.tx,
    sql<{ quizId: string; isDue: boolean }>`
      select quiz_id, bool_or(is_due) is_due from (
        select distinct quiz_id, true is_due from quiz_attempt
          where region_id = ${ctx.regionId} and finished_at is null and ends_at <= ${ctx.now}
        union all select distinct quiz_id, false from quiz_attempt
          where region_id = ${ctx.regionId} and finished_at is not null and not tallied
      ) d group by quiz_id order by quiz_id`,
  )
