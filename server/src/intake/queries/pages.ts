import type { z } from 'zod'
import type { PageDetail, PageRow, pagesQuery } from '#contract/intake.ts'
import type { Page } from '#contract/kernel.ts'
import type { Ctx } from '#kernel/context.ts'
import { must, visible } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { judged, policy } from '../policy.ts'
import { textNotes } from '../sources/textNotes.ts'
import { articlesOf } from '../store/articles.ts'
import { tally } from '../store/facts.ts'
import { type ListedPage, listedPage, listPages } from '../store/lists.ts'
import { textOf } from '../store/pages.ts'
import { repeatsOf } from '../store/repeats.ts'
import { countTables, picturePagesOf } from '../store/tables.ts'
import { modelOfPage } from './model.ts'
import { articleRowOf, countsOf, pageRowOf } from './shapes.ts'

/** The pages the actor may see, newest first. */
export function pagesList(ctx: Ctx, query: z.output<typeof pagesQuery>): Promise<Page<PageRow>> {
  return listPages(ctx, query, visible(ctx, policy, 'intake.read', 'p'), page => shape(ctx, page))
}

/** A page as the list shows it. Refuses `intake.not-found`. */
export async function pageNow(ctx: Ctx, id: string): Promise<PageRow> {
  return shape(ctx, await load(ctx, id))
}

/** A page with its text and articles. Refuses `intake.not-found`. */
export async function pageOf(ctx: Ctx, id: string): Promise<PageDetail> {
  const page = await load(ctx, id)
  const text = await textOf(ctx, page.sourceId)
  const byArticle = Map.groupBy(await tally(ctx, [page.id]), each => each.articleId)
  const repeats = new Map((await repeatsOf(ctx, { pageId: page.id })).map(each => [each.articleId, each]))
  const items = (await articlesOf(ctx, page.id)).map(article =>
    articleRowOf(article, text, countsOf(byArticle.get(article.id) ?? []), repeats.get(article.id)),
  )
  const pictures = await picturePagesOf(ctx, page.id)
  return {
    ...shape(ctx, page),
    text,
    items,
    model: await modelOfPage(ctx, page.id),
    notes: textNotes(text),
    pictures: pictures ? { numbers: pictures.numbers, total: pictures.total } : null,
    tables: await countTables(ctx, page.id),
  }
}

async function load(ctx: Ctx, id: string): Promise<ListedPage> {
  const page = await listedPage(ctx, id)
  if (!page) throw refuse('intake.not-found')
  must(ctx, policy, 'intake.read', judged(page))
  return page
}

function shape(ctx: Ctx, page: ListedPage): PageRow {
  const { pending, accepted, rejected } = page
  return pageRowOf(ctx, page, { pending, accepted, rejected, withdrawn: page.withdrawnFacts })
}
