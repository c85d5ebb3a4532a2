import type { z } from 'zod'
import type { Page } from '#contract/kernel.ts'
import type { Judgement, LinkKind } from '#contract/registry.ts'
import type { answerQuery, NameAnswer } from '#contract/registryQueue.ts'
import type { Ctx } from '#kernel/context.ts'
import { one, rows, sql } from '#kernel/database/sql.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'
import { listPage } from '#kernel/list.ts'
import { visible } from '#kernel/policy.ts'
import type { Day } from '#kernel/time/day.ts'
import { policy } from '../policy.ts'

/** A judgement as it stands: between which records, and what it says. */
export type LinkState = { leftId: string; rightId: string; judgement: Judgement }
/** What an answer did to one judgement: null where there was none before, or there is none after. */
export type LinkEffect = {
  id: string
  before: (LinkState & { reason: string | null }) | null
  after: LinkState | null
}
/** All an answer changed, so that it can be taken back. */
export type Effects = { links: LinkEffect[]; confirmed: boolean }

export type AnswerRecord = Versioned & {
  kind: LinkKind
  recordId: string
  otherId: string | null
  answer: NameAnswer
  effects: Effects
}
export const answers = recordTable<AnswerRecord>('name_answer', ['kind', 'record_id', 'other_id', 'answer', 'effects'])

/** Answers that stand, newest first. */
export function answersPage(ctx: Ctx, query: z.output<typeof answerQuery>): Promise<Page<AnswerRecord>> {
  return listPage(ctx, query, {
    columns: sql`a.*`,
    from: sql`${answers.at(ctx)} a`,
    where: [visible(ctx, policy, 'registry.read', 'a')],
    sorts: { recorded: { by: sql`a.recorded_from`, type: 'timestamptz' } },
    sort: '-recorded',
    id: sql`a.id`,
    map: (row: AnswerRecord) => row,
  })
}

/** The last answer of the reader that stands. */
export function lastAnswerOf(ctx: Ctx): Promise<AnswerRecord | undefined> {
  return one(
    ctx.tx,
    sql<AnswerRecord>`select a.* from ${answers.at(ctx)} a where a.recorded_by = ${ctx.actor.id} order by a.recorded_from desc, a.id desc limit 1`,
  )
}

/** How many names the reader answered on a day (Asia/Shanghai), those put off left out. */
export async function answeredOn(ctx: Ctx, on: Day): Promise<number> {
  const found = await one(
    ctx.tx,
    sql<{ n: number }>`
      select count(distinct a.record_id) n from ${answers.at(ctx)} a where a.recorded_by = ${ctx.actor.id} and a.answer <> 'unsure'
        and a.recorded_from >= ${`${on} 00:00+08`}::timestamptz and a.recorded_from < ${`${on} 00:00+08`}::timestamptz + interval '1 day'`,
  )
  return found?.n ?? 0
}

/** An answer whether it stands or was taken back. */
export function answerOnFile(ctx: Ctx, id: string): Promise<AnswerRecord | undefined> {
  return one(ctx.tx, sql<AnswerRecord>`select a.* from ${answers.at(ctx, { withdrawn: true })} a where a.id = ${id}`)
}

/** The standing answers about a record, newest first. */
export function answersAbout(ctx: Ctx, recordId: string) {
  return rows(
    ctx.tx,
    sql<AnswerRecord>`select a.* from ${answers.at(ctx)} a where a.record_id = ${recordId} order by a.recorded_from desc, a.id desc`,
  )
}
