import type { ArticleRow, Counts, FactRow, PageRow, Resting } from '#contract/intake.ts'
import { memberNames } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { mayOn } from '#kernel/policy.ts'
import { namesOf } from '../../registry/index.ts'
import { judged, policy } from '../policy.ts'
import { bodyStart, resolvedDate } from '../rules.ts'
import type { ArticleRecord } from '../store/articles.ts'
import { type Origin, originsOf } from '../store/askings.ts'
import type { FactRecord, PageNaming, Tally } from '../store/facts.ts'
import type { PageRecord } from '../store/pages.ts'
import type { RepeatRecord } from '../store/repeats.ts'
import { movedOn, type RestingRecord } from '../store/resting.ts'

/** How many facts stand in each state. */
export function countsOf(tallies: readonly Tally[]): Counts {
  const counts = { pending: 0, accepted: 0, rejected: 0, withdrawn: 0 }
  for (const { state, n } of tallies) counts[state] += n
  return counts
}

type Named = { broughtByName: string | null; unitZh: string | null; unitEn: string | null; articles: number }

export function pageRowOf(ctx: Ctx, page: PageRecord & Named, counts: Counts): PageRow {
  const { id, version, sourceId, name, publication, issueDate, dateStanding, dateBasis, internal, chars } = page
  return {
    id,
    version,
    sourceId,
    name,
    publication,
    page: page.page,
    issueDate,
    dateStanding,
    dateBasis,
    internal,
    unit: page.unitId ? { id: page.unitId, nameZh: page.unitZh ?? '', nameEn: page.unitEn } : null,
    broughtBy: page.broughtByName,
    broughtAt: page.broughtAt.toISOString(),
    chars,
    articles: page.articles,
    counts,
    may: mayOn(ctx, policy, judged(page)),
  }
}

/** An article within its page; `text` is the whole page's. */
export function articleRowOf(
  article: ArticleRecord,
  text: string,
  counts: Counts,
  repeat: RepeatRecord | undefined,
): ArticleRow {
  const { id, version, position, title, kicker, subtitle, kind, reading } = article
  const span = { start: article.spanStart, end: article.spanEnd }
  return {
    id,
    version,
    position,
    title,
    kicker,
    subtitle,
    kind,
    span,
    bodyStart: bodyStart(text, { title, kicker, subtitle, span }),
    ...reading,
    counts,
    repeats: repeat ? (repeat.verdict ?? 'open') : null,
  }
}

type InPlace = {
  fact: FactRecord
  page: Pick<PageRecord, 'regionId' | 'unitId' | 'sourceId'>
  article: Pick<ArticleRecord, 'reading'>
}

/** What stands beside facts: the names of those who decided them, and which a model proposed. */
export type Besides = { names: ReadonlyMap<string, string>; origins: ReadonlyMap<string, Origin> }

export async function besidesOf(
  ctx: Ctx,
  facts: ReadonlyArray<Pick<FactRecord, 'id' | 'decidedBy'>>,
): Promise<Besides> {
  return {
    names: await memberNames(ctx, [...new Set(facts.map(fact => fact.decidedBy))]),
    origins: await originsOf(
      ctx,
      facts.map(fact => fact.id),
    ),
  }
}

function proposalOf(origin: Origin | undefined): FactRow['proposed'] {
  if (!origin) return null
  const { model, prompt, at, agrees } = origin
  return { model, prompt, at: at.toISOString(), agrees }
}

export function factShape(ctx: Ctx, { fact, page, article }: InPlace, { names, origins }: Besides): FactRow {
  const { id, version, pageId, articleId, position, state, original, corrected } = fact
  return {
    id,
    version,
    pageId,
    articleId,
    sourceId: page.sourceId,
    position,
    state,
    fact: fact.fact,
    original,
    corrected,
    proposed: proposalOf(origins.get(id)),
    resolved: resolvedDate(fact.fact, article.reading.datelines),
    reason: fact.decisionReason,
    decidedBy: fact.decidedBy && (names.get(fact.decidedBy) ?? null),
    decidedAt: fact.decidedAt?.toISOString() ?? null,
    may: mayOn(ctx, policy, judged(page, fact)),
  }
}

/** One fact as commands answer it. */
export async function factRowOf(ctx: Ctx, place: InPlace): Promise<FactRow> {
  return factShape(ctx, place, await besidesOf(ctx, [place.fact]))
}

/** A page by its publication and sheet, or by its own name where these are not known. */
export const pageLabel = ({ pageName, publication, pageLabel: sheet }: PageNaming) =>
  publication === null ? pageName : [publication, sheet].filter(Boolean).join(' ')

const registryKinds = ['organisation', 'person', 'place'] as const

/** Records that rest on facts, with the names of those in the registry. */
export async function restingsOf(ctx: Ctx, records: readonly RestingRecord[]): Promise<Resting[]> {
  const titles = new Map<string, string>()
  for (const kind of registryKinds) {
    const ids = records.filter(record => record.kind === kind).map(record => record.id)
    if (ids.length > 0) for (const [id, name] of await namesOf(ctx, kind, [...new Set(ids)])) titles.set(id, name)
  }
  return records.map(record => ({
    kind: record.kind,
    id: record.id,
    fields: [...new Set(record.fields)],
    title: titles.get(record.id) ?? null,
    since: record.since.toISOString(),
    movedOn: movedOn(record),
  }))
}
