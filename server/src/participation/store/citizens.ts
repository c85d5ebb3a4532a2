import type { Ctx } from '#kernel/context.ts'
import { rows, run, sql } from '#kernel/database/sql.ts'
import type { BucketChange } from '../rules/standing.ts'
import type { AttemptRow } from './attempts.ts'
import { movingBuckets } from './finishing.ts'
import type { Quiz, SuspicionRow } from './records.ts'

type Taken = Pick<Quiz, 'titleZh' | 'bankId' | 'bankVersion'> & {
  quizId: string
  alias: string | null
  joinedAt: Date
  score: number | null
  tenths: number | null
  setAside: boolean
}

/** The quizzes somebody took part in, in one order. */
export const standingsOf = (ctx: Ctx, citizenId: string) =>
  rows(
    ctx.tx,
    sql<Taken>`select s.quiz_id, q.title_zh, q.bank_id, q.bank_version, s.alias, s.joined_at, s.score, s.tenths, s.set_aside
      from quiz_standing s join quiz q on q.region_id = ${ctx.regionId} and q.id = s.quiz_id
      where s.region_id = ${ctx.regionId} and s.citizen_id = ${citizenId} and s.erased_at is null order by s.quiz_id`,
  )

type Kept = Pick<AttemptRow, 'id' | 'quizId' | 'startedAt' | 'finishedAt' | 'score' | 'tenths' | 'paper'> & {
  hasDevice: boolean
  hasAddress: boolean
}

export const allAttemptsOf = (ctx: Ctx, citizenId: string) =>
  rows(
    ctx.tx,
    sql<Kept>`select a.id, a.quiz_id, a.started_at, a.finished_at, a.score, a.tenths, a.paper, a.device_key is not null has_device,
        a.address_key is not null has_address
      from quiz_standing s join quiz_attempt a on a.region_id = ${ctx.regionId} and a.quiz_id = s.quiz_id and a.citizen_id = s.citizen_id
      where s.region_id = ${ctx.regionId} and s.citizen_id = ${citizenId} order by a.started_at, a.id`,
  )

/** What was found about somebody in quizzes and what was decided, oldest first; not by whom. */
export const suspicionsAbout = (ctx: Ctx, citizenId: string) =>
  rows(
    ctx.tx,
    sql<
      Pick<SuspicionRow, 'quizId' | 'kind' | 'facts' | 'foundAt' | 'decision' | 'decidedAt' | 'why'>
    >`select d.quiz_id, d.kind, d.facts, d.found_at, d.decision, d.decided_at, d.why
      from quiz_standing s join quiz_suspicion d on d.region_id = ${ctx.regionId} and d.quiz_id = s.quiz_id and d.citizen_id = s.citizen_id
      where s.region_id = ${ctx.regionId} and s.citizen_id = ${citizenId} order by d.found_at, d.id`,
  )

/** Takes somebody out of a quiz's ranking for good, with their alias and what was kept of their devices and addresses. */
export async function eraseIn(
  ctx: Ctx,
  quizId: string,
  citizenId: string,
  changes: readonly BucketChange[],
): Promise<void> {
  await run(
    ctx.tx,
    sql`with person as (
        update quiz_standing set alias = null, erased_at = ${ctx.now}
        where region_id = ${ctx.regionId} and quiz_id = ${quizId} and citizen_id = ${citizenId}
      ), attempts as (
        update quiz_attempt set device_key = null, address_key = null
        where region_id = ${ctx.regionId} and quiz_id = ${quizId} and citizen_id = ${citizenId}
      )
      ${movingBuckets(ctx.regionId, quizId, changes)}`,
  )
}

export async function forgetTraces(ctx: Ctx, citizenId: string): Promise<void> {
  await run(ctx.tx, sql`delete from quiz_trace where region_id = ${ctx.regionId} and citizen_id = ${citizenId}`)
}
