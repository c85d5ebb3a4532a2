import type { Article, Fact } from '#contract/extraction.ts'
import type { TableMapping } from '#contract/intake/tables.ts'
import type { Ctx } from '#kernel/context.ts'
import { sha256OfText } from '#kernel/evidence/sources.ts'
import type { Day } from '#kernel/time/index.ts'
import type { Hand } from '../extract/index.ts'
import { learntFor } from '../learning/teach.ts'
import { patiently } from '../reading/desk.ts'
import { knownNames } from '../reading/knownNames.ts'
import { readAside } from '../reading/readAside.ts'
import type { Reading, WholeOptions } from '../reading/whole.ts'
import { correctedFields, identityOf, sameContent } from '../rules.ts'
import { type ArticleRecord, articles } from '../store/articles.ts'
import { type ProposalRecord, proposals } from '../store/askings.ts'
import { type FactRecord, facts, insertFacts } from '../store/facts.ts'
import { type LayingRecord, layingsOf } from '../store/layings.ts'
import { type PageRecord, textOf } from '../store/pages.ts'
import { lockRepeated, lockRepeats, repeatedFacts } from '../store/repeats.ts'
import { tablesOf } from '../store/tables.ts'
import { forgetVerdicts } from './forgetVerdicts.ts'
import { keepRepeated, partRepeated } from './judgeRepeat.ts'
import { partsOf, pendingFact } from './pendingFact.ts'

/**
 * Reads a page again, from another day or as a person has laid it; what stands of their laying is always obeyed. A page that is a table is read
 * by what its columns were said to mean, or, for those in `mappings` by their id, by what is said there.
 */
export async function readAgain(
  ctx: Ctx,
  page: PageRecord,
  issueDate: Day | null,
  patienceMs: number | undefined,
  mappings: ReadonlyMap<string, TableMapping> = new Map(),
): Promise<Reading> {
  const text = await textOf(ctx, page.sourceId)
  const hand = handOf(await layingsOf(ctx, page.id))
  const [gazetteer, learnt] = [await knownNames(ctx), await learntFor(ctx, page)]
  const sheets = (await tablesOf(ctx, page.id)).map(({ id, sheet, shape, mapping }) => ({
    sheet,
    title: shape.title,
    span: shape.span,
    table: shape,
    mapping: mappings.get(id) ?? mapping,
  }))
  const options: WholeOptions = {
    name: page.name,
    issueDate,
    gazetteer,
    hand,
    learnt,
    ...(sheets.length > 0 ? { sheets } : {}),
  }
  const work = () => readAside(text, options)
  if (patienceMs === undefined) return work()
  return patiently(sha256OfText(JSON.stringify([page.id, page.version, options])), page.name, patienceMs, work)
}

/** What was said of the lines of a page, as the reader takes it. */
function handOf(said: readonly LayingRecord[]): Hand {
  const of = (act: LayingRecord['act']) => said.filter(each => each.act === act).map(({ atLine }) => atLine)
  return {
    begins: of('begins'),
    joins: of('joins'),
    continues: of('continues'),
    breaks: of('breaks'),
    moves: said.flatMap(({ act, atLine: at, afterLine: after }) =>
      act === 'moves' && after !== null ? [{ at, after }] : [],
    ),
  }
}

type Standing = { facts: readonly FactRecord[]; origins: ReadonlyMap<string, ProposalRecord> }
export type Taken = { reread: number; decidedDiffering: string[]; left: FactRecord[] }

/**
 * Lays the new reading of one article over its facts: those known read anew where nobody touched them, new ones are added. Gives how many
 * changed, which decided ones now read otherwise, and which of those standing the new reading has no more.
 */
export async function takeArticle(
  ctx: Ctx,
  page: PageRecord,
  article: ArticleRecord,
  again: Article,
  { facts: here, origins }: Standing,
): Promise<Taken> {
  await redate(ctx, article, { datelines: again.datelines, bylines: again.bylines })
  const { known, fresh, left } = pair(here, again.facts)
  const decidedDiffering: string[] = []
  let reread = await takeFresh(ctx, page, article, { standing: here.length, fresh })
  for (const { old, fact } of known) {
    await readAfterAll(ctx, origins.get(old.id))
    if (correctedFields(old.original ?? fact, fact).length === 0) continue
    reread++
    await takeFact(ctx, old, fact)
    if (old.state !== 'pending') decidedDiffering.push(old.id)
  }
  return { reread, decidedDiffering, left }
}

type Fresh = { standing: number; fresh: readonly Fact[] }

/** Adds facts that are not on the page yet; what an earlier article has already points there, as it reads now. Gives how many wait. */
async function takeFresh(
  ctx: Ctx,
  page: PageRecord,
  { id }: ArticleRecord,
  { standing, fresh }: Fresh,
): Promise<number> {
  const [own] = await lockRepeats(ctx, { articleId: id })
  const parted = await partRepeated(ctx, own, fresh)
  for (const each of own ? await lockRepeated(ctx, page.id) : [])
    if (each.articleId === id) await repeatedFacts.withdraw(ctx, each, 'read again')
  if (own) await keepRepeated(ctx, { ...own, articleId: id }, parted.again)
  await insertFacts(
    ctx,
    parted.own.map((fact, index) => pendingFact(page.id, id, standing + index + 1, fact)),
  )
  return parted.own.length
}

/** What only a model had proposed and the reader now reads too is the reader's, and both agree. */
async function readAfterAll(ctx: Ctx, proposal: ProposalRecord | undefined): Promise<void> {
  if (proposal && !proposal.agrees) await proposals.change(ctx, proposal, { agrees: true })
}

async function redate(ctx: Ctx, article: ArticleRecord, reading: ArticleRecord['reading']): Promise<void> {
  if (sameContent(article.reading, reading)) return
  const kept = await articles.lock(ctx, article.id)
  if (kept) await articles.change(ctx, kept, { reading })
}

/** Which fact of the new reading is which fact on file; one on file is never taken twice. */
function pair(here: readonly FactRecord[], read: readonly Fact[]) {
  const waiting = Map.groupBy(here, fact => identityOf(fact.original ?? fact.fact))
  const known: Array<{ old: FactRecord; fact: Fact }> = []
  const fresh: Fact[] = []
  for (const fact of read) {
    const old = waiting.get(identityOf(fact))?.shift()
    if (old) known.push({ old, fact })
    else fresh.push(fact)
  }
  return { known, fresh, left: [...waiting.values()].flat() }
}

/** A pending fact nobody touched reads anew; of any other only the reading beside it is renewed. */
async function takeFact(ctx: Ctx, old: FactRecord, fact: Fact): Promise<FactRecord> {
  if (old.state === 'pending' && old.corrected.length === 0) {
    await forgetVerdicts(ctx, old.id, { reason: 'read again' })
    return facts.change(ctx, old, { ...partsOf(fact), original: fact })
  }
  return facts.change(ctx, old, { original: fact, corrected: correctedFields(fact, old.fact) })
}
