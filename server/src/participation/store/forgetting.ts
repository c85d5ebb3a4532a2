import type { DrawRules, QuizRules } from '#contract/participation/quiz.ts'
import type { Ctx } from '#kernel/context.ts'
import type { Db } from '#kernel/database/open.ts'
import { one, rows, run, sql } from '#kernel/database/sql.ts'
import type { Day } from '#kernel/time/day.ts'

/** The regions in which a published quiz has ended, or was taken back, whose people are not all forgotten. */
export async function regionsWithEnded(db: Db, now: Date): Promise<number[]> {
  const found = await rows(
    db,
    sql<{ regionId: number }>`select distinct q.region_id from quiz q
      left join quiz_forgetting f on f.region_id = q.region_id and f.quiz_id = q.id
      where not q.draft and f.done_at is null and (q.called_off or q.closes_at < ${now})`,
  )
  return found.map(each => each.regionId)
}

export type QuizHeld = {
  id: string
  opensAt: Date
  closesAt: Date
  calledOff: boolean
  recordedFrom: Date
  rules: QuizRules
  draws: DrawRules | null
  published: number
  isHeld: boolean
  isRunning: boolean
  doneAt: Date | null
  nextOn: Day | null
}

/** Every published quiz with what keeps its people known; of one that is through with it, no more is asked. */
export const quizzesHeld = ({ tx, regionId }: Ctx) =>
  rows(
    tx,
    sql<QuizHeld>`select q.id, q.opens_at, q.closes_at, q.called_off, q.recorded_from, q.rules, q.draws, f.done_at, f.next_on,
        (select count(*)::integer from quiz_draw d where d.region_id = ${regionId} and d.quiz_id = q.id
          and d.published_at is not null and not d.called_off) published,
        f.done_at is null and exists (select 1 from quiz_draw d
          join quiz_draw_place w on w.region_id = ${regionId} and w.draw_id = d.id and w.citizen_id is not null
          where d.region_id = ${regionId} and d.quiz_id = q.id and (d.published_at is not null or not q.called_off)) is_held,
        f.done_at is null and (exists (select 1 from quiz_attempt a
            where a.region_id = ${regionId} and a.quiz_id = q.id and a.finished_at is null)
          or exists (select 1 from quiz_attempt a
            where a.region_id = ${regionId} and a.quiz_id = q.id and a.finished_at is not null and not a.tallied)) is_running
      from quiz q left join quiz_forgetting f on f.region_id = ${regionId} and f.quiz_id = q.id
      where q.region_id = ${regionId} and not q.draft order by q.id`,
  )

export type Pass = { afterId: string | null; kept: number; nextOn: Day | null; doneAt: Date | null }

/** The pass through a quiz, held until the command ends; undefined where another process has it in hand. */
export async function holdPass(ctx: Ctx, quizId: string): Promise<Pass | undefined> {
  await run(
    ctx.tx,
    sql`insert into quiz_forgetting (region_id, quiz_id, kept) values (${ctx.regionId}, ${quizId}, 0)
      on conflict (region_id, quiz_id) do nothing`,
  )
  return one(
    ctx.tx,
    sql<Pass>`select after_id, kept, next_on, done_at from quiz_forgetting
      where region_id = ${ctx.regionId} and quiz_id = ${quizId} for update skip locked`,
  )
}

export async function keepPass(ctx: Ctx, quizId: string, { afterId, kept, nextOn, doneAt }: Pass): Promise<void> {
  await run(
    ctx.tx,
    sql`update quiz_forgetting set after_id = ${afterId}, kept = ${kept}, next_on = ${nextOn}, done_at = ${doneAt}
      where region_id = ${ctx.regionId} and quiz_id = ${quizId}`,
  )
}

/** The next people of a quiz by their ids, at most so many. */
export async function peopleAfter(ctx: Ctx, quizId: string, after: string | null, most: number): Promise<string[]> {
  const found = await rows(
    ctx.tx,
    sql<{
      citizenId: string
    }>`select citizen_id from quiz_standing where region_id = ${ctx.regionId} and quiz_id = ${quizId}
      and (${after}::uuid is null or citizen_id > ${after}::uuid) order by citizen_id limit ${most}`,
  )
  return found.map(({ citizenId }) => citizenId)
}

/** Which of some people are in dispute: a suspicion of them is not decided, or was decided later than an instant. In one quiz, or in any. */
export async function inDispute(
  ctx: Ctx,
  citizenIds: readonly string[],
  since: Date,
  quizId: string | null,
): Promise<Set<string>> {
  const found = await rows(
    ctx.tx,
    sql<{ citizenId: string }>`select distinct d.citizen_id from quiz_standing s
      join quiz_suspicion d on d.region_id = ${ctx.regionId} and d.quiz_id = s.quiz_id and d.citizen_id = s.citizen_id
      where s.region_id = ${ctx.regionId} and s.citizen_id = any(${[...citizenIds]}::uuid[]) and not d.withdrawn
        and (d.decided_at is null or d.decided_at > ${since}) and (${quizId}::uuid is null or d.quiz_id = ${quizId}::uuid)`,
  )
  return new Set(found.map(({ citizenId }) => citizenId))
}

/** Which of some people take part in a quiz that is not among those that are over, or hold a prize. */
export async function stillIn(ctx: Ctx, citizenIds: readonly string[], over: readonly string[]): Promise<Set<string>> {
  const found = await rows(
    ctx.tx,
    sql<{ citizenId: string }>`select s.citizen_id from quiz_standing s where s.region_id = ${ctx.regionId}
        and s.citizen_id = any(${[...citizenIds]}::uuid[]) and not s.quiz_id = any(${[...over]}::uuid[])
      union select h.citizen_id from quiz_prize_holder h
        where h.region_id = ${ctx.regionId} and h.citizen_id = any(${[...citizenIds]}::uuid[])`,
  )
  return new Set(found.map(({ citizenId }) => citizenId))
}

/** Empties the keyed hashes of devices and addresses of some people in one quiz. Gives how many rows held one. */
export async function eraseDigests(ctx: Ctx, quizId: string, citizenIds: readonly string[]): Promise<number> {
  const attempts = await run(
    ctx.tx,
    sql`update quiz_attempt set device_key = null, address_key = null where region_id = ${ctx.regionId} and quiz_id = ${quizId}
      and citizen_id = any(${[...citizenIds]}::uuid[]) and (device_key is not null or address_key is not null)`,
  )
  const traces = await run(
    ctx.tx,
    sql`delete from quiz_trace where region_id = ${ctx.regionId} and quiz_id = ${quizId}
      and citizen_id = any(${[...citizenIds]}::uuid[])`,
  )
  return attempts + traces
}
