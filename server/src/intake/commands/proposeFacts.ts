import { z } from 'zod'
import type { Fact } from '#contract/extraction.ts'
import { id } from '#contract/kernel.ts'
import type { Ctx } from '#kernel/context.ts'
import { sha256OfText } from '#kernel/evidence/sources.ts'
import { type JobWork, jobKind } from '#kernel/jobs/index.ts'
import { jsonOf } from '#kernel/model/index.ts'
import { lockNamed } from '#kernel/namedLock.ts'
import { must } from '#kernel/policy.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import { judged, policy } from '../policy.ts'
import { check } from '../proposals/check.ts'
import { Counted } from '../proposals/counted.ts'
import { beside } from '../proposals/merge.ts'
import { SYSTEM } from '../proposals/prompt.ts'
import { answer, answerSchema } from '../proposals/shape.ts'
import {
  type AskingRecord,
  askings,
  insertProposals,
  insertRequest,
  lockProposals,
  requestsSince,
} from '../store/askings.ts'
import { insertFacts, lockFacts } from '../store/facts.ts'
import { type PageRecord, pages } from '../store/pages.ts'
import { lockRepeated } from '../store/repeats.ts'
import { partsOf } from './askModel.ts'
import { pendingFact } from './pendingFact.ts'

const HOUR_MS = 3_600_000
/** So many proposals of one part are looked at; a page of newspaper has no more facts. */
const MOST_OF_A_PART = 200

/**
 * Asks the model about a page, part after part, and keeps what stands (`intake.propose`). The page is complete without it: whatever goes
 * wrong ends the asking with its reason, which the desk shows, and changes nothing else. Each part is kept as it comes, so that a program
 * that breaks off goes on where it was, and an asking that failed keeps what it had.
 */
export const proposeFacts = jobKind({
  input: z.object({ asking: id }),
  aside: true,
  async run(job, { asking }) {
    try {
      await askParts(job, asking)
    } catch (error) {
      // Told to stop, or the database is away: the job is taken up again, or ended by whoever cancelled it.
      if (job.signal.aborted || (error instanceof Refusal && error.code.startsWith('kernel.'))) throw error
      const why = error instanceof Refusal ? error : refuse('model.fault')
      await job.step(`failed-${job.attempt}`, ctx => endAsking(ctx, asking, why))
      throw error
    }
  },
})

async function askParts(job: JobWork, askingId: string): Promise<void> {
  const { model, asking, text, windows } = await job.ask(async ctx => {
    const found = await askings.find(ctx, askingId)
    const page = found && (await pages.find(ctx, found.pageId))
    if (!page) throw refuse('intake.not-found')
    return { model: ctx.model, asking: found, ...(await partsOf(ctx, page)) }
  })
  // It ended, and the program broke off before the job did.
  if (asking.state !== 'asked') return
  if (!model) throw refuse('model.off')
  for (const [part, window] of windows.entries()) {
    if (part < asking.partsDone) continue
    await job.progress({ done: part, total: windows.length })
    const sent = text.slice(window.start, window.end)
    const said = await model.ask({
      system: SYSTEM,
      text: sent,
      schema: answerSchema,
      signal: job.signal,
      permit: async () => {
        // A name of its own each time: leave that was given before the program stopped is no leave now.
        const once = await job.ask(async ctx => ctx.newId())
        await job.step(`send-${once}`, ctx => leaveToSend(ctx, askingId, sent))
      },
    })
    const told = answer.safeParse(jsonOf(said))
    if (!told.success) throw refuse('model.answer-unfit')
    await job.step(`keep-${part}`, ctx => keepPart(ctx, askingId, part, told.data.proposals), { done: part + 1 })
  }
  await job.step('done', ctx => endAsking(ctx, askingId))
}

/**
 * Looks, before each request, whether the page may still be sent, and counts the request. Refuses `model.page-internal` and
 * `model.hour-full` {most}.
 */
