import { room } from '#kernel/room.ts'
import { draftFromFact, factWithdrawn } from './facts.ts'
import { partPolicy, policy, roomPolicy } from './policy.ts'
import { countEvidence, matterEvidence, partEvidence } from './queries/evidence.ts'
import { routes } from './routes.ts'
import { linkTo } from './store/links.ts'

export const matters = room({
  name: 'matters',
  directory: import.meta.dirname,
  policy: { ...roomPolicy, ...policy, ...partPolicy },
  routes,
  announces: ['matters.moved'],
  hears: { 'intake.fact-accepted': draftFromFact, 'intake.fact-withdrawn': factWithdrawn },
  evidence: { matter: matterEvidence, 'matter-part': partEvidence, matters: countEvidence },
  subjects: {
    matter: async (ctx, id) => {
      const found = await linkTo(ctx, id)
      return found && { title: found.refNo ? `${found.refNo} ${found.title}` : found.title, href: `/matters/${id}` }
    },
  },
})
