import type { Article, Byline, Dateline } from '#contract/extraction.ts'
import type { Ctx } from '#kernel/context.ts'
import { rows, sql } from '#kernel/database/sql.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'
import { insertMany } from './insertMany.ts'

/** An article of a page; `reading` is one object because an empty list alone would not reach a `jsonb` column as a list. */
export type ArticleRecord = Versioned & {
  pageId: string
  position: number
  title: string
  kicker: string | null
  subtitle: string | null
  kind: Article['kind']
  spanStart: number
  spanEnd: number
  reading: { datelines: Dateline[]; bylines: Byline[] }
}

export const articles = recordTable<ArticleRecord>('intake_article', [
  'page_id',
  'position',
  'title',
  'kicker',
  'subtitle',
  'kind',
  'span_start',
  'span_end',
  'reading',
])

/** Adds the articles of a reading, in the order given. */
export function insertArticles(ctx: Ctx, added: ReadonlyArray<Omit<ArticleRecord, keyof Versioned>>) {
  return insertMany(ctx, articles, added)
}

/** The articles of a page in their order, as of the context's instant. */
export function articlesOf(ctx: Ctx, pageId: string): Promise<ArticleRecord[]> {
  return rows(
    ctx.tx,
    sql<ArticleRecord>`select * from ${articles.at(ctx)} a where page_id = ${pageId} order by position`,
  )
}
