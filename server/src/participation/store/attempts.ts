import type { Paper } from '#contract/participation/bank.ts'
import type { Ctx } from '#kernel/context.ts'
import { one, rows, run, sql } from '#kernel/database/sql.ts'
import type { Quiz } from './records.ts'

export type AttemptRow = {
  id: string
  quizId: string
  citizenId: string
  startedAt: Date
  endsAt: Date
  paper: Paper
  rights: number[]
  finishedAt: Date | null
  score: number | null
  tenths: number | null
  closedByClock: boolean
}
/** The columns of an `AttemptRow`, of a table `a`. */
export const attemptColumns = sql.raw(
  [
    'id',
    'quiz_id',
    'citizen_id',
    'started_at',
    'ends_at',
    'paper',
    'rights',
    'finished_at',
    'score',
    'tenths',
    'closed_by_clock',
  ]
    .map(name => `a.${name}`)
    .join(', '),
)

/** What a citizen who wants to begin stands before: the quiz, the attempt that runs, and how many there were on the day. */
export type Beginning = Quiz & {
  joined: boolean
  erased: boolean
  running: string | null
  runsUntil: Date | null
  used: number
}

export const beginningOf = (ctx: Ctx, quizId: string) =>
  one(
    ctx.tx,
    sql<Beginning>`select q.*, s.citizen_id is not null joined, c.erased_at is not null erased, a.id running, a.ends_at runs_until,
        (select count(*)::integer from quiz_attempt d where d.region_id = ${ctx.regionId} and d.quiz_id = q.id
          and d.citizen_id = ${ctx.actor.id} and d.day = ${ctx.today}) used
      from quiz q join citizen c on c.region_id = ${ctx.regionId} and c.id = ${ctx.actor.id}
      left join quiz_standing s on s.region_id = ${ctx.regionId} and s.quiz_id = q.id and s.citizen_id = ${ctx.actor.id}
      left join quiz_attempt a on a.region_id = ${ctx.regionId} and a.quiz_id = q.id and a.citizen_id = ${ctx.actor.id} and a.finished_at is null
      where q.region_id = ${ctx.regionId} and q.id = ${quizId} and not q.withdrawn and not q.draft`,
  )

/**
 * Puts a citizen into a quiz under an alias; tells whether they are in it now: an alias somebody else has is refused by the key. Who was
 * erased a moment ago is not put into it; the citizen is held, so that whoever erases them later finds the row.
 */
export async function joinQuiz(ctx: Ctx, quizId: string, alias: string): Promise<boolean> {
  await run(
    ctx.tx,
    sql`insert into quiz_standing (region_id, quiz_id, citizen_id, alias, joined_at)
      select ${ctx.regionId}::integer, ${quizId}::uuid, c.id, ${alias}::text, ${ctx.now}::timestamptz from citizen c
      where c.region_id = ${ctx.regionId} and c.id = ${ctx.actor.id} and c.erased_at is null for key share of c
      on conflict do nothing`,
  )
  const found = await one(
    ctx.tx,
    sql`select 1 n from quiz_standing where region_id = ${ctx.regionId} and quiz_id = ${quizId} and citizen_id = ${ctx.actor.id}`,
  )
  return found !== undefined
}

/** Whether somebody else in the quiz has the alias. */
export async function isTaken(ctx: Ctx, quizId: string, alias: string): Promise<boolean> {
  const found = await one(
    ctx.tx,
    sql`select 1 n from quiz_standing where region_id = ${ctx.regionId} and quiz_id = ${quizId} and alias = ${alias}
      and citizen_id <> ${ctx.actor.id}`,
  )
  return found !== undefined
}

export type NewAttempt = Pick<AttemptRow, 'id' | 'quizId' | 'endsAt' | 'paper' | 'rights'> & {
  number: number
  deviceKey: string
  addressKey: string | null
}

/**
 * Writes an attempt that begins now. False where another began at the same moment: one attempt runs at a time, and each of the day has its
 * own number. False too where the citizen was erased at that moment: their standing is held while the attempt is written, so that nothing
 * of them comes after the erasing.
 */
export async function beginAttempt(ctx: Ctx, attempt: NewAttempt): Promise<boolean> {
  const made = await run(
    ctx.tx,
    sql`insert into quiz_attempt (region_id, quiz_id, id, citizen_id, day, number, started_at, ends_at, paper, rights, device_key, address_key)
      select ${ctx.regionId}::integer, s.quiz_id, ${attempt.id}::uuid, s.citizen_id, ${ctx.today}::date, ${attempt.number}::integer,
        ${ctx.now}::timestamptz, ${attempt.endsAt}::timestamptz, ${JSON.stringify(attempt.paper)}::jsonb, ${attempt.rights}::integer[],
        ${attempt.deviceKey}::text, ${attempt.addressKey}::text
      from quiz_standing s where s.region_id = ${ctx.regionId} and s.quiz_id = ${attempt.quizId} and s.citizen_id = ${ctx.actor.id}
        and s.erased_at is null for key share of s
      on conflict do nothing`,
  )
  return made > 0
}

