import type { PickUp, PickUpShown } from '#contract/participation/pickUp.ts'
import { memberNames } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { mayOn, must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { newIn, prizePolicy } from '../policy.ts'
import { quizDraws } from '../store/drawRecords.ts'
import { type PickUpRow, pickUps, pickUpsOf } from '../store/pickUps.ts'
import { quizzes } from '../store/records.ts'

/** What is set for the prizes of a whole quiz, with its versions, as of the context's instant. Refuses `participation.not-found`. */
export async function pickUpOfQuiz(ctx: Ctx, quizId: string): Promise<PickUp> {
  must(ctx, prizePolicy, 'participation.see-prizes', newIn(ctx.regionId))
  const quiz = await quizzes.find(ctx, quizId)
  if (!quiz) throw refuse('participation.not-found')
  return told(ctx, quizId, null, quiz.draws !== null && !quiz.calledOff)
}

/** The same for one draw: its own, or else that of its quiz. */
export async function pickUpOfDraw(ctx: Ctx, drawId: string): Promise<PickUp> {
  must(ctx, prizePolicy, 'participation.see-prizes', newIn(ctx.regionId))
  const draw = await quizDraws.find(ctx, drawId)
  if (!draw) throw refuse('participation.not-found')
  const isOff = draw.calledOff || (await quizzes.find(ctx, draw.quizId))?.calledOff === true
  return told(ctx, draw.quizId, drawId, !isOff)
}

async function told(ctx: Ctx, quizId: string, drawId: string | null, isOpen: boolean): Promise<PickUp> {
  const all = await pickUpsOf(ctx, quizId)
  const own = all.find(each => each.drawId === drawId)
  const until = ctx.asOf ?? ctx.now
  const versions = own ? (await pickUps.versions(ctx, own.id)).filter(({ recordedFrom }) => recordedFrom <= until) : []
  const names = await memberNames(
    ctx,
    versions.map(({ recordedBy }) => recordedBy),
  )
  const shown = shownOf(all, drawId)
  return {
    shown,
    isOfQuiz: shown !== null && !own,
    version: own?.version ?? 0,
    versions: versions.map(({ version, place, times, bring, recordedFrom, recordedBy, reason }) => ({
      ...{ version, place, times, bring, why: reason },
      at: recordedFrom.toISOString(),
      by: names.get(recordedBy) ?? '',
    })),
    may: mayOn(ctx, prizePolicy, newIn(ctx.regionId)).filter(
      verb => verb === 'participation.see-prizes' || (isOpen && verb === 'participation.set-pick-up'),
    ),
    asOf: ctx.asOf?.toISOString() ?? null,
  }
}

/** What winners of a draw read: what is set for it, or else for its quiz; null where neither is. */
export function shownOf(all: readonly PickUpRow[], drawId: string | null): PickUpShown | null {
  const found = all.find(each => each.drawId === drawId) ?? all.find(each => each.drawId === null)
  if (!found) return null
  const { place, times, bring, version, recordedFrom } = found
  return { place, times, bring, changedAt: version > 1 ? recordedFrom.toISOString() : null }
}
