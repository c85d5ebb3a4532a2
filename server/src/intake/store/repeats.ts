import type { Fact } from '#contract/extraction.ts'
import type { RepeatVerdict } from '#contract/intake/repeats.ts'
import type { Ctx } from '#kernel/context.ts'
import { one, rows, run, sql } from '#kernel/database/sql.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'
import type { Day } from '#kernel/time/index.ts'
import { insertMany } from './insertMany.ts'

/** That an article repeats an earlier one; without a verdict until a person has looked. */
export type RepeatRecord = Versioned & {
  pageId: string
  articleId: string
  firstPageId: string
  firstArticleId: string
  likeness: number
  contained: number
  exact: boolean
  verdict: RepeatVerdict | null
  decidedBy: string | null
  decidedAt: Date | null
  decisionReason: string | null
}

export const repeats = recordTable<RepeatRecord>('intake_repeat', [
  'page_id',
  'article_id',
  'first_page_id',
  'first_article_id',
  'likeness',
  'contained',
  'exact',
  'verdict',
  'decided_by',
  'decided_at',
  'decision_reason',
])

/** A fact an article prints again, as it reads there, and the fact that was here first. */
export type RepeatedRecord = Versioned & {
  pageId: string
  articleId: string
  repeatId: string
  firstFactId: string
  position: number
  fact: Fact
}

export const repeatedFacts = recordTable<RepeatedRecord>('intake_repeated_fact', [
  'page_id',
  'article_id',
  'repeat_id',
  'first_fact_id',
  'position',
  'fact',
])

export async function insertRepeated(
  ctx: Ctx,
  added: ReadonlyArray<Omit<RepeatedRecord, keyof Versioned>>,
): Promise<void> {
  await insertMany(ctx, repeatedFacts, added)
}

/** What an article, or a page's articles, repeat; as of the context's instant. */
export function repeatsOf(ctx: Ctx, of: { articleId: string } | { pageId: string }): Promise<RepeatRecord[]> {
  const which = 'articleId' in of ? sql`article_id = ${of.articleId}` : sql`page_id = ${of.pageId}`
  return rows(ctx.tx, sql<RepeatRecord>`select * from ${repeats.at(ctx)} r where ${which} order by id`)
}

/** The repeat of an article, locked, or all that rest on a page, or on some articles, as their first. */
export function lockRepeats(
  ctx: Ctx,
  of: { articleId: string } | { firstPageId: string } | { firstArticleIds: readonly string[] },
): Promise<RepeatRecord[]> {
  const which =
    'articleId' in of
      ? sql`article_id = ${of.articleId}`
      : 'firstPageId' in of
        ? sql`first_page_id = ${of.firstPageId}`
        : sql`first_article_id = any(${[...of.firstArticleIds]}::uuid[])`
  return rows(
    ctx.tx,
    sql<RepeatRecord>`select * from intake_repeat where region_id = ${ctx.regionId} and ${which} and not withdrawn
      order by id for update`,
  )
}

/** The facts an article prints again, in the order of the page. */
export function repeatedOf(ctx: Ctx, articleId: string): Promise<RepeatedRecord[]> {
  return rows(
    ctx.tx,
    sql<RepeatedRecord>`select * from ${repeatedFacts.at(ctx)} r where article_id = ${articleId} order by position, id`,
  )
}

/** The articles of a page whose facts another page prints again: several, where a person has cut the first one since. */
export async function firstArticlesOf(
  ctx: Ctx,
  { pageId, firstPageId }: Pick<RepeatRecord, 'pageId' | 'firstPageId'>,
): Promise<string[]> {
  const found = await rows(
    ctx.tx,
    sql<{ id: string }>`select distinct f.article_id id from intake_repeated_fact r
      join intake_fact f on f.region_id = ${ctx.regionId} and f.id = r.first_fact_id and f.page_id = ${firstPageId}
      join intake_article a on a.region_id = ${ctx.regionId} and a.id = f.article_id and not a.withdrawn
      where r.region_id = ${ctx.regionId} and r.page_id = ${pageId} order by id`,
  )
  return found.map(({ id }) => id)
}

/** The articles that ever printed facts again under one repeat: also pieces that were cut from it before pieces had repeats of their own. */
export async function articlesUnder(ctx: Ctx, repeatId: string): Promise<string[]> {
  const found = await rows(
    ctx.tx,
    sql<{ id: string }>`select distinct article_id id from intake_repeated_fact
      where region_id = ${ctx.regionId} and repeat_id = ${repeatId} order by id`,
  )
  return found.map(({ id }) => id)
}

/** The facts a page's articles print again, locked. */
export function lockRepeated(ctx: Ctx, pageId: string): Promise<RepeatedRecord[]> {
  return rows(
    ctx.tx,
    sql<RepeatedRecord>`select * from intake_repeated_fact where region_id = ${ctx.regionId} and page_id = ${pageId} and not withdrawn
      order by article_id, position, id for update`,
  )
}

