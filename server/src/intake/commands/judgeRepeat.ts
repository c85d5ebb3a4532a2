import type { z } from 'zod'
import type { Fact } from '#contract/extraction.ts'
import type { judgeRepeat as judgeRepeatBody } from '#contract/intake/repeats.ts'
import type { Ctx } from '#kernel/context.ts'
import { refuse } from '#kernel/refusal.ts'
import { saysNoMore } from '../likeness/same.ts'
import { articles } from '../store/articles.ts'
import { type FactRecord, facts, factsOfArticle, insertFacts, lockFacts } from '../store/facts.ts'
import {
  articlesUnder,
  firstArticlesOf,
  insertRepeated,
  lockRepeated,
  lockRepeats,
  type RepeatRecord,
  repeatedFacts,
  repeats,
} from '../store/repeats.ts'
import { lockPage } from './load.ts'
import { pendingFact } from './pendingFact.ts'

/**
 * Says what an article is that looks like an earlier one. `different` lets the facts it shares with that wait for a person like all
 * others; `same` and `correction` take those nobody has decided back: they are counted where they were first. May be said anew.
 * Refuses `intake.no-repeat`, and `intake.changed-conflict` {seen, now}.
 */
export async function judgeRepeat(
  ctx: Ctx,
  articleId: string,
  { version, verdict, reason }: z.output<typeof judgeRepeatBody>,
): Promise<void> {
  const article = await articles.find(ctx, articleId)
  if (!article) throw refuse('intake.not-found')
  await lockPage(ctx, article.pageId, 'intake.review')
  const [repeat] = await lockRepeats(ctx, { articleId })
  if (!repeat) throw refuse('intake.no-repeat')
  if (repeat.version !== version)
    throw refuse('intake.changed-conflict', { seen: version, now: repeat.version }, { field: 'version' })

  const judged = await repeats.change(
    ctx,
    repeat,
    { verdict, decidedBy: ctx.actor.id, decidedAt: ctx.now, decisionReason: reason || null },
    reason || undefined,
  )
  if (verdict === 'different') await letWait(ctx, judged)
  else if (repeat.verdict === 'different') await takeBack(ctx, judged)
  await ctx.record(
    'intake.repeat-judged',
    { kind: 'page', id: article.pageId },
    { article: articleId, first: repeat.firstArticleId, verdict },
  )
}

/** What of an article's facts is printed again, and what waits for a person. */
export async function partRepeated(
  ctx: Ctx,
  repeat: RepeatRecord | undefined,
  read: readonly Fact[],
): Promise<{ own: Fact[]; again: Array<{ fact: Fact; firstFactId: string }> }> {
  if (!repeat || repeat.verdict === 'different') return { own: [...read], again: [] }
  const first = await factsHereFirst(ctx, repeat)
  const own: Fact[] = []
  const again: Array<{ fact: Fact; firstFactId: string }> = []
  for (const fact of read) {
    const twin = first.find(each => saysNoMore(fact, each.fact))
    if (twin) again.push({ fact, firstFactId: twin.id })
    else own.push(fact)
  }
  return { own, again }
}

/** Keeps what an article prints again, pointing to where it was first. */
export function keepRepeated(
  ctx: Ctx,
  { id, pageId, articleId }: RepeatRecord,
  again: ReadonlyArray<{ fact: Fact; firstFactId: string }>,
): Promise<void> {
  return insertRepeated(
    ctx,
    again.map(({ fact, firstFactId }, index) => ({
      pageId,
      articleId,
      repeatId: id,
      firstFactId,
      position: index + 1,
      fact,
    })),
  )
}

/** A page whose articles others repeat is withdrawn: what those print again is then printed there first, and waits for a person. */
export async function letGoOf(ctx: Ctx, firstPageId: string): Promise<void> {
  for (const repeat of await lockRepeats(ctx, { firstPageId })) {
    await letWait(ctx, repeat)
    await repeats.withdraw(ctx, repeat, 'the first page was withdrawn')
  }
}

async function letWait(ctx: Ctx, repeat: RepeatRecord): Promise<void> {
  const again = (await lockRepeated(ctx, repeat.pageId)).filter(each => each.repeatId === repeat.id)
  for (const each of again) await repeatedFacts.withdraw(ctx, each, 'waits for a person')
  const before = (await factsOfArticle(ctx, repeat.articleId)).length
  await insertFacts(
    ctx,
    again.map(({ fact, articleId }, index) => pendingFact(repeat.pageId, articleId, before + index + 1, fact)),
  )
}

/** The facts of the first article, and of the pieces it was cut into since. */
async function factsHereFirst(ctx: Ctx, repeat: RepeatRecord): Promise<FactRecord[]> {
  const pieces = await firstArticlesOf(ctx, repeat)
  const found: FactRecord[] = []
  for (const article of new Set([repeat.firstArticleId, ...pieces])) found.push(...(await factsOfArticle(ctx, article)))
  return found
}

/** Takes back what nobody has decided of an article, and of what was cut from it while both were one repeat. */
async function takeBack(ctx: Ctx, repeat: RepeatRecord): Promise<void> {
  const first = await factsHereFirst(ctx, repeat)
  const again = await articlesUnder(ctx, repeat.id)
  for (const articleId of new Set([repeat.articleId, ...again])) await takeBackOf(ctx, { ...repeat, articleId }, first)
}

async function takeBackOf(ctx: Ctx, repeat: RepeatRecord, first: readonly FactRecord[]): Promise<void> {
  const again: Array<{ fact: Fact; firstFactId: string }> = []
  for (const fact of await lockFacts(ctx, repeat.pageId, { pendingFrom: 0, articleId: repeat.articleId, read: true })) {
    const twin = first.find(each => saysNoMore(fact.fact, each.fact))
    // What a person wrote or corrected stays theirs.
    if (!twin || fact.original === null || fact.corrected.length > 0) continue
    await facts.withdraw(ctx, fact, `printed first in ${repeat.firstArticleId}`)
    again.push({ fact: fact.fact, firstFactId: twin.id })
  }
  await keepRepeated(ctx, repeat, again)
}
