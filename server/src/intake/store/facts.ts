import type { Fact, FactKind, Modality } from '#contract/extraction.ts'
import type { FactState } from '#contract/intake.ts'
import type { Ctx } from '#kernel/context.ts'
import { rows, sql } from '#kernel/database/sql.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'
import { insertMany } from './insertMany.ts'
import { repeatedFacts } from './repeats.ts'

/** A fact of an article: how it reads now, how it was first read, and what was decided about it. */
export type FactRecord = Versioned & {
  pageId: string
  articleId: string
  position: number
  kind: FactKind
  state: FactState
  spanStart: number
  spanEnd: number
  confidence: number
  modality: Modality | null
  title: string
  fact: Fact
  original: Fact | null
  corrected: string[]
  claimKeys: string[]
  decidedBy: string | null
  decidedAt: Date | null
  decisionReason: string | null
}

export const facts = recordTable<FactRecord>('intake_fact', [
  'page_id',
  'article_id',
  'position',
  'kind',
  'state',
  'span_start',
  'span_end',
  'confidence',
  'modality',
  'title',
  'fact',
  'original',
  'corrected',
  'claim_keys',
  'decided_by',
  'decided_at',
  'decision_reason',
])

export type NewFact = Omit<FactRecord, keyof Versioned>

/** Adds the facts of a reading; gives them with their ids. */
export function insertFacts(ctx: Ctx, added: readonly NewFact[]): Promise<FactRecord[]> {
  return insertMany(ctx, facts, added)
}

/** Facts of an article in the order of the page, from one place on. */
export function factsOf(ctx: Ctx, articleId: string, from: number, limit: number): Promise<FactRecord[]> {
  return rows(
    ctx.tx,
    sql<FactRecord>`select * from ${facts.at(ctx)} f where article_id = ${articleId}
      order by span_start, position, id limit ${limit} offset ${from}`,
  )
}

/** Every fact of an article, whatever became of it, in the order of the page. */
export function factsOfArticle(ctx: Ctx, articleId: string): Promise<FactRecord[]> {
  return rows(
    ctx.tx,
    sql<FactRecord>`select * from ${facts.at(ctx)} f where article_id = ${articleId} order by span_start, position, id`,
  )
}

/** The passages of an article that some fact stands on. */
export function spansOf(ctx: Ctx, articleId: string): Promise<Array<{ spanStart: number; spanEnd: number }>> {
  return rows(
    ctx.tx,
    sql<{ spanStart: number; spanEnd: number }>`select span_start, span_end from ${facts.at(ctx)} f
      where article_id = ${articleId} and state in ('pending', 'accepted')
      union all select (r.fact->'evidence'->>'start')::int, (r.fact->'evidence'->>'end')::int from ${repeatedFacts.at(ctx)} r
      where article_id = ${articleId}`,
  )
}

/**
 * Current facts of a page, locked: all, or the pending ones from a confidence on, of one article or of all; with `read`, without those that
 * only a model proposed.
 */
export function lockFacts(
  ctx: Ctx,
  pageId: string,
  only: { pendingFrom?: number; articleId?: string | undefined; read?: boolean } = {},
): Promise<FactRecord[]> {
  return rows(
    ctx.tx,
    sql<FactRecord>`select * from intake_fact f where region_id = ${ctx.regionId} and page_id = ${pageId} and not withdrawn
      and ${only.pendingFrom === undefined ? sql`true` : sql`state = 'pending' and confidence >= ${only.pendingFrom}`}
      and ${only.articleId === undefined ? sql`true` : sql`article_id = ${only.articleId}`}
      and ${
        only.read
          ? sql`not exists (select 1 from intake_proposal p where p.region_id = ${ctx.regionId} and p.fact_id = f.id and not p.agrees)`
          : sql`true`
      }
      order by article_id, span_start, position, id for update`,
  )
}

/** Facts of a page that changed after an instant, the last first. */
export function changedSince(ctx: Ctx, pageId: string, since: Date, limit: number): Promise<FactRecord[]> {
  return rows(
    ctx.tx,
    sql<FactRecord>`select * from ${facts.at(ctx, { withdrawn: true })} f where page_id = ${pageId} and recorded_from > ${since}
      order by recorded_from desc, id limit ${limit}`,
  )
}

/** Facts withdrawn for this very reason, locked. */
export function lockWithdrawnFor(ctx: Ctx, reason: string): Promise<FactRecord[]> {
  return rows(
    ctx.tx,
    sql<FactRecord>`select * from intake_fact where region_id = ${ctx.regionId} and state = 'withdrawn'
      and decision_reason = ${reason} and not withdrawn order by id for update`,
  )
}

export type Tally = { articleId: string; state: FactState; n: number }

/** How many facts stand in each state, by article, for some pages. */
export function tally(ctx: Ctx, pageIds: readonly string[]): Promise<Array<Tally & { pageId: string }>> {
  return rows(
    ctx.tx,
    sql<Tally & { pageId: string }>`select page_id, article_id, state, count(*) n from ${facts.at(ctx)} f
      where page_id = any(${[...pageIds]}::uuid[]) group by page_id, article_id, state`,
  )
}

/** What a page is called by, beside a fact. */
export type PageNaming = { pageName: string; publication: string | null; pageLabel: string | null }
