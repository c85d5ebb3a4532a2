import type { Article } from '#contract/extraction.ts'
import type { LayingAct, LayPage } from '#contract/intake/laying.ts'
import type { Ctx } from '#kernel/context.ts'
import { refuse } from '#kernel/refusal.ts'
import { lineStart } from '../extract/index.ts'
import { type ArticleRecord, articles, articlesOf, insertArticles } from '../store/articles.ts'
import { lockProposals } from '../store/askings.ts'
import { type FactRecord, facts, lockFacts } from '../store/facts.ts'
import { type LayingRecord, layings, layingsOf } from '../store/layings.ts'
import { type PageRecord, pages, textOf } from '../store/pages.ts'
import { lockRepeated, repeatedFacts } from '../store/repeats.ts'
import { countTables } from '../store/tables.ts'
import type { Dated } from './datePage.ts'
import { lockPage } from './load.ts'
import { relink } from './relink.ts'
import { readAgain, takeArticle } from './rereading.ts'

/** What takes back what: said of the same line, the one undoes the other. */
const opposite: Partial<Record<LayingAct, LayingAct>> = {
  begins: 'joins',
  joins: 'begins',
  continues: 'breaks',
  breaks: 'continues',
}

/**
 * Lays a line of a page otherwise than the reader did (`layPage` in the contract says how), and reads the articles it touches again; the
 * others stay as they are. No decision is lost: facts keep their decisions and corrections and go with their passage; pending ones that
 * nobody touched give way to the new reading. Refuses `intake.line-unfit` {at} for no line of an article and `intake.line-lies-so` where
 * the page is read so already; a line is moved within its article only.
 */
export async function layPage(
  ctx: Ctx,
  id: string,
  { version, act, at, after }: LayPage,
  patienceMs?: number,
): Promise<Dated> {
  const old = await lockPage(ctx, id, 'intake.review', version)
  if ((await countTables(ctx, id)) > 0) throw refuse('intake.table-unlaid')
  const text = await textOf(ctx, old.sourceId)
  const all = await articlesOf(ctx, id)
  const line = placeOf(text, all, at)
  const target = after === undefined ? undefined : placeOf(text, all, after)
  const before = all[all.indexOf(line.article) - 1]
  const isFirst = lineStart(text, line.article.spanStart) === line.start
  if (act === 'begins' ? isFirst : act === 'joins' && (!isFirst || !before))
    throw refuse('intake.line-lies-so', {}, ofLine)
  if (target && (target.article !== line.article || target.start === line.start))
    throw refuse('intake.line-unfit', { at: after ?? at }, { field: 'after' })

  const page = await pages.change(ctx, old, {})
  const same = (await layingsOf(ctx, id)).filter(
    each => each.atLine === line.start && (each.act === 'moves') === (act === 'moves'),
  )
  for (const each of same) await takeOff(ctx, each)
  if (!same.some(each => each.act === opposite[act]))
    await layings.insert(ctx, { pageId: id, act, atLine: line.start, afterLine: target?.start ?? null })
  const touched = act === 'joins' && before ? [before, line.article] : [line.article]
  const recut = await recutArticles(ctx, page, text, { all, touched }, patienceMs)
  await ctx.record('intake.page-laid', { kind: 'page', id }, { act, at: line.start, reread: recut.reread })
  return { page, ...recut }
}

/** Takes back what was said last of a line of this page. Refuses `intake.nothing-laid`. */
export async function undoLaying(
  ctx: Ctx,
  id: string,
  { version }: { version: number },
  patienceMs?: number,
): Promise<Dated> {
  const old = await lockPage(ctx, id, 'intake.review', version)
  const last = (await layingsOf(ctx, id)).at(-1)
  if (!last) throw refuse('intake.nothing-laid')
  const text = await textOf(ctx, old.sourceId)
  const all = await articlesOf(ctx, id)
  const { article } = placeOf(text, all, last.atLine)
  const before = all[all.indexOf(article) - 1]
  const page = await pages.change(ctx, old, {})
  await takeOff(ctx, last)
  const touched = last.act === 'begins' && before ? [before, article] : [article]
  const recut = await recutArticles(ctx, page, text, { all, touched }, patienceMs)
  await ctx.record('intake.page-laying-undone', { kind: 'page', id }, { act: last.act, at: last.atLine })
  return { page, ...recut }
}

const ofLine = { field: 'at' }

async function takeOff(ctx: Ctx, { id }: LayingRecord): Promise<void> {
  const standing = await layings.lock(ctx, id)
  if (standing) await layings.withdraw(ctx, standing, 'undone')
}

