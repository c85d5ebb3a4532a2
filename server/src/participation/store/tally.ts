import type { Ctx } from '#kernel/context.ts'
import { one, rows, run, sql } from '#kernel/database/sql.ts'
import { peopleIn } from './ranking.ts'

/**
 * Takes the right to tally a quiz until the command ends; false where somebody else has it. Counting goes on in one hand, so that nobody who
 * hands in an attempt waits for a counter.
 */
export async function takeTally(ctx: Ctx, quizId: string): Promise<boolean> {
  await run(
    ctx.tx,
    sql`insert into quiz_tally (region_id, quiz_id, finished, closed_by_clock) values (${ctx.regionId}, ${quizId}, 0, 0)
      on conflict (region_id, quiz_id) do nothing`,
  )
  const held = await one(
    ctx.tx,
    sql`select 1 n from quiz_tally where region_id = ${ctx.regionId} and quiz_id = ${quizId} for update skip locked`,
  )
  return held !== undefined
}

/** The next finished attempts that are not in the tallies, at most so many. */
export async function untallied(ctx: Ctx, quizId: string, most: number): Promise<string[]> {
  const found = await rows(
    ctx.tx,
    sql<{ id: string }>`select id from quiz_attempt where region_id = ${ctx.regionId} and quiz_id = ${quizId}
      and finished_at is not null and not tallied order by id limit ${most} for update skip locked`,
  )
  return found.map(({ id }) => id)
}

/** What each question of some attempts was shown, answered and answered right; `which` narrows the attempts `a`. */
const questionsOf = ({ regionId }: Ctx, which: ReturnType<typeof sql>) => sql`
  select p.value ->> 'questionCode' code, count(*)::integer shown, count(w.choice)::integer answered,
    (count(*) filter (where w.is_right))::integer correct
  from quiz_attempt a cross join lateral jsonb_array_elements(a.paper) with ordinality p (value, place)
  left join quiz_answer w on w.region_id = ${regionId} and w.attempt_id = a.id and w.position = p.place::integer
  where a.region_id = ${regionId} and ${which} group by 1`

/** Puts attempts into the tallies. */
export async function tally(ctx: Ctx, quizId: string, ids: readonly string[]): Promise<void> {
  await run(
    ctx.tx,
    sql`insert into quiz_question_tally (region_id, quiz_id, code, shown, answered, correct)
      select ${ctx.regionId}::integer, ${quizId}::uuid, code, shown, answered, correct
      from (${questionsOf(ctx, sql`a.id = any(${[...ids]}::uuid[])`)}) t order by code
      on conflict (region_id, quiz_id, code) do update set shown = quiz_question_tally.shown + excluded.shown,
        answered = quiz_question_tally.answered + excluded.answered, correct = quiz_question_tally.correct + excluded.correct`,
  )
  await run(
    ctx.tx,
    sql`with done as (
        update quiz_attempt set tallied = true where region_id = ${ctx.regionId} and id = any(${[...ids]}::uuid[])
        returning closed_by_clock
      )
      update quiz_tally set finished = finished + (select count(*) from done),
        closed_by_clock = closed_by_clock + (select count(*) from done where done.closed_by_clock)
      where region_id = ${ctx.regionId} and quiz_id = ${quizId}`,
  )
}

export type LiveCounts = {
  people: number
  running: number
  finished: number
  closedByClock: number
  suspicions: number
}

/**
 * What is going on in a quiz, exact on the snapshot it is read from. Everything is a sum over counters and over what is small: attempts
 * that run, attempts of the last seconds that are in no tally yet, people outside the ranking.
 */
export const liveCounts = ({ tx, regionId }: Ctx, quizId: string) =>
  one(
    tx,
    sql<LiveCounts>`select
      ${peopleIn({ regionId }, quizId)}
        + (select count(*)::integer from quiz_standing s where s.region_id = ${regionId} and s.quiz_id = ${quizId}
          and (s.score is null or s.set_aside or s.erased_at is not null)) people,
      (select count(*)::integer from quiz_attempt a where a.region_id = ${regionId} and a.quiz_id = ${quizId} and a.finished_at is null) running,
      coalesce(t.finished, 0) + n.finished finished, coalesce(t.closed_by_clock, 0) + n.closed_by_clock closed_by_clock,
      (select count(*)::integer from quiz_suspicion d where d.region_id = ${regionId} and d.quiz_id = ${quizId}
        and d.decision is null and not d.withdrawn) suspicions
      from (
        select count(*)::integer finished, (count(*) filter (where closed_by_clock))::integer closed_by_clock from quiz_attempt
        where region_id = ${regionId} and quiz_id = ${quizId} and finished_at is not null and not tallied
      ) n left join quiz_tally t on t.region_id = ${regionId} and t.quiz_id = ${quizId}`,
  )

/** How many people stand at each score, the highest first. */
export const liveScores = ({ tx, regionId }: Ctx, quizId: string) =>
  rows(
    tx,
    sql<{ score: number; people: number }>`select score, sum(people)::integer people from quiz_bucket
      where region_id = ${regionId} and quiz_id = ${quizId} group by score having sum(people) > 0 order by score desc`,
  )

/** How often each question was shown in finished attempts, answered, and answered right. */
export const liveQuestions = (ctx: Ctx, quizId: string) =>
  rows(
    ctx.tx,
    sql<{ code: string; shown: number; answered: number; right: number }>`
      select code, sum(shown)::integer shown, sum(answered)::integer answered, sum(correct)::integer "right" from (
        select code, shown, answered, correct from quiz_question_tally where region_id = ${ctx.regionId} and quiz_id = ${quizId}
        union all (${questionsOf(ctx, sql`a.quiz_id = ${quizId} and a.finished_at is not null and not a.tallied`)})
      ) t group by code`,
  )
