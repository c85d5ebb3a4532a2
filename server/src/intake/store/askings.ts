import type { Ctx } from '#kernel/context.ts'
import { one, rows, run, sql } from '#kernel/database/sql.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'
import { insertMany } from './insertMany.ts'

/** One asking of a model about a page; `dropped` counts by reason. */
export type AskingRecord = Versioned & {
  pageId: string
  model: string
  prompt: string
  state: 'asked' | 'done' | 'failed'
  askedBy: string
  askedAt: Date
  parts: number
  partsDone: number
  proposed: number
  added: number
  agreed: number
  dropped: Record<string, number>
  errorCode: string | null
  errorParams: Record<string, string | number | null> | null
}

export const askings = recordTable<AskingRecord>('intake_asking', [
  'page_id',
  'model',
  'prompt',
  'state',
  'asked_by',
  'asked_at',
  'parts',
  'parts_done',
  'proposed',
  'added',
  'agreed',
  'dropped',
  'error_code',
  'error_params',
])

/** The last asking about a page, as of the context's instant. */
export function lastAsking(ctx: Ctx, pageId: string): Promise<AskingRecord | undefined> {
  return one(
    ctx.tx,
    sql<AskingRecord>`select * from ${askings.at(ctx)} a where page_id = ${pageId} order by asked_at desc, id desc limit 1`,
  )
}

/** The last askings that failed, newest first. */
export function failedAskings(ctx: Ctx, limit: number): Promise<AskingRecord[]> {
  return rows(
    ctx.tx,
    sql<AskingRecord>`select * from ${askings.at(ctx)} a where state = 'failed' order by asked_at desc, id desc limit ${limit}`,
  )
}

/** That a model proposed a fact; `agrees` where the fact stood there already. */
export type ProposalRecord = Versioned & { pageId: string; factId: string; askingId: string; agrees: boolean }

export const proposals = recordTable<ProposalRecord>('intake_proposal', ['page_id', 'fact_id', 'asking_id', 'agrees'])

/** Adds what came of one part of a page. */
export async function insertProposals(
  ctx: Ctx,
  added: ReadonlyArray<Omit<ProposalRecord, keyof Versioned>>,
): Promise<void> {
  await insertMany(ctx, proposals, added)
}

/** The proposals of a page, locked. */
export function lockProposals(ctx: Ctx, pageId: string): Promise<ProposalRecord[]> {
  return rows(
    ctx.tx,
    sql<ProposalRecord>`select * from intake_proposal where region_id = ${ctx.regionId} and page_id = ${pageId} and not withdrawn
      order by id for update`,
  )
}

export type Origin = { factId: string; model: string; prompt: string; at: Date; agrees: boolean }

/** Which of some facts a model proposed or agrees with, as of the context's instant. */
export async function originsOf(ctx: Ctx, factIds: readonly string[]): Promise<ReadonlyMap<string, Origin>> {
  if (factIds.length === 0) return new Map()
  const found = await rows(
    ctx.tx,
    sql<Origin>`select p.fact_id, a.model, a.prompt, p.recorded_from at, p.agrees from ${proposals.at(ctx)} p
      join ${askings.at(ctx)} a on a.id = p.asking_id where p.fact_id = any(${[...factIds]}::uuid[])`,
  )
  return new Map(found.map(origin => [origin.factId, origin]))
}

/** How many requests left for the model since an instant. */
export async function requestsSince(ctx: Ctx, since: Date): Promise<number> {
  const found = await one(
    ctx.tx,
    sql<{
      n: number
    }>`select count(*) n from intake_model_request where region_id = ${ctx.regionId} and sent_at > ${since}`,
  )
  return found?.n ?? 0
}

/** Notes that a request is about to leave. */
export async function insertRequest(
  ctx: Ctx,
  { askingId, chars, sha256 }: { askingId: string; chars: number; sha256: string },
): Promise<void> {
  await run(
    ctx.tx,
    sql`insert into intake_model_request (region_id, id, asking_id, sent_at, chars, sha256)
      values (${ctx.regionId}, ${ctx.newId()}, ${askingId}, ${ctx.now}, ${chars}, ${sha256})`,
  )
}
