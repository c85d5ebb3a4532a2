import { createHash } from 'node:crypto'
import type { Pack } from '#contract/gatherings.ts'
import type { Ctx } from '#kernel/context.ts'
import { canonical } from '#kernel/log/canonical.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { startOfDay } from '#kernel/time/index.ts'
import { buildPack, PACK_FORM, type PackBody, type Previous } from '../pack/build.ts'
import { policy } from '../policy.ts'
import { before } from '../rules.ts'
import { formsOf, type Meeting, meetings, meetingsOfSeries, packsOf } from '../store/records.ts'

/** SHA-256 over a pack's canonical JSON: what a freeze keeps and a later rendering must give again. */
export const hashOfPack = (body: PackBody) => createHash('sha256').update(canonical(body)).digest('hex')

/**
 * The meeting a pack compares with: the one before in its series, as of the instant its last pack was frozen at, or else the end
 * of its day. Everything is read as of the context's instant, so that a meeting put in between later changes no frozen pack.
 */
export async function previousOf(ctx: Ctx, meeting: Meeting): Promise<Previous | undefined> {
  if (!meeting.seriesId) return undefined
  const last = before(await meetingsOfSeries(ctx, meeting.seriesId), meeting.heldOn)
  if (!last) return undefined
  const frozen = (await packsOf(ctx, last.id)).at(-1)
  return { meeting: last, asOf: frozen?.asOf ?? new Date(startOfDay(last.heldOn).getTime() + 86_399_999) }
}

/**
 * A meeting's pack: a frozen draft by its number, or as of an instant, or as things stand. A frozen one says whether what is rendered
 * now is what was frozen then.
 */
export async function packOf(ctx: Ctx, meetingId: string, asked: { draft?: number | undefined }): Promise<Pack> {
  const meeting = await meetings.find({ ...ctx, asOf: null }, meetingId)
  if (!meeting) throw refuse('gatherings.not-found')
  must(ctx, policy, 'gatherings.pack', meeting)
  const drafts = await packsOf({ ...ctx, asOf: null }, meetingId)
  const frozen = asked.draft === undefined ? undefined : drafts.find(draft => draft.draftNumber === asked.draft)
  if (asked.draft !== undefined && !frozen) throw refuse('gatherings.draft-not-found', { draft: asked.draft })

  const asOf = frozen?.asOf ?? ctx.asOf ?? ctx.now
  const then = { ...ctx, asOf }
  const found = await previousOf(then, meeting)
  const previous = found && frozen?.previousAsOf ? { ...found, asOf: frozen.previousAsOf } : found
  // One frozen before forms were kept is of the first.
  const form = frozen ? ((await formsOf({ ...ctx, asOf: null }, meetingId)).get(frozen.id) ?? 1) : PACK_FORM
  const body = await buildPack(ctx, (await meetings.find(then, meetingId)) ?? meeting, asOf, previous, form)
  return {
    ...body,
    frozen: frozen
      ? {
          id: frozen.id,
          draftNumber: frozen.draftNumber,
          asOf: frozen.asOf.toISOString(),
          frozenAt: frozen.recordedFrom.toISOString(),
          frozenBy: frozen.byName ?? '',
          contentSha256: frozen.contentSha256,
          figures: frozen.figures,
        }
      : null,
    same: frozen ? hashOfPack(body) === frozen.contentSha256 : null,
  }
}
