import { z } from 'zod'
import { instant } from '#contract/kernel.ts'
import { home, waiting } from '#contract/publishing.ts'
import { must } from '#kernel/policy.ts'
import { route } from '#kernel/room.ts'
import { homeOf } from './home.ts'
import { needsOf } from './needs.ts'
import { policy } from './policy.ts'

const asOf = z.object({ asOf: instant.optional() })

/** Which room's rail entry a reason counts for. */
const roomOf = (reason: string) =>
  reason === 'read-page'
    ? 'intake'
    : reason.endsWith('-batch') || reason.endsWith('-project')
      ? 'projects'
      : reason === 'freeze-pack'
        ? 'gatherings'
        : reason === 'decide-names'
          ? 'registry'
          : 'matters'

export const routes = [
  route(
    {
      method: 'GET',
      path: '/publishing/home',
      act: 'publishing.read',
      takes: { query: asOf },
      gives: home,
      summary: 'The home page: what needs me now',
    },
    ctx => homeOf(ctx),
  ),
  route(
    {
      method: 'GET',
      path: '/publishing/waiting',
      act: 'publishing.read',
      takes: { query: asOf },
      gives: waiting,
      summary: 'How much waits in each room, for the rail',
    },
    async ctx => {
      must(ctx, policy, 'publishing.read', { regionId: ctx.regionId })
      const needs = await needsOf(ctx)
      const counts: Record<string, number> = { today: needs.length }
      for (const { reason } of needs) counts[roomOf(reason)] = (counts[roomOf(reason)] ?? 0) + 1
      return counts
    },
  ),
]
