import type { Contradiction, ContradictionKind } from '#contract/intake/contradictions.ts'
import { memberNames } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { aboutOf, contradictionsOf, type Found, type Known } from '../contradictions/index.ts'
import { judged, policy } from '../policy.ts'
import { stageOrder } from '../reading/stageOrder.ts'
import { dayOfResolved, resolvedDate } from '../rules.ts'
import { type AlikeFact, acceptedAbout, acceptedById, sharingProject } from '../store/alike.ts'
import type { ArticleRecord } from '../store/articles.ts'
import { type ContradictionRecord, contradictionsOn } from '../store/contradictions.ts'
import type { FactRecord, PageNaming } from '../store/facts.ts'
import { type PageRecord, textsOf } from '../store/pages.ts'
import { sentenceOf } from './sentence.ts'
import { pageLabel } from './shapes.ts'

/** So many of the facts on the other side are shown. */
const SHOWN = 20

/** Facts of one article, with what is known of where they stand. */
export type Article = {
  page: Pick<PageRecord, 'id' | 'regionId' | 'unitId' | 'name' | 'publication' | 'page' | 'issueDate'>
  article: Pick<ArticleRecord, 'id' | 'reading'>
  text: string
  facts: readonly FactRecord[]
}

/** One contradiction of a fact: what the rule found, the sets of facts a decision is kept under, and what was said of each. */
export type Raised = Found & { sets: string[][]; decisions: ContradictionRecord[]; isOpen: boolean }

/** What the facts of an article cannot be right together with. */
export type Contradictions = {
  /** Of one fact; `also` are facts of the page that were accepted since. */
  of(factId: string, also?: readonly Known[]): Raised[]
  known(factId: string): Known | undefined
  /** All there are, by fact, as screens are given them. */
  shapes(): Promise<Map<string, Contradiction[]>>
}

/**
 * Holds the facts of an article against each other and against the accepted ones of every page (`contradictionsOf`), which are looked up
 * for all of them at once, and gives with each contradiction what a person said of it; as of the context's instant. Rejected and
 * withdrawn facts say nothing any more.
 */
export async function contradictionsIn(ctx: Ctx, own: Article): Promise<Contradictions> {
  const standing = own.facts.filter(({ state }) => state === 'pending' || state === 'accepted')
  const article = standing.map(fact => knownHere(own, fact))
  const byId = new Map(article.map(known => [known.id, known]))
  const elsewhere = await lookUp(ctx, article)
  const accepted = Map.groupBy(elsewhere.map(knownThere), ({ about }) => about)
  const said = await contradictionsOn(
    ctx,
    standing.map(({ id }) => id),
  )
  const decided = Map.groupBy(said, keyOf)
  const deciders = await memberNames(ctx, [...new Set(said.map(({ decidedBy }) => decidedBy))])
  const of = (id: string, also: readonly Known[] = []) => {
    const known = byId.get(id)
    if (!known) return []
    const beside = [...(accepted.get(known.about) ?? []), ...also.filter(({ about }) => about === known.about)]
    const found = contradictionsOf(known, { article, accepted: beside }, stageOrder)
    const repeats = new Map(beside.map(each => [each.id, each]))
    return merged(found, repeats).map(each => withDecisions(each, decided))
  }
  return {
    known: id => byId.get(id),
    of,
    async shapes() {
      const raised = standing.map(({ id }) => [id, of(id)] as const)
      const shown = new Set(raised.flatMap(([, each]) => each.flatMap(({ otherIds }) => otherIds.slice(0, SHOWN))))
      const others = elsewhere.filter(({ id }) => shown.has(id))
      const texts = await textsOf(ctx, [...new Set(others.map(({ sourceId }) => sourceId))])
      const named = namesOfOthers(ctx, own, standing, others, texts)
      const sentences = new Map(standing.map(({ id, fact }) => [id, sentenceOf(own.text, fact)]))
      return new Map(raised.map(([id, each]) => [id, each.map(one => shapeOf(one, { sentences, named, deciders }))]))
    },
  }
}

function knownHere({ page, article, text }: Article, { id, fact }: FactRecord): Known {
  return {
    id,
    articleId: article.id,
    fact,
    text,
    occurredOn: dayOfResolved(resolvedDate(fact, article.reading.datelines)),
    issueDate: page.issueDate,
    about: aboutOf(fact),
  }
}

function knownThere({ id, articleId, fact, reading, issueDate, about, repeats }: AlikeFact): Known {
  const occurredOn = dayOfResolved(resolvedDate(fact, reading.datelines))
  return { id, articleId, fact, occurredOn, issueDate, about, repeats }
}