/** What is needed of the quiz to show an attempt. */
export type ShownBy = Pick<Quiz, 'bankId' | 'bankVersion' | 'rules' | 'closesAt' | 'calledOff'>

/** The citizen's own attempt, or undefined: another's is not there. One of a quiz that was taken back is given, and says so. */
export const ownAttempt = (ctx: Ctx, id: string) =>
  one(
    ctx.tx,
    sql<AttemptRow & ShownBy>`
      select ${attemptColumns}, q.bank_id, q.bank_version, q.rules, q.closes_at, q.called_off from quiz_attempt a
      join quiz q on q.region_id = ${ctx.regionId} and q.id = a.quiz_id
      where a.region_id = ${ctx.regionId} and a.id = ${id} and a.citizen_id = ${ctx.actor.id}
        and not q.withdrawn and not q.draft`,
  )

export type AnswerRow = {
  position: number
  choice: number | null
  option: number | null
  isRight: boolean
  savedAt: Date
}

export const answersOf = (ctx: Ctx, attemptId: string) =>
  rows(
    ctx.tx,
    sql<AnswerRow>`select position, choice, option, is_right, saved_at from quiz_answer
      where region_id = ${ctx.regionId} and attempt_id = ${attemptId} order by position`,
  )

/** Answers of several attempts, by attempt. */
export async function answersOfAll(ctx: Ctx, attemptIds: readonly string[]): Promise<Map<string, AnswerRow[]>> {
  const found = await rows(
    ctx.tx,
    sql<
      AnswerRow & { attemptId: string }
    >`select attempt_id, position, choice, option, is_right, saved_at from quiz_answer
      where region_id = ${ctx.regionId} and attempt_id = any(${[...attemptIds]}::uuid[]) order by attempt_id, position`,
  )
  return Map.groupBy(found, answer => answer.attemptId)
}

export type Saved = { endsAt: Date; answered: number }

/**
 * Saves an answer in one statement: only of the citizen's own attempt, while it runs in a quiz that stands, at a place the paper has. The
 * attempt is held while it is saved, so that whoever hands it in counts the answer or refuses it, and nothing in between. Undefined where
 * nothing was saved.
 */
export const saveAnswer = (ctx: Ctx, attemptId: string, position: number, choice: number | null) =>
  one(
    ctx.tx,
    sql<Saved>`with held as materialized (
        select a.id, a.ends_at, (a.paper -> (${position}::integer - 1) -> 'optionOrder' ->> ${choice}::integer)::integer option,
          coalesce(a.rights[${position}::integer] = ${choice}::integer, false) is_right
        from quiz_attempt a where a.region_id = ${ctx.regionId} and a.id = ${attemptId} and a.citizen_id = ${ctx.actor.id}
          and a.finished_at is null and a.ends_at > ${ctx.now} and ${position}::integer between 1 and cardinality(a.rights)
          and not exists (select from quiz q where q.region_id = ${ctx.regionId} and q.id = a.quiz_id and q.called_off)
        for key share of a
      ), saved as (
        insert into quiz_answer (region_id, attempt_id, position, choice, option, is_right, saved_at)
        select ${ctx.regionId}::integer, id, ${position}::integer, ${choice}::integer, option, is_right, ${ctx.now}::timestamptz from held
        where option is not null or ${choice}::integer is null
        on conflict (region_id, attempt_id, position) do update set choice = excluded.choice, option = excluded.option,
          is_right = excluded.is_right, saved_at = excluded.saved_at
        returning attempt_id
      )
      select h.ends_at, (${choice}::integer is not null)::integer + (select count(*)::integer from quiz_answer o
          where o.region_id = ${ctx.regionId} and o.attempt_id = ${attemptId} and o.position <> ${position} and o.choice is not null) answered
      from saved s join held h on h.id = s.attempt_id`,
  )

/** The citizen's attempts at a quiz, newest first, at most a hundred. */
export const ownAttempts = (ctx: Ctx, quizId: string) =>
  rows(
    ctx.tx,
    sql<Pick<AttemptRow, 'id' | 'startedAt' | 'finishedAt' | 'endsAt' | 'score' | 'tenths'> & { isToday: boolean }>`
      select id, started_at, finished_at, ends_at, score, tenths, day = ${ctx.today} is_today from quiz_attempt
      where region_id = ${ctx.regionId} and quiz_id = ${quizId} and citizen_id = ${ctx.actor.id}
      order by started_at desc, id desc limit 100`,
  )
