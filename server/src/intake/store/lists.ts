import type { z } from 'zod'
import type { factsQuery, pagesQuery } from '#contract/intake.ts'
import type { Page } from '#contract/kernel.ts'
import { members, units } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { one, type RawBuilder, sql } from '#kernel/database/sql.ts'
import { contains, listPage } from '#kernel/list.ts'
import { articles } from './articles.ts'
import { isDisputed } from './contradictions.ts'
import { type FactRecord, facts, type PageNaming } from './facts.ts'
import { type PageRecord, pages } from './pages.ts'

export type ListedPage = PageRecord & {
  broughtByName: string | null
  unitZh: string | null
  unitEn: string | null
  articles: number
  pending: number
  accepted: number
  rejected: number
  withdrawnFacts: number
}

const pageColumns = sql`p.*, m.name brought_by_name, u.name_zh unit_zh, u.name_en unit_en,
  coalesce(a.n, 0) articles, coalesce(f.pending, 0) pending, coalesce(f.accepted, 0) accepted,
  coalesce(f.rejected, 0) rejected, coalesce(f.withdrawn, 0) withdrawn_facts`

// The counts of all pages in one pass: a list of fifty pages then costs what one costs.
const pageFrom = (ctx: Ctx) => sql`${pages.at(ctx)} p
  left join ${members.at(ctx, { withdrawn: true })} m on m.id = p.brought_by
  left join ${units.at(ctx, { withdrawn: true })} u on u.id = p.unit_id
  left join (select page_id, count(*) n from ${articles.at(ctx)} x group by page_id) a on a.page_id = p.id
  left join (select page_id, count(*) filter (where state = 'pending') pending, count(*) filter (where state = 'accepted') accepted,
      count(*) filter (where state = 'rejected') rejected, count(*) filter (where state = 'withdrawn') withdrawn
    from ${facts.at(ctx)} x group by page_id) f on f.page_id = p.id`

const standings: Record<'pending' | 'decided' | 'undated', RawBuilder<unknown>> = {
  pending: sql`coalesce(f.pending, 0) > 0`,
  decided: sql`coalesce(f.pending, 0) = 0`,
  undated: sql`p.issue_date is null`,
}

/** Pages narrowed by `visible`, a condition on `p`. */
export function listPages<Out>(
  ctx: Ctx,
  query: z.output<typeof pagesQuery>,
  visible: RawBuilder<boolean>,
  map: (row: ListedPage) => Out,
): Promise<Page<Out>> {
  return listPage<ListedPage, Out>(ctx, query, {
    columns: sql`p.*`,
    from: sql`(select ${pageColumns} from ${pageFrom(ctx)}
      where ${query.standing ? standings[query.standing] : sql`true`}) p`,
    where: [visible, contains(query.find, [sql`p.name`, sql`p.publication`, sql`p.page`])],
    sorts: {
      brought: { by: sql`p.brought_at`, type: 'timestamptz' },
      issued: { by: sql`coalesce(p.issue_date, date '0001-01-01')`, type: 'date' },
      name: { by: sql`p.name`, type: 'text' },
      pending: { by: sql`p.pending`, type: 'integer' },
    },
    sort: '-brought',
    id: sql`p.id`,
    map,
  })
}

/** One page with its counts, by its own id or by that of its source (which evidence carries), or undefined. */
export function listedPage(ctx: Ctx, id: string): Promise<ListedPage | undefined> {
  return one(
    ctx.tx,
    sql<ListedPage>`select ${pageColumns} from ${pageFrom(ctx)} where p.id = ${id} or p.source_id = ${id}`,
  )
}

export type ListedFact = FactRecord &
  PageNaming & {
    issueDate: string | null
    articleTitle: string
    reading: { datelines: []; bylines: [] }
    unitId: string | null
    sourceId: string
    disputed: boolean
  }

/** Facts across pages, narrowed by `visible`, a condition on `f` that may use `unit_id` and `accepted`. */
export function listFacts<Out>(
  ctx: Ctx,
  query: z.output<typeof factsQuery>,
  visible: RawBuilder<boolean>,
  map: (row: ListedFact) => Out,
): Promise<Page<Out>> {
  const given = (value: unknown, condition: RawBuilder<unknown>) => (value === undefined ? sql`true` : condition)
  return listPage<ListedFact, Out>(ctx, query, {
    columns: sql`f.*, ${isDisputed(ctx)} disputed`,
    from: sql`(select x.*, x.state = 'accepted' accepted, p.unit_id, p.source_id, p.name page_name, p.publication, p.page page_label, p.issue_date,
        a.title article_title, a.reading
      from ${facts.at(ctx)} x join ${pages.at(ctx)} p on p.id = x.page_id join ${articles.at(ctx)} a on a.id = x.article_id) f`,
    where: [
      visible,
      contains(query.find, [sql`f.title`]),
      given(query.kind, sql`f.kind = ${query.kind}`),
      given(query.state, sql`f.state = ${query.state}`),
      given(query.atLeast, sql`f.confidence >= ${query.atLeast}`),
      given(query.below, sql`f.confidence < ${query.below}`),
      given(query.page, sql`f.page_id = ${query.page}`),
      given(query.disputed, query.disputed ? isDisputed(ctx) : sql`not ${isDisputed(ctx)}`),
    ],
    sorts: {
      confidence: { by: sql`f.confidence`, type: 'numeric' },
      issued: { by: sql`coalesce(f.issue_date, date '0001-01-01')`, type: 'date' },
      title: { by: sql`f.title`, type: 'text' },
      decided: { by: sql`coalesce(f.decided_at, timestamptz '0001-01-01')`, type: 'timestamptz' },
      kind: { by: sql`f.kind`, type: 'text' },
    },
    sort: '-issued',
    id: sql`f.id`,
    map,
  })
}
