import type { Ctx } from '#kernel/context.ts'
import { refuse } from '#kernel/refusal.ts'
import { PROMPT_VERSION } from '../proposals/prompt.ts'
import { isUnderWay } from '../proposals/underWay.ts'
import { windowsOf } from '../proposals/windows.ts'
import { articlesOf } from '../store/articles.ts'
import { type AskingRecord, askings, lastAsking } from '../store/askings.ts'
import { type PageRecord, textOf } from '../store/pages.ts'
import { countTables } from '../store/tables.ts'
import { lockPage } from './load.ts'

/**
 * Asks the model about a page again, as a job; goes on where an asking with the same words failed. Refuses `model.off`,
 * `model.page-internal`, `model.already-asked`, and of a page that is a table `intake.table-not-asked`.
 */
export async function askAgain(ctx: Ctx, pageId: string): Promise<void> {
  const page = await lockPage(ctx, pageId, 'intake.ask-model')
  if ((await countTables(ctx, pageId)) > 0) throw refuse('intake.table-not-asked')
  if (!ctx.model) throw refuse('model.off')
  if (page.internal) throw refuse('model.page-internal')
  const last = await lastAsking(ctx, pageId)
  if (last && isUnderWay(last, ctx.now)) throw refuse('model.already-asked')
  await askModel(ctx, page, last)
}

/**
 * Asks the installation's model about a page that may be sent, in the transaction of the command, to be done by a job after it. Does
 * nothing where there is no model, the page is internal, or it holds nothing to ask about.
 */
export async function askModel(ctx: Ctx, page: PageRecord, last?: AskingRecord): Promise<void> {
  if (!ctx.model || page.internal) return
  const parts = (await partsOf(ctx, page)).windows.length
  if (parts === 0) return
  const { name } = ctx.model
  const isSame =
    last?.state === 'failed' && last.model === name && last.prompt === PROMPT_VERSION && last.parts === parts
  const asking = await askings.insert(ctx, {
    pageId: page.id,
    model: name,
    prompt: PROMPT_VERSION,
    state: 'asked',
    askedBy: ctx.actor.id,
    askedAt: ctx.now,
    parts,
    partsDone: isSame ? last.partsDone : 0,
    proposed: 0,
    added: 0,
    agreed: 0,
    dropped: {},
    errorCode: null,
    errorParams: null,
  })
  await ctx.record('intake.model-asked', { kind: 'page', id: page.id }, { asking: asking.id, parts })
  await ctx.enqueue('intake.propose', { asking: asking.id })
}

/** A page as it is asked about: its text, its articles, and the parts that go one after another. */
export async function partsOf(ctx: Ctx, page: PageRecord) {
  const text = await textOf(ctx, page.sourceId)
  const articles = await articlesOf(ctx, page.id)
  const spans = articles.map(({ spanStart, spanEnd }) => ({ start: spanStart, end: spanEnd }))
  return { text, articles, spans, windows: windowsOf(text, spans) }
}
