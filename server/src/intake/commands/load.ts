import { memberNames } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { dayOf, timeOf } from '#kernel/time/index.ts'
import { judged, policy } from '../policy.ts'
import { type ArticleRecord, articles } from '../store/articles.ts'
import { type FactRecord, facts } from '../store/facts.ts'
import { type PageRecord, pages } from '../store/pages.ts'

/** The page, locked, when the actor may do the verb on it and has seen its present version. */
export async function lockPage(ctx: Ctx, id: string, verb: string, version?: number): Promise<PageRecord> {
  const page = await pages.lock(ctx, id)
  if (!page) throw refuse('intake.not-found')
  must(ctx, policy, verb, judged(page))
  if (version !== undefined && version !== page.version) throw changed(version, page.version)
  return page
}

export type FactInPlace = { fact: FactRecord; page: PageRecord; article: ArticleRecord }

/** The fact, locked, with its page and article, when the actor may do the verb on it and has seen its present version. */
export async function lockFact(ctx: Ctx, id: string, verb: string, version?: number): Promise<FactInPlace> {
  const fact = await facts.lock(ctx, id)
  const page = fact && (await pages.find(ctx, fact.pageId))
  const article = fact && (await articles.find(ctx, fact.articleId))
  if (!fact || !page || !article) throw refuse('intake.not-found')
  must(ctx, policy, verb, judged(page, fact))
  if (version !== undefined && version !== fact.version) throw await changedBy(ctx, fact)
  return { fact, page, article }
}

/** Two people at one page: the second is told who said what, and when, and nothing of the first is written over. */
async function changedBy(ctx: Ctx, { recordedBy, recordedFrom, state }: FactRecord) {
  const by = (await memberNames(ctx, [recordedBy])).get(recordedBy) ?? null
  const when = { on: dayOf(recordedFrom), time: timeOf(recordedFrom) }
  return refuse('intake.fact-changed-conflict', { by, ...when, state }, { field: 'version' })
}

const changed = (seen: number, now: number) => refuse('intake.changed-conflict', { seen, now }, { field: 'version' })