/** The accepted facts about the same things, and about projects that were named otherwise elsewhere under the name they have here. */
async function lookUp(ctx: Ctx, article: readonly Known[]): Promise<AlikeFact[]> {
  const abouts = new Set(article.flatMap(({ about }) => about ?? []))
  const alike = await acceptedAbout(ctx, [...abouts])
  const projects = alike.filter(({ kind }) => kind === 'project')
  const shared = await sharingProject(
    ctx,
    projects.map(({ id }) => id),
  )
  const likes = new Map(alike.map(each => [each.id, each.about]))
  const aboutOfShared = new Map(shared.map(({ factId, likeId }) => [factId, likes.get(likeId)]))
  const renamed = await acceptedById(
    ctx,
    shared.map(({ factId }) => factId),
  )
  return [...alike, ...renamed.map(each => ({ ...each, about: aboutOfShared.get(each.id) ?? each.about }))]
}

/** Kinds of which each two facts are a contradiction of their own, however many say the same. */
const betweenTwo: ReadonlySet<ContradictionKind> = new Set(['amount', 'figure', 'post', 'stage'])
export const isBetweenTwo = (kind: ContradictionKind) => betweenTwo.has(kind)

/**
 * What several others say alike is one contradiction; an other whose article repeats that of another one is no second witness and is
 * left out.
 */
function merged(found: readonly Found[], beside: ReadonlyMap<string, Known>): Found[] {
  const alike = Map.groupBy(found, each =>
    betweenTwo.has(each.kind) ? [each.kind, each.said, each.other, each.unit].join('|') : each,
  )
  return [...alike.values()].flatMap(([first, ...rest]) => {
    if (!first) return []
    const ids = [...new Set([first, ...rest].flatMap(({ otherIds }) => otherIds))]
    const articles = new Set(ids.map(id => beside.get(id)?.articleId))
    const otherIds = ids.filter(id => {
      const repeats = beside.get(id)?.repeats
      return repeats === null || repeats === undefined || !articles.has(repeats)
    })
    return [{ ...first, otherIds }]
  })
}

const keyOf = ({ kind, factIds }: { kind: ContradictionKind; factIds: readonly string[] }) =>
  [kind, ...factIds].join(' ')

function withDecisions(found: Found, decided: ReadonlyMap<string, readonly ContradictionRecord[]>): Raised {
  const { kind, factId, otherIds } = found
  const sets = betweenTwo.has(kind)
    ? otherIds.map(other => [factId, other].toSorted())
    : [[factId, ...otherIds].toSorted()]
  const ofSets = sets.map(factIds => decided.get(keyOf({ kind, factIds }))?.[0])
  const decisions = ofSets
    .filter(each => each !== undefined)
    .toSorted((a, b) => b.decidedAt.getTime() - a.decidedAt.getTime())
  return { ...found, sets, decisions, isOpen: !ofSets.every(each => each?.verdict === 'both') }
}

type Named = Contradiction['others'][number]

function namesOfOthers(
  ctx: Ctx,
  { page, article, text }: Article,
  standing: readonly FactRecord[],
  elsewhere: readonly AlikeFact[],
  texts: ReadonlyMap<string, string>,
): ReadonlyMap<string, Named> {
  const maySee = (of: { regionId: number; unitId: string | null }) =>
    policy['intake.read']?.test(ctx.actor, judged(of)) ?? false
  const name = (
    { id, pageId, articleId, state, fact }: FactRecord,
    on: PageNaming & { regionId: number; unitId: string | null; issueDate: string | null },
    printed: string,
  ): [string, Named] => [
    id,
    {
      factId: id,
      sentence: sentenceOf(printed, fact),
      page: pageLabel(on),
      publication: on.publication,
      issueDate: on.issueDate,
      state: state === 'accepted' ? 'accepted' : 'pending',
      isBeside: articleId === article.id,
      href: maySee(on) ? `/intake/${pageId}/${articleId}/${id}` : null,
    },
  ]
  const here = { ...page, pageName: page.name, pageLabel: page.page }
  return new Map([
    ...elsewhere.map(each => name(each, each, texts.get(each.sourceId) ?? '')),
    ...standing.map(each => name(each, here, text)),
  ])
}

function shapeOf(
  { kind, factId, said, other, unit, tolerance, otherIds, decisions, isOpen }: Raised,
  of: {
    sentences: ReadonlyMap<string, string>
    named: ReadonlyMap<string, Named>
    deciders: ReadonlyMap<string, string>
  },
): Contradiction {
  const [last] = decisions
  return {
    kind,
    said,
    other,
    unit,
    tolerance,
    sentence: of.sentences.get(factId) ?? '',
    others: otherIds.slice(0, SHOWN).flatMap(id => of.named.get(id) ?? []),
    total: otherIds.length,
    isOpen,
    decision: last
      ? {
          id: last.id,
          version: last.version,
          verdict: last.verdict,
          reason: last.decisionReason,
          by: of.deciders.get(last.decidedBy) ?? null,
          at: last.decidedAt.toISOString(),
        }
      : null,
  }
}
