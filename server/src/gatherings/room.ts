import { room } from '#kernel/room.ts'
import { evidence, subjects } from './evidence.ts'
import { draftFromFact, withdrawWithFact } from './facts.ts'
import { policy } from './policy.ts'
import { routes } from './routes.ts'

export const gatherings = room({
  name: 'gatherings',
  directory: import.meta.dirname,
  policy,
  routes,
  hears: { 'intake.fact-accepted': draftFromFact, 'intake.fact-withdrawn': withdrawWithFact },
  evidence,
  subjects,
})
