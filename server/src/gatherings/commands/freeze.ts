import type { Ctx } from '#kernel/context.ts'
import { fixedInstant } from '#kernel/fixedInstant.ts'
import { refuse } from '#kernel/refusal.ts'
import { buildPack, PACK_FORM } from '../pack/build.ts'
import { hashOfPack, previousOf } from '../queries/pack.ts'
import { meetings, packForms, packs, packsOf, type ReviewPack } from '../store/records.ts'
import { lockFor } from './meetings.ts'

/**
 * Freezes a meeting's review pack: keeps the instant and the hash of what the pack says as of it. Drafts are numbered; none is replaced.
 *
 * The instant is the one given, or now; at the latest a second ago, because commands that began later may still be running.
 */
export async function freezePack(
  ctx: Ctx,
  meetingId: string,
  given: { asOf?: string | undefined },
): Promise<ReviewPack> {
  const meeting = await lockFor(ctx, meetingId, 'gatherings.freeze')
  const wanted = given.asOf ? new Date(given.asOf) : ctx.now
  if (wanted > ctx.now) throw refuse('kernel.as-of-in-future', { now: ctx.now.toISOString() }, { field: 'asOf' })
  const fixed = await fixedInstant(ctx)
  const asOf = new Date(Math.min(wanted.getTime(), fixed.getTime()))
  const then = { ...ctx, asOf }
  const previous = await previousOf(then, meeting)
  const body = await buildPack(ctx, (await meetings.find(then, meetingId)) ?? meeting, asOf, previous)
  const drafts = await packsOf(ctx, meetingId)
  const pack = await packs.insert(ctx, {
    meetingId,
    draftNumber: (drafts.at(-1)?.draftNumber ?? 0) + 1,
    asOf,
    previousAsOf: previous?.asOf ?? null,
    contentSha256: hashOfPack(body),
    figures: body.figureCount,
  })
  await packForms.insert(ctx, { packId: pack.id, form: PACK_FORM })
  await ctx.record(
    'gatherings.pack-frozen',
    { kind: 'meeting', id: meetingId },
    { draft: pack.draftNumber, asOf: asOf.toISOString(), sha256: pack.contentSha256 },
  )
  return pack
}