/** Articles of other pages that stand in for one another with these bands, those with most bands first. */
export function articlesSharing(
  ctx: Ctx,
  {
    pageId,
    bands,
    sketchVersion,
    limit,
  }: { pageId: string; bands: readonly number[]; sketchVersion: number; limit: number },
): Promise<Candidate[]> {
  const list = [...bands]
  return rows(
    ctx.tx,
    sql<Candidate>`select a.id article_id, a.page_id, p.source_id, a.span_start, a.span_end,
        exists (select 1 from intake_repeat r where r.region_id = ${ctx.regionId} and r.article_id = a.id and not r.withdrawn
          and r.verdict is distinct from 'different') repeats
      from intake_sketch s
      join intake_article a on a.region_id = ${ctx.regionId} and a.id = s.article_id and not a.withdrawn
      join intake_page p on p.region_id = ${ctx.regionId} and p.id = a.page_id and not p.withdrawn
      where s.region_id = ${ctx.regionId} and s.sketch_version = ${sketchVersion} and s.bands && ${list}::int[] and a.page_id <> ${pageId}
      order by (select count(*) from unnest(s.bands) band where band = any(${list}::int[])) desc, a.id
      limit ${limit}`,
  )
}

export type Candidate = {
  articleId: string
  pageId: string
  sourceId: string
  spanStart: number
  spanEnd: number
  /** Whether it repeats an earlier one itself. */
  repeats: boolean
}

/** Articles without a sketch of this version, oldest first: of pages that came before there were sketches. */
export function articlesUnsketched(ctx: Ctx, sketchVersion: number, limit: number): Promise<Candidate[]> {
  return rows(
    ctx.tx,
    sql<Candidate>`select a.id article_id, a.page_id, p.source_id, a.span_start, a.span_end, false repeats
      from intake_article a
      join intake_page p on p.region_id = ${ctx.regionId} and p.id = a.page_id and not p.withdrawn
      left join intake_sketch s on s.region_id = ${ctx.regionId} and s.article_id = a.id and s.sketch_version = ${sketchVersion}
      where a.region_id = ${ctx.regionId} and not a.withdrawn and s.article_id is null order by a.page_id, a.position limit ${limit}`,
  )
}

/** Keeps sketches, over those of an earlier version. */
export async function keepSketches(
  ctx: Ctx,
  sketchVersion: number,
  sketches: ReadonlyArray<{ articleId: string; bands: readonly number[] }>,
): Promise<void> {
  const CHUNK = 500
  for (let from = 0; from < sketches.length; from += CHUNK) {
    const sent = sketches.slice(from, from + CHUNK).map(({ articleId, bands }) => ({ article_id: articleId, bands }))
    await run(
      ctx.tx,
      sql`insert into intake_sketch (region_id, article_id, sketch_version, bands)
        select ${ctx.regionId}::int, x.article_id, ${sketchVersion}::int, x.bands
        from jsonb_to_recordset(${JSON.stringify(sent)}::jsonb) as x(article_id uuid, bands integer[])
        on conflict (region_id, article_id) do update set sketch_version = excluded.sketch_version, bands = excluded.bands`,
    )
  }
}

/** An article as others name it: its page by publication and sheet, the day, and who may see it. */
export type ArticleNaming = {
  articleId: string
  pageId: string
  sourceId: string
  regionId: number
  unitId: string | null
  title: string
  pageName: string
  publication: string | null
  pageLabel: string | null
  issueDate: Day | null
  spanStart: number
  spanEnd: number
}

const naming = sql`a.id article_id, a.page_id, p.source_id, p.region_id, p.unit_id, a.title, p.name page_name, p.publication, p.page page_label,
  p.issue_date, a.span_start, a.span_end`

export function articleNamed(ctx: Ctx, articleId: string): Promise<ArticleNaming | undefined> {
  return one(
    ctx.tx,
    sql<ArticleNaming>`select ${naming} from intake_article a join intake_page p on p.region_id = ${ctx.regionId} and p.id = a.page_id
      where a.region_id = ${ctx.regionId} and a.id = ${articleId}`,
  )
}

/** The articles that repeat an article, with what was said of each, as of the context's instant. */
export function repeatersOf(
  ctx: Ctx,
  articleId: string,
): Promise<Array<ArticleNaming & { verdict: RepeatVerdict | null }>> {
  return rows(
    ctx.tx,
    sql<ArticleNaming & { verdict: RepeatVerdict | null }>`select ${naming}, r.verdict from ${repeats.at(ctx)} r
      join intake_article a on a.region_id = ${ctx.regionId} and a.id = r.article_id
      join intake_page p on p.region_id = ${ctx.regionId} and p.id = a.page_id and not p.withdrawn
      where r.first_article_id = ${articleId} and r.verdict is distinct from 'different' order by p.brought_at, a.id limit 50`,
  )
}
