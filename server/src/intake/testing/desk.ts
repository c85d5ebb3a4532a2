import type { FactOf } from '#contract/extraction.ts'
import type { ArticleDetail, FactView, PageDetail, WrittenFact } from '#contract/intake.ts'
import type { City } from '#server/testing/city.ts'
import { bringPage } from '../commands/bringPage.ts'
import { addFact } from '../commands/editPage.ts'
import { articleOf } from '../queries/facts.ts'
import { pageOf } from '../queries/pages.ts'
import { forgetPages } from './forget.ts'

/** Brings a page in as somebody; gives its id. Two pages of one test need different texts; with `isKnown` it may repeat those before it. */
export async function aPage(
  city: City,
  text: string,
  { by = 'staff', issueDate = '2025-05-12' as string | null, isKnown = false } = {},
) {
  if (!isKnown) await forgetPages(city)
  const { page } = await city.do(by, ctx => bringPage(ctx, { name: '江海演示日报 第3版', text, issueDate }))
  return page.id
}

/** A page with every article and fact, as somebody sees it. */
export async function whole(
  city: City,
  pageId: string,
  options: { by?: string; asOf?: Date } = {},
): Promise<{ page: PageDetail; articles: ArticleDetail[]; facts: FactView[] }> {
  const { by = 'staff', ...as } = options
  return city.ask(
    by,
    async ctx => {
      const page = await pageOf(ctx, pageId)
      const articles: ArticleDetail[] = []
      for (const { id } of page.items) articles.push(await articleOf(ctx, id, 0))
      return { page, articles, facts: articles.flatMap(article => article.facts) }
    },
    as,
  )
}

/** A figure as a person writes it by hand. */
export const aFigure = (value: number, told: Partial<FactOf<'figure'>> = {}): WrittenFact => ({
  kind: 'figure',
  subject: '全市港口',
  indicator: '货物吞吐量',
  value,
  unit: '万吨',
  period: '2025-04',
  comparison: null,
  bound: null,
  ...told,
})

/** Adds a fact by hand on some words of a page. */
export async function added(city: City, pageId: string, words: string, fact: WrittenFact) {
  const { page } = await whole(city, pageId)
  const start = page.text.indexOf(words)
  return city.do('staff', ctx => addFact(ctx, pageId, { span: { start, end: start + words.length }, fact }))
}
