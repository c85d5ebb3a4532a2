import type { Ctx } from '#kernel/context.ts'
import { rows, sql } from '#kernel/database/sql.ts'
import type { AttemptRow } from './attempts.ts'
import { suspicions } from './records.ts'

type Finished = Pick<
  AttemptRow,
  'id' | 'quizId' | 'citizenId' | 'startedAt' | 'endsAt' | 'finishedAt' | 'score' | 'tenths' | 'closedByClock' | 'paper'
>

/** The finished attempts of a quiz, in the order they were finished, with the public name of who is not erased. */
export const finishedIn = (ctx: Ctx, quizId: string) =>
  rows(
    ctx.tx,
    sql<
      Finished & { alias: string | null }
    >`select a.id, a.quiz_id, a.citizen_id, a.started_at, a.ends_at, a.finished_at, a.score,
        a.tenths, a.closed_by_clock, a.paper, s.alias
      from quiz_attempt a
      join quiz_standing s on s.region_id = ${ctx.regionId} and s.quiz_id = a.quiz_id and s.citizen_id = a.citizen_id
      where a.region_id = ${ctx.regionId} and a.quiz_id = ${quizId} and a.finished_at is not null order by a.finished_at, a.id`,
  )

/** Who is in no ranking of a quiz by an instant: set aside by a decision, or erased. */
export const leftOutBy = (ctx: Ctx, quizId: string, instant: Date) =>
  rows(
    ctx.tx,
    sql<{ person: string; why: 'set-aside' | 'erased' }>`
      select d.citizen_id person, 'set-aside' why from ${suspicions.at({ regionId: ctx.regionId, asOf: instant })} d
        where d.quiz_id = ${quizId} and d.decision = 'set-aside'
      union select s.citizen_id, 'erased' from quiz_standing s
        where s.region_id = ${ctx.regionId} and s.quiz_id = ${quizId} and s.erased_at <= ${instant} order by 1, 2`,
  )
