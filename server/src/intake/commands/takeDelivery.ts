import { setTimeout as pause } from 'node:timers/promises'
import type { CutLines } from '#contract/intake/deliveries.ts'
import type { Ctx } from '#kernel/context.ts'
import { sha256OfText } from '#kernel/evidence/sources.ts'
import type { JobWork } from '#kernel/jobs/index.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { SourceSetting } from '#kernel/sources/settings.ts'
import { textOfFile } from '../reading/textOfFile.ts'
import type { Delivery, Trouble } from '../sources/delivery.ts'
import { againAfter } from '../sources/waits.ts'
import { cutLines, type DeliveryRecord, deliveries, lockDelivery } from '../store/deliveries.ts'
import { bringPage } from './bringPage.ts'

/** How long a transaction waits for a page to be read before it is let go and asked again. */
const PATIENCE_MS = 500
const LONGEST_NAME = 200

/** What becomes of a delivery, as it is kept. */
type Outcome = Pick<DeliveryRecord, 'state' | 'pageId' | 'errorCode' | 'errorParams'>

/**
 * Brings one delivered thing as a page and notes what became of it, in one command: whatever breaks off in between, it is brought once. What
 * cannot be brought is noted with its reason and stops nothing. Throws where the database is away or the job is to stop.
 */
export async function takeDelivery(
  job: JobWork,
  source: SourceSetting,
  unitId: string | null,
  offered: Delivery | Trouble,
): Promise<void> {
  const told = {
    source: source.name,
    key: sha256OfText(offered.key),
    mark: offered.mark === undefined ? null : sha256OfText(offered.mark),
    name: offered.name.toWellFormed().replaceAll('\0', '').slice(0, LONGEST_NAME) || '—',
  }
  try {
    if ('problem' in offered) throw offered.problem
    await bringPatiently(job, source, unitId, offered, told)
  } catch (error) {
    if (!(error instanceof Refusal) || job.signal.aborted || error.code.startsWith('kernel.')) throw error
    const outcome = outcomeOf(error)
    const { cut } = 'problem' in offered ? {} : offered
    await job.step(`noted-${told.key}`, async ctx => void (await note(ctx, told, outcome, { cut })))
  }
}

type Told = Pick<DeliveryRecord, 'source' | 'key' | 'mark' | 'name'>

/** Brings a page; reading it takes as long as it takes, and no transaction is open meanwhile. */
async function bringPatiently(
  job: JobWork,
  source: SourceSetting,
  unitId: string | null,
  offered: Delivery,
  told: Told,
): Promise<void> {
  const { text } = offered
  const file = text === undefined ? await textOfFile(offered.bytes ?? new Uint8Array(), offered.name) : undefined
  const brought = {
    name: told.name,
    text,
    file,
    publication: offered.publication ?? source.publication,
    page: offered.page,
    issueDate: offered.issueDate,
    internal: source.internal,
    unitId,
  }
  for (;;) {
    try {
      await job.step(`brought-${told.key}`, async ctx => {
        if (isDone(await lockDelivery(ctx, told.source, told.key))) return
        const { page } = await bringPage(ctx, brought, PATIENCE_MS)
        const outcome: Outcome = { state: 'brought', pageId: page.id, errorCode: null, errorParams: null }
        await note(ctx, told, outcome, { cut: offered.cut })
      })
      return
    } catch (error) {
      if (!(error instanceof Refusal) || !busy.has(error.code)) throw error
      await pause(PATIENCE_MS, undefined, { signal: job.signal })
    }
  }
}

/** The desk is still reading the page, or too many others. */
const busy = new Set(['intake.reading-unavailable', 'intake.reading-too-many'])
/** Too much to do for a machine, ours or another: another time it may be well. */
const passing = new Set([
  'files.too-slow',
  'intake.page-too-slow',
  'sources.unreachable',
  'sources.timed-out',
  'sources.broke-off',
])
const isPassing = ({ code, params: { status } }: Refusal) =>
  code.endsWith('-unavailable') ||
  passing.has(code) ||
  (code === 'sources.status' && typeof status === 'number' && (status === 429 || status >= 500))

const isDone = (before: DeliveryRecord | undefined) => before?.state === 'brought' || before?.state === 'known'

function outcomeOf(why: Refusal): Outcome {
  const { code, params } = why
  if (code === 'intake.page-exists' && typeof params.page === 'string')
    return { state: 'known', pageId: params.page, errorCode: null, errorParams: null }
  const state = isPassing(why) ? 'failed' : 'refused'
  return { state, pageId: null, errorCode: code, errorParams: { ...params } }
}

type Noting = { isLast?: boolean; cut?: CutLines | undefined }

/**
 * Notes what became of a delivery, and of one that became a page what was `cut` from its text; one that failed is tried again later, unless
 * `isLast`. What was brought stays brought. Gives the record.
 */
export async function note(
  ctx: Ctx,
  told: Told,
  outcome: Outcome,
  { isLast = false, cut }: Noting = {},
): Promise<DeliveryRecord> {
  const before = await lockDelivery(ctx, told.source, told.key)
  if (before && isDone(before)) return before
  const tries = (before?.tries ?? 0) + 1
  const againAt = outcome.state === 'failed' && !isLast ? againAfter(ctx.now, tries) : null
  const kept = before
    ? await deliveries.change(ctx, before, { ...told, ...outcome, tries, againAt })
    : await deliveries.insert(ctx, { ...told, ...outcome, tries, againAt, deliveredAt: ctx.now })
  const lines = isDone(kept) && cut ? cut.quoted + cut.signature + cut.header : 0
  if (cut && lines > 0) await cutLines.insert(ctx, { deliveryId: kept.id, ...cut })
  await ctx.record(
    'intake.delivery-taken',
    { kind: 'delivery', id: kept.id },
    { state: kept.state, page: kept.pageId, why: kept.errorCode, tries, ...(lines > 0 ? { cut: lines } : {}) },
  )
  return kept
}