async function leaveToSend(ctx: Ctx, askingId: string, sent: string): Promise<void> {
  const { page } = await lockAsking(ctx, askingId)
  if (!ctx.model) throw refuse('model.off')
  if (page.internal) throw refuse('model.page-internal')
  // One after the other, so that what is left of the hour is not given away twice.
  await lockNamed(ctx, 'intake.model')
  const { perHour } = ctx.model.limits
  const before = await requestsSince(ctx, new Date(ctx.now.getTime() - HOUR_MS))
  if (before >= perHour) throw refuse('model.hour-full', { most: perHour })
  const request = { askingId, chars: sent.length, sha256: sha256OfText(sent) }
  await insertRequest(ctx, request)
  await ctx.record(
    'intake.text-sent',
    { kind: 'page', id: page.id },
    { asking: askingId, chars: request.chars, sha256: request.sha256 },
  )
}

/** Keeps what stands of one part: new facts with their origin, and on facts that were there that the model agrees. */
async function keepPart(ctx: Ctx, askingId: string, part: number, told: readonly unknown[]): Promise<void> {
  const { page, asking } = await lockAsking(ctx, askingId)
  const { text, articles, spans, windows } = await partsOf(ctx, page)
  const window = windows[part]
  if (!window) throw refuse('intake.not-found')
  const proposed = new Set((await lockProposals(ctx, page.id)).map(({ factId }) => factId))
  const counted = new Counted(await lockFacts(ctx, page.id), proposed)
  const again = await lockRepeated(ctx, page.id)
  const isPrintedAgain = (fact: Fact, articleId: string) =>
    again.some(each => each.articleId === articleId && beside(fact, each.fact) !== 'other')
  for (const raw of told.slice(0, MOST_OF_A_PART)) {
    const checked = check(raw, { text, window, articles: spans })
    const article = 'fact' in checked ? articles[checked.article] : undefined
    if ('why' in checked) counted.drop(checked.why)
    else if (article && isPrintedAgain(checked.fact, article.id)) counted.drop('read-already')
    else if (article) counted.take(checked.fact, article.id)
  }
  counted.drop('over-the-most', Math.max(0, told.length - MOST_OF_A_PART))

  const { added, agreeing, dropped } = counted
  const kept = await insertFacts(ctx, newFacts(page, added, counted.standing))
  const link = (factId: string, agrees: boolean) => ({ pageId: page.id, factId, askingId, agrees })
  await insertProposals(ctx, [
    ...kept.map(({ id: fact }) => link(fact, false)),
    ...agreeing.map(fact => link(fact, true)),
  ])
  const sum = { ...asking.dropped }
  for (const [why, n] of Object.entries(dropped)) sum[why] = (sum[why] ?? 0) + n
  await askings.change(ctx, asking, {
    partsDone: part + 1,
    proposed: asking.proposed + told.length,
    added: asking.added + added.length,
    agreed: asking.agreed + agreeing.length,
    dropped: sum,
  })
  await ctx.record(
    'intake.model-proposed',
    { kind: 'page', id: page.id },
    { asking: askingId, proposed: told.length, added: added.length, agreed: agreeing.length },
  )
}

function newFacts(
  page: PageRecord,
  added: ReadonlyArray<{ fact: Fact; articleId: string }>,
  standing: ReadonlyMap<string, number>,
) {
  return added.map(({ fact, articleId }, index) =>
    pendingFact(page.id, articleId, (standing.get(articleId) ?? 0) + index + 1, fact),
  )
}

async function endAsking(ctx: Ctx, askingId: string, why?: Refusal): Promise<void> {
  const asking = await askings.lock(ctx, askingId)
  if (asking?.state !== 'asked') return
  await askings.change(ctx, asking, {
    state: why ? 'failed' : 'done',
    errorCode: why?.code ?? null,
    errorParams: why ? { ...why.params } : null,
  })
  const subject = { kind: 'page', id: asking.pageId }
  await ctx.record('intake.model-ended', subject, { asking: askingId, failedWith: why?.code ?? null })
}

/** The asking and its page, locked, while whoever asked may bring such a page. */
async function lockAsking(ctx: Ctx, askingId: string): Promise<{ asking: AskingRecord; page: PageRecord }> {
  const asking = await askings.lock(ctx, askingId)
  const page = asking && (await pages.lock(ctx, asking.pageId))
  if (!asking || !page) throw refuse('intake.not-found')
  must(ctx, policy, 'intake.bring', judged(page))
  return { asking, page }
}