/** The printed line an offset stands in, and its article. */
function placeOf(text: string, all: readonly ArticleRecord[], at: number): { start: number; article: ArticleRecord } {
  const start = lineStart(text, Math.min(at, text.length))
  const words = /^[^\n\r\u2028\u2029]*/.exec(text.slice(start, start + 100_000))?.[0] ?? ''
  const article = all.findLast(each => lineStart(text, each.spanStart) <= start)
  if (words.trim() === '' || !article) throw refuse('intake.line-unfit', { at }, ofLine)
  return { start, article }
}

type Cut = { all: readonly ArticleRecord[]; touched: readonly ArticleRecord[] }

/** Reads the touched articles again, which may now be more or fewer; the first ones keep their records, facts go where they stand. */
async function recutArticles(
  ctx: Ctx,
  page: PageRecord,
  text: string,
  { all, touched }: Cut,
  patienceMs: number | undefined,
): Promise<{ reread: number; decidedDiffering: string[] }> {
  const [first] = touched
  const next = all[all.indexOf(touched.at(-1) ?? all[0] ?? noArticle()) + 1]
  const range = {
    from: lineStart(text, first?.spanStart ?? 0),
    to: next ? lineStart(text, next.spanStart) : text.length,
  }
  const read = (await readAgain(ctx, page, page.issueDate, patienceMs)).articles
  const fresh = read.filter(({ span }) => range.from <= span.start && span.start < range.to)
  if (!first || fresh.length === 0) throw refuse('intake.line-unfit', { at: range.from }, ofLine)

  const standing = (await lockFacts(ctx, page.id)).filter(fact => touched.some(({ id }) => id === fact.articleId))
  const origins = new Map((await lockProposals(ctx, page.id)).map(proposal => [proposal.factId, proposal]))
  const kept = await recordsFor(ctx, page, first.position, touched, fresh)
  const homeOf = ({ spanStart }: FactRecord) => kept.findLast(({ again }) => again.span.start <= spanStart) ?? kept[0]
  const homed: FactRecord[] = []
  for (const fact of standing) {
    const home = homeOf(fact)?.record.id ?? fact.articleId
    homed.push(home === fact.articleId ? fact : await facts.change(ctx, fact, { articleId: home }))
  }
  await relink(ctx, { text, touched, kept })
  for (const gone of touched.slice(fresh.length)) {
    await articles.withdraw(ctx, gone, 'joined')
    for (const each of await lockRepeated(ctx, page.id))
      if (each.articleId === gone.id) await repeatedFacts.withdraw(ctx, each, 'joined')
  }
  await renumber(ctx, all.slice(all.indexOf(first) + touched.length), fresh.length - touched.length)

  const sum: { reread: number; decidedDiffering: string[] } = { reread: 0, decidedDiffering: [] }
  for (const { record, again } of kept) {
    const here = homed.filter(({ articleId }) => articleId === record.id)
    const taken = await takeArticle(ctx, page, record, again, { facts: here, origins })
    sum.reread += taken.reread
    sum.decidedDiffering.push(...taken.decidedDiffering)
    for (const fact of taken.left) {
      const isModels = origins.get(fact.id)?.agrees === false
      const isUntouched = fact.state === 'pending' && fact.corrected.length === 0 && fact.original !== null
      if (isUntouched && !isModels) await facts.withdraw(ctx, fact, 'read anew')
    }
  }
  return sum
}

function noArticle(): never {
  throw new Error('a line was found in no article')
}

/** The records of the articles as now cut: the first take over those that stood, in order; more are added. */
async function recordsFor(
  ctx: Ctx,
  page: PageRecord,
  position: number,
  touched: readonly ArticleRecord[],
  fresh: readonly Article[],
): Promise<Array<{ record: ArticleRecord; again: Article }>> {
  const partsOf = ({ title, kicker, subtitle, kind, span, datelines, bylines }: Article, index: number) => ({
    position: position + index,
    title,
    kicker,
    subtitle,
    kind,
    spanStart: span.start,
    spanEnd: span.end,
    reading: { datelines, bylines },
  })
  const kept: Array<{ record: ArticleRecord; again: Article }> = []
  for (const [index, again] of fresh.entries()) {
    const old = touched[index] && (await articles.lock(ctx, touched[index].id))
    const parts = partsOf(again, index)
    if (old) kept.push({ record: await articles.change(ctx, old, parts), again })
    else {
      const [record] = await insertArticles(ctx, [{ pageId: page.id, ...parts }])
      if (record) kept.push({ record, again })
    }
  }
  return kept
}

async function renumber(ctx: Ctx, behind: readonly ArticleRecord[], by: number): Promise<void> {
  if (by === 0) return
  for (const { id } of behind) {
    const old = await articles.lock(ctx, id)
    if (old) await articles.change(ctx, old, { position: old.position + by })
  }
}
