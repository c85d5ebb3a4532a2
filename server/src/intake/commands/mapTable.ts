import type { TableMapping } from '#contract/intake/tables.ts'
import type { Ctx } from '#kernel/context.ts'
import { lockNamed } from '#kernel/namedLock.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { policy } from '../policy.ts'
import { sameContent } from '../rules.ts'
import { articles } from '../store/articles.ts'
import { lockProposals } from '../store/askings.ts'
import { facts, lockFacts } from '../store/facts.ts'
import { type PageRecord, pages } from '../store/pages.ts'
import { lockMappingOf, type MappingRecord, mappings, type TableRecord, tables } from '../store/tables.ts'
import { arranged, misfit } from '../tables/fit.ts'
import { confirmed, recalled } from '../tables/recall.ts'
import type { Dated } from './datePage.ts'
import { lockPage } from './load.ts'
import { readAgain, takeArticle } from './rereading.ts'

/**
 * Confirms what the columns of a table mean, or says it anew: its rows are read with it, and it is remembered for the next table with these
 * columns. No decision is lost: pending facts nobody touched give way to the new reading, decided, corrected and hand-written ones stay, and
 * those decided that the new reading has otherwise are named.
 *
 * Refuses `intake.changed-conflict` {seen, now}, and what `misfit` finds wrong.
 */
export async function mapTable(
  ctx: Ctx,
  id: string,
  { version, mapping }: { version: number; mapping: TableMapping },
  patienceMs?: number,
): Promise<Dated> {
  const table = await tables.lock(ctx, id)
  if (!table) throw refuse('intake.not-found')
  const page = await lockPage(ctx, table.pageId, 'intake.review')
  if (version !== table.version)
    throw refuse('intake.changed-conflict', { seen: version, now: table.version }, { field: 'version' })
  const wrong = misfit(mapping, table.shape.columns)
  if (wrong) throw wrong
  const keys = table.shape.columns.map(({ key }) => key)
  const own = arranged(mapping, keys) ?? mapping

  const reading = await readAgain(ctx, page, page.issueDate, patienceMs, new Map([[table.id, own]]))
  const at = reading.articles.findIndex(({ span }) => span.start === table.shape.span.start)
  const [again, outcome] = [reading.articles[at], reading.outcomes?.[at]]
  const article = await articles.find(ctx, table.articleId)
  if (!again || !outcome || !article) throw new Error(`the table ${id} is not where it was`)

  const standing = await lockFacts(ctx, page.id, { articleId: article.id })
  const origins = new Map((await lockProposals(ctx, page.id)).map(proposal => [proposal.factId, proposal]))
  const { reread, decidedDiffering, left } = await takeArticle(ctx, page, article, again, { facts: standing, origins })
  for (const fact of left) {
    const isUntouched = fact.state === 'pending' && fact.corrected.length === 0 && fact.original !== null
    if (isUntouched && origins.get(fact.id)?.agrees !== false) await facts.withdraw(ctx, fact, 'read anew')
  }
  const remembered = await remember(ctx, table, page, own)
  await tables.change(ctx, table, { mapping: own, mappingId: remembered.id, outcome })
  const changed = await pages.change(ctx, page, {})
  await ctx.record(
    'intake.table-mapped',
    { kind: 'page', id: page.id },
    { table: id, mapping: remembered.id, kind: own.kind, facts: outcome.facts, refused: outcome.refused, reread },
  )
  return { page: changed, reread, decidedDiffering }
}

/** Keeps what was said for the next table with these columns; said again as it stands, it stays as it was. */
async function remember(ctx: Ctx, table: TableRecord, page: PageRecord, mapping: TableMapping): Promise<MappingRecord> {
  const told = {
    reading: confirmed(table.shape, mapping),
    kind: mapping.kind,
    pageId: page.id,
    confirmedBy: ctx.actor.id,
    confirmedAt: ctx.now,
  }
  // One after the other, so that two who say it at once of two pages do not both make the first record.
  await lockNamed(ctx, 'intake.mapping')
  const old = await lockMappingOf(ctx, table.namesKey)
  if (!old) return mappings.insert(ctx, { namesKey: table.namesKey, ...told })
  const isSame = sameContent(recalled(old.reading, table.shape), mapping)
  return isSame ? old : mappings.change(ctx, old, told)
}

/**
 * Forgets what columns mean: the next table with them is asked about again; what was read stays. Refuses `intake.changed-conflict`
 * {seen, now}.
 */
export async function forgetMapping(
  ctx: Ctx,
  id: string,
  { version, reason }: { version: number; reason?: string | undefined },
): Promise<void> {
  must(ctx, policy, 'intake.switch-lesson', { regionId: ctx.regionId, unitId: null, accepted: false })
  const mapping = await mappings.lock(ctx, id)
  if (!mapping) throw refuse('intake.not-found')
  if (version !== mapping.version)
    throw refuse('intake.changed-conflict', { seen: version, now: mapping.version }, { field: 'version' })
  await mappings.withdraw(ctx, mapping, reason || 'forgotten')
  await ctx.record('intake.mapping-forgotten', { kind: 'mapping', id }, { kind: mapping.kind })
}
