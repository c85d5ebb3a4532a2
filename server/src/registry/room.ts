import { room } from '#kernel/room.ts'
import { evidence, subjects } from './evidence.ts'
import { factWithdrawn } from './factWithdrawn.ts'
import { policy } from './policy.ts'
import { routes } from './routes.ts'

/** Who is who: organisations, people in their posts, places, units of government; drafts from accepted facts, merges that can be undone. */
export const registry = room({
  name: 'registry',
  directory: import.meta.dirname,
  policy,
  routes,
  hears: { 'intake.fact-withdrawn': factWithdrawn },
  evidence,
  subjects,
})
