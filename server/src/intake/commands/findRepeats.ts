import type { Ctx } from '#kernel/context.ts'
import { type Alike, comparable, compare, isRepeat } from '../likeness/compare.ts'
import { shinglesOf } from '../likeness/shingles.ts'
import { SKETCH_VERSION, sketchOf } from '../likeness/sketch.ts'
import type { ArticleRecord } from '../store/articles.ts'
import { textOf } from '../store/pages.ts'
import {
  articlesSharing,
  articlesUnsketched,
  type Candidate,
  keepSketches,
  type RepeatRecord,
  repeats,
} from '../store/repeats.ts'

/** So many articles that share most with one are compared with it. */
const COMPARED = 8
/** So many articles of earlier pages are sketched with each page that comes, until all are: of a city that lived before there were sketches. */
const CAUGHT_UP = 200

type Found = { candidate: Candidate; alike: Alike }

/**
 * Looks for earlier articles that the articles of a new page repeat, and links each with the one it holds most of. An article that itself
 * repeats another is passed over for that other. Articles of one page are not held against each other: a page prints nothing twice.
 */
export async function findRepeats(
  ctx: Ctx,
  articles: ReadonlyArray<Pick<ArticleRecord, 'id' | 'pageId' | 'spanStart' | 'spanEnd'>>,
  text: string,
  sketches: ReadonlyArray<readonly number[]>,
): Promise<Map<string, RepeatRecord>> {
  await catchUp(ctx)
  const texts = new Map<string, Promise<string>>()
  const textAt = async ({ sourceId, spanStart, spanEnd }: Candidate) => {
    const found = texts.get(sourceId) ?? textOf(ctx, sourceId)
    texts.set(sourceId, found)
    return (await found).slice(spanStart, spanEnd)
  }
  const links = new Map<string, RepeatRecord>()
  for (const [index, article] of articles.entries()) {
    const bands = sketches[index] ?? []
    if (bands.length === 0) continue
    const own = comparable(text.slice(article.spanStart, article.spanEnd))
    const sharing = { pageId: article.pageId, bands, sketchVersion: SKETCH_VERSION, limit: COMPARED }
    const found: Found[] = []
    for (const candidate of await articlesSharing(ctx, sharing)) {
      const other = comparable(await textAt(candidate))
      const alike = compare(own, other)
      if (isRepeat(own, other, alike)) found.push({ candidate, alike })
    }
    const first = best(found)
    if (first) links.set(article.id, await link(ctx, article, first))
  }
  await keepSketches(
    ctx,
    SKETCH_VERSION,
    articles.map(({ id }, index) => ({ articleId: id, bands: sketches[index] ?? [] })),
  )
  return links
}

function best(found: readonly Found[]): Found | undefined {
  const [first] = found.toSorted(
    (a, b) =>
      Number(a.candidate.repeats) - Number(b.candidate.repeats) ||
      Number(b.alike.isExact) - Number(a.alike.isExact) ||
      b.alike.contained - a.alike.contained ||
      b.alike.likeness - a.alike.likeness,
  )
  return first
}

function link(ctx: Ctx, article: Pick<ArticleRecord, 'id' | 'pageId'>, { candidate, alike }: Found) {
  return repeats.insert(ctx, {
    pageId: article.pageId,
    articleId: article.id,
    firstPageId: candidate.pageId,
    firstArticleId: candidate.articleId,
    likeness: rounded(alike.likeness),
    contained: rounded(alike.contained),
    exact: alike.isExact,
    verdict: null,
    decidedBy: null,
    decidedAt: null,
    decisionReason: null,
  })
}

const rounded = (share: number) => Math.round(share * 1000) / 1000

async function catchUp(ctx: Ctx): Promise<void> {
  const waiting = await articlesUnsketched(ctx, SKETCH_VERSION, CAUGHT_UP)
  if (waiting.length === 0) return
  const texts = new Map<string, string>()
  const sketches: Array<{ articleId: string; bands: number[] }> = []
  for (const { articleId, sourceId, spanStart, spanEnd } of waiting) {
    const text = texts.get(sourceId) ?? (await textOf(ctx, sourceId))
    texts.set(sourceId, text)
    sketches.push({ articleId, bands: sketchOf(shinglesOf(text.slice(spanStart, spanEnd))) })
  }
  await keepSketches(ctx, SKETCH_VERSION, sketches)
}
