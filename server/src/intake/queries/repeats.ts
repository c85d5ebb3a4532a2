import type { ArticleDifference, ArticleNamed, Repeat, RepeatedFact, Repeater } from '#contract/intake/repeats.ts'
import { memberNames } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { differenceOf } from '../likeness/difference.ts'
import { judged, policy } from '../policy.ts'
import { titleOf } from '../rules.ts'
import { articles } from '../store/articles.ts'
import { factsOfArticle } from '../store/facts.ts'
import { pages, textOf } from '../store/pages.ts'
import {
  type ArticleNaming,
  articleNamed,
  type RepeatRecord,
  repeatedOf,
  repeatersOf,
  repeatsOf,
} from '../store/repeats.ts'
import { pageLabel } from './shapes.ts'

/** So many facts that are printed again are named with an article; an ordinary one has twenty. */
const NAMED = 100

/** What an article repeats, as its desk shows it; of a page the actor may not see, nothing but that it is there. */
export async function repeatShape(ctx: Ctx, repeat: RepeatRecord): Promise<Repeat> {
  const { id, version, likeness, contained, exact, verdict, decidedBy, decidedAt, decisionReason } = repeat
  const first = await articleNamed(ctx, repeat.firstArticleId)
  const names = await memberNames(ctx, [decidedBy])
  return {
    id,
    version,
    likeness,
    contained,
    isExact: exact,
    verdict,
    decidedBy: decidedBy && (names.get(decidedBy) ?? null),
    decidedAt: decidedAt?.toISOString() ?? null,
    reason: decisionReason,
    first: first && maySee(ctx, first) ? named(first) : null,
    facts: await repeatedFactsOf(ctx, repeat),
  }
}

async function repeatedFactsOf(ctx: Ctx, { articleId, firstArticleId }: RepeatRecord): Promise<RepeatedFact[]> {
  const again = (await repeatedOf(ctx, articleId)).slice(0, NAMED)
  const first = new Map((await factsOfArticle(ctx, firstArticleId)).map(fact => [fact.id, fact]))
  return again.map(({ firstFactId, fact }) => ({
    firstFactId,
    title: titleOf(fact).slice(0, 500),
    span: { start: fact.evidence.start, end: fact.evidence.end },
    state: first.get(firstFactId)?.state ?? 'withdrawn',
  }))
}

/** Later articles that repeat one, of pages the actor may see. */
export async function repeatersSeen(ctx: Ctx, articleId: string): Promise<Repeater[]> {
  const found = await repeatersOf(ctx, articleId)
  return found.filter(each => maySee(ctx, each)).map(each => ({ ...named(each), verdict: each.verdict }))
}

/**
 * An article and the earlier one it repeats, side by side. Refuses `intake.not-found`, also where the actor may not see the earlier page,
 * and `intake.no-repeat`.
 */
export async function differenceFromFirst(ctx: Ctx, articleId: string): Promise<ArticleDifference> {
  const article = await articles.find(ctx, articleId)
  const page = article && (await pages.find(ctx, article.pageId))
  if (!article || !page) throw refuse('intake.not-found')
  must(ctx, policy, 'intake.read', judged(page))
  const [repeat] = await repeatsOf(ctx, { articleId })
  if (!repeat) throw refuse('intake.no-repeat')
  const [first, later] = [await articleNamed(ctx, repeat.firstArticleId), await articleNamed(ctx, articleId)]
  if (!first || !later || !maySee(ctx, first)) throw refuse('intake.not-found')
  return {
    first: named(first),
    later: named(later),
    ...differenceOf(await printed(ctx, first), await printed(ctx, later)),
  }
}

const maySee = (ctx: Ctx, page: Pick<ArticleNaming, 'regionId' | 'unitId'>) =>
  policy['intake.read']?.test(ctx.actor, judged(page)) ?? false

const named = (article: ArticleNaming): ArticleNamed => ({
  pageId: article.pageId,
  articleId: article.articleId,
  title: article.title,
  page: pageLabel(article),
  issueDate: article.issueDate,
})

async function printed(ctx: Ctx, { sourceId, spanStart, spanEnd }: ArticleNaming): Promise<string> {
  return (await textOf(ctx, sourceId)).slice(spanStart, spanEnd)
}
