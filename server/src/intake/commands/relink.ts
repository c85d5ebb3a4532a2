import type { Article } from '#contract/extraction.ts'
import type { Ctx } from '#kernel/context.ts'
import { type Comparable, comparable, compare } from '../likeness/compare.ts'
import { shinglesOf } from '../likeness/shingles.ts'
import { SKETCH_VERSION, sketchOf } from '../likeness/sketch.ts'
import type { ArticleRecord } from '../store/articles.ts'
import { textOf } from '../store/pages.ts'
import {
  articleNamed,
  firstArticlesOf,
  keepSketches,
  lockRepeats,
  type RepeatRecord,
  repeats,
} from '../store/repeats.ts'

type Cut = {
  text: string
  /** The articles before they were cut anew. */
  touched: readonly ArticleRecord[]
  /** The pieces as now cut, each with its record. */
  kept: ReadonlyArray<{ record: ArticleRecord; again: Article }>
}

/**
 * After articles were cut anew by hand: each piece is sketched for itself, a new one repeats what the whole repeated (with what a person said
 * of it), one that was joined repeats nothing any more, and later articles that repeat the whole point to the piece they share most with.
 */
export async function relink(ctx: Ctx, { text, touched, kept }: Cut): Promise<void> {
  const pieces = kept.map(({ record, again: { span } }) => ({ record, printed: text.slice(span.start, span.end) }))
  await keepSketches(
    ctx,
    SKETCH_VERSION,
    pieces.map(({ record, printed }) => ({ articleId: record.id, bands: sketchOf(shinglesOf(printed)) })),
  )
  await inherit(ctx, touched, pieces)
  await pointLater(ctx, touched, pieces)
}

type Piece = { record: ArticleRecord; printed: string }

async function inherit(ctx: Ctx, touched: readonly ArticleRecord[], pieces: readonly Piece[]): Promise<void> {
  const own = new Map<string, RepeatRecord>()
  for (const { id } of touched) {
    const [repeat] = await lockRepeats(ctx, { articleId: id })
    if (repeat) own.set(id, repeat)
  }
  const [whole] = own.values()
  if (!whole) return
  const firsts: Made[] = []
  for (const id of new Set([whole.firstArticleId, ...(await firstArticlesOf(ctx, whole))])) {
    const made = await printedOf(ctx, id)
    if (made) firsts.push({ id, made })
  }
  const stay = new Set(pieces.map(({ record }) => record.id))
  const before = new Set(touched.map(({ id }) => id))
  for (const { record, printed } of pieces) {
    const standing = own.get(record.id)
    const { pageId, firstPageId, firstArticleId, likeness, contained, exact } = whole
    const measured = closest(comparable(printed), firsts) ?? { firstArticleId, likeness, contained, exact }
    if (standing?.id === whole.id) await repeats.change(ctx, standing, measured, 'cut anew')
    // An article has one such record ever: one that stood before without it was said to stand by itself.
    else if (!before.has(record.id)) {
      const { verdict, decidedBy, decidedAt, decisionReason } = whole
      const said = { verdict, decidedBy, decidedAt, decisionReason }
      await repeats.insert(ctx, { pageId, articleId: record.id, firstPageId, ...measured, ...said })
    }
  }
  for (const [id, repeat] of own) if (!stay.has(id)) await repeats.withdraw(ctx, repeat, 'joined')
}

async function pointLater(ctx: Ctx, touched: readonly ArticleRecord[], pieces: readonly Piece[]): Promise<void> {
  const later = await lockRepeats(ctx, { firstArticleIds: touched.map(({ id }) => id) })
  if (later.length === 0) return
  const cut = pieces.map(({ record, printed }) => ({ id: record.id, made: comparable(printed) }))
  for (const repeat of later) {
    const own = await printedOf(ctx, repeat.articleId)
    const measured = own && closest(own, cut)
    if (measured) await repeats.change(ctx, repeat, measured, 'cut anew')
  }
}

type Made = { id: string; made: Comparable }

/** The article that one shares most with, of some that one of them repeats, and how alike they are. */
function closest(own: Comparable, others: readonly Made[]) {
  const [best] = others
    .map(({ id, made }) => ({ id, alike: compare(own, made) }))
    .toSorted((a, b) => b.alike.likeness - a.alike.likeness)
  if (!best) return undefined
  const { likeness, contained, isExact } = best.alike
  return { firstArticleId: best.id, likeness: rounded(likeness), contained: rounded(contained), exact: isExact }
}

const rounded = (share: number) => Math.round(share * 1000) / 1000

async function printedOf(ctx: Ctx, articleId: string): Promise<Comparable | undefined> {
  const named = await articleNamed(ctx, articleId)
  return named && comparable((await textOf(ctx, named.sourceId)).slice(named.spanStart, named.spanEnd))
}
