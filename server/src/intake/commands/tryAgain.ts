import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { policy } from '../policy.ts'
import { deliveries } from '../store/deliveries.ts'
import { lookSoon } from '../store/sources.ts'

/**
 * Has a delivery that came to nothing tried again at the next look, which comes at once. Refuses `intake.not-found`,
 * `intake.changed-conflict` {seen, now} and `intake.delivery-done` where it is brought or known, or waits already.
 */
export async function tryAgain(ctx: Ctx, id: string, { version }: { version: number }): Promise<void> {
  must(ctx, policy, 'intake.try-again', { regionId: ctx.regionId, unitId: null, accepted: false })
  const delivery = await deliveries.lock(ctx, id)
  if (!delivery) throw refuse('intake.not-found')
  if (delivery.version !== version)
    throw refuse('intake.changed-conflict', { seen: version, now: delivery.version }, { field: 'version' })
  if (delivery.state !== 'refused' && delivery.state !== 'failed') throw refuse('intake.delivery-done')
  await deliveries.change(ctx, delivery, {
    state: 'waiting',
    errorCode: null,
    errorParams: null,
    tries: 0,
    againAt: null,
  })
  await lookSoon(ctx, delivery.source)
  await ctx.record('intake.delivery-again', { kind: 'delivery', id })
}
