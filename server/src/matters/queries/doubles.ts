import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { nobodys } from '../commands/create.ts'
import { roomPolicy } from '../policy.ts'
import { type Double, doublesOf } from '../rules/doubles.ts'
import { titlesGoingOn } from '../store/matters.ts'

/** Matters going on whose titles look like the one being written, so that nothing is registered twice unseen. */
export async function doublesOfTitle(ctx: Ctx, title: string): Promise<Double[]> {
  must(ctx, roomPolicy, 'matters.create', nobodys(ctx))
  return doublesOf(title, await titlesGoingOn(ctx))
}
