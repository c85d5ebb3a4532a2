import type { z } from 'zod'
import type { FactChanges } from '#contract/intake/changes.ts'
import type { ArticleDetail, FactListRow, FactView, factsQuery, Resting } from '#contract/intake.ts'
import type { Page } from '#contract/kernel.ts'
import { memberNames } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { must, visible } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { judged, policy } from '../policy.ts'
import { unreadSentences } from '../rules.ts'
import { articles } from '../store/articles.ts'
import { disputesOf } from '../store/contradictions.ts'
import { changedSince, facts, factsOf, spansOf, tally } from '../store/facts.ts'
import { listFacts } from '../store/lists.ts'
import { pages, textOf } from '../store/pages.ts'
import { repeatsOf } from '../store/repeats.ts'
import { recordsRestingOn } from '../store/resting.ts'
import { contradictionsIn } from './contradictions.ts'
import { repeatersSeen, repeatShape } from './repeats.ts'
import { articleRowOf, besidesOf, countsOf, factShape, pageLabel, restingsOf } from './shapes.ts'

/** As many facts as one answer holds; an ordinary article has twenty. */
const WINDOW = 300
const UNREAD_SHOWN = 100
const CHANGES = 100

/** Facts across pages: for viewers the accepted ones only. */
export async function factsList(ctx: Ctx, query: z.output<typeof factsQuery>): Promise<Page<FactListRow>> {
  const found = await listFacts(ctx, query, visible(ctx, policy, 'intake.read-fact', 'f'), row => row)
  const besides = await besidesOf(ctx, found.rows)
  return {
    ...found,
    rows: found.rows.map(row => ({
      ...factShape(ctx, { fact: row, page: row, article: row }, besides),
      page: pageLabel(row),
      issueDate: row.issueDate,
      article: row.articleTitle,
      disputed: row.disputed,
    })),
  }
}

/** One article under review, its facts from one place on. Refuses `intake.not-found`. */
export async function articleOf(ctx: Ctx, id: string, from: number): Promise<ArticleDetail> {
  const article = await articles.find(ctx, id)
  const page = article && (await pages.find(ctx, article.pageId))
  if (!article || !page) throw refuse('intake.not-found')
  must(ctx, policy, 'intake.read', judged(page))

  const found = await factsOf(ctx, id, from, WINDOW + 1)
  const shown = found.slice(0, WINDOW)
  const besides = await besidesOf(ctx, shown)
  const accepted = shown.filter(fact => fact.state === 'accepted').map(fact => fact.id)
  const resting = await recordsRestingOn(ctx, accepted)
  const text = await textOf(ctx, page.sourceId)
  const contradictions = await contradictionsIn(ctx, { page, article, text, facts: shown })
  const disagrees = await contradictions.shapes()
  const disputed = new Set((await disputesOf(ctx, accepted)).flatMap(({ factIds }) => factIds))
  const views: FactView[] = []
  for (const fact of shown)
    views.push({
      ...factShape(ctx, { fact, page, article }, besides),
      disagrees: disagrees.get(fact.id) ?? [],
      disputed: fact.state === 'accepted' && disputed.has(fact.id),
      rests: await restingsOf(
        ctx,
        resting.filter(record => record.factId === fact.id),
      ),
    })
  const taken = (await spansOf(ctx, id)).map(({ spanStart, spanEnd }) => ({ start: spanStart, end: spanEnd }))
  const [repeat] = await repeatsOf(ctx, { articleId: id })
  const row = articleRowOf(
    article,
    text,
    countsOf((await tally(ctx, [page.id])).filter(each => each.articleId === id)),
    repeat,
  )
  const unread = unreadSentences(text, row, taken)
  return {
    ...row,
    pageId: page.id,
    facts: views,
    nextFrom: found.length > WINDOW ? from + WINDOW : null,
    unread: unread.slice(0, UNREAD_SHOWN),
    unreadTotal: unread.length,
    repeat: repeat ? await repeatShape(ctx, repeat) : null,
    repeatedIn: await repeatersSeen(ctx, id),
  }
}

/** What became of facts of a page since an instant, the last first, at most a hundred. Refuses `intake.not-found`. */
export async function changesOf(ctx: Ctx, pageId: string, since: string): Promise<FactChanges> {
  const page = await pages.find(ctx, pageId)
  if (!page) throw refuse('intake.not-found')
  must(ctx, policy, 'intake.read', judged(page))
  const changed = await changedSince(ctx, pageId, new Date(since), CHANGES)
  const names = await memberNames(ctx, [...new Set(changed.map(({ recordedBy }) => recordedBy))])
  return {
    now: ctx.now.toISOString(),
    changes: changed.map(({ id, articleId, version, state, recordedBy, recordedFrom }) => ({
      factId: id,
      articleId,
      version,
      state,
      by: names.get(recordedBy) ?? null,
      isOwn: recordedBy === ctx.actor.id,
      at: recordedFrom.toISOString(),
    })),
  }
}

/** What rests on a fact, asked before it is withdrawn. Refuses `intake.not-found`. */
export async function restingOnFact(ctx: Ctx, id: string): Promise<{ factId: string; items: Resting[] }> {
  const { fact } = await readFact(ctx, id)
  return { factId: fact.id, items: await restingsOf(ctx, await recordsRestingOn(ctx, [fact.id])) }
}

/** A fact with its page, for whoever may read it; viewers read accepted ones. Refuses `intake.not-found`. */
export async function readFact(ctx: Ctx, id: string) {
  const fact = await facts.find(ctx, id)
  const page = fact && (await pages.find(ctx, fact.pageId))
  if (!fact || !page) throw refuse('intake.not-found')
  must(ctx, policy, 'intake.read-fact', judged(page, fact))
  return { fact, page }
}
