import type { Extraction, Fact } from '#contract/extraction.ts'
import type { Ctx } from '#kernel/context.ts'
import { sha256OfText, sources } from '#kernel/evidence/sources.ts'
import type { Day } from '#kernel/time/index.ts'
import { learntFor } from '../learning/teach.ts'
import { patiently } from '../reading/desk.ts'
import { knownNames } from '../reading/knownNames.ts'
import { readAside } from '../reading/readAside.ts'
import { correctedFields, identityOf, sameContent } from '../rules.ts'
import { type ArticleRecord, articles, articlesOf } from '../store/articles.ts'
import { lockProposals, type ProposalRecord, proposals } from '../store/askings.ts'
import { type FactRecord, facts, insertFacts, lockFacts } from '../store/facts.ts'
import { type PageRecord, pages, textOf } from '../store/pages.ts'
import { lockRepeated, lockRepeats, repeatedFacts } from '../store/repeats.ts'
import { keepRepeated, partRepeated } from './judgeRepeat.ts'
import { lockPage } from './load.ts'
import { partsOf, pendingFact } from './pendingFact.ts'

export type Dated = { page: PageRecord; reread: number; decidedDiffering: string[] }

/**
 * Sets the issue date of a page, or with null goes back to what the page itself says. The page is read again from that day, so that
 * 昨天 and 4月 fall where they belong; no decision is lost: pending facts nobody touched are replaced by the new reading, decided and
 * corrected ones stay as they are and are named where the new reading differs.
 */
export async function datePage(
  ctx: Ctx,
  id: string,
  { version, issueDate }: { version: number; issueDate: Day | null },
  patienceMs?: number,
): Promise<Dated> {
  const old = await lockPage(ctx, id, 'intake.describe', version)
  const extraction = await readAgain(ctx, old, issueDate, patienceMs)
  const { value, basis } = extraction.issueDate
  const given = issueDate !== null
  const source = await sources.lock(ctx, old.sourceId)
  if (!source) throw new Error(`the source ${old.sourceId} is not there`)
  await sources.change(ctx, source, { issueDate: value, issueDateBasis: given ? null : basis })
  const page = await pages.change(ctx, old, {
    issueDate: value,
    dateStanding: value === null ? 'open' : given ? 'given' : 'found',
    dateBasis: given ? null : basis,
  })
  const { reread, decidedDiffering } = await takeReading(ctx, page, extraction)
  await ctx.record(
    'intake.page-dated',
    { kind: 'page', id },
    { issueDate: value, reread, differing: decidedDiffering.length },
  )
  return { page, reread, decidedDiffering }
}

async function readAgain(ctx: Ctx, page: PageRecord, issueDate: Day | null, patienceMs: number | undefined) {
  const text = await textOf(ctx, page.sourceId)
  const options = { name: page.name, issueDate, gazetteer: await knownNames(ctx), learnt: await learntFor(ctx, page) }
  const work = () => readAside(text, options)
  if (patienceMs === undefined) return work()
  return patiently(sha256OfText(JSON.stringify([page.id, page.version, options])), page.name, patienceMs, work)
}

/** Lays a new reading over the articles of a page. With other names on file the reader may now cut the page otherwise; articles stay. */
async function takeReading(ctx: Ctx, page: PageRecord, extraction: Extraction) {
  const standing = Map.groupBy(await lockFacts(ctx, page.id), fact => fact.articleId)
  const origins = new Map((await lockProposals(ctx, page.id)).map(proposal => [proposal.factId, proposal]))
  const decidedDiffering: string[] = []
  let reread = 0
  for (const article of await articlesOf(ctx, page.id)) {
    const again = extraction.articles.find(
      ({ span }) => span.start === article.spanStart && span.end === article.spanEnd,
    )
    if (!again) continue
    await redate(ctx, article, { datelines: again.datelines, bylines: again.bylines })
    const here = standing.get(article.id) ?? []
    const { known, fresh } = pair(here, again.facts)
    for (const { old, fact } of known) {
      await readAfterAll(ctx, origins.get(old.id))
      if (correctedFields(old.original ?? fact, fact).length === 0) continue
      reread++
      await takeFact(ctx, old, fact)
      if (old.state !== 'pending') decidedDiffering.push(old.id)
    }
    reread += await takeFresh(ctx, page, article, here.length, fresh)
  }
  return { reread, decidedDiffering }
}

/** Facts that are not on the page yet; what an earlier article has already points there, as read from the new day. */
async function takeFresh(ctx: Ctx, page: PageRecord, { id }: ArticleRecord, standing: number, fresh: readonly Fact[]) {
  const [repeat] = await lockRepeats(ctx, { articleId: id })
  const { own, again } = await partRepeated(ctx, repeat, fresh)
  for (const each of repeat ? await lockRepeated(ctx, page.id) : [])
    if (each.articleId === id) await repeatedFacts.withdraw(ctx, each, 'read again')
  if (repeat) await keepRepeated(ctx, repeat, again)
  await insertFacts(
    ctx,
    own.map((fact, index) => pendingFact(page.id, id, standing + index + 1, fact)),
  )
  return own.length
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
  return { known, fresh }
}

/** A pending fact nobody touched reads anew; of any other only the reading beside it is renewed. */
function takeFact(ctx: Ctx, old: FactRecord, fact: Fact): Promise<FactRecord> {
  if (old.state === 'pending' && old.corrected.length === 0)
    return facts.change(ctx, old, { ...partsOf(fact), original: fact })
  return facts.change(ctx, old, { original: fact, corrected: correctedFields(fact, old.fact) })
}
