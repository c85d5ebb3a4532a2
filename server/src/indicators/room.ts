import { room } from '#kernel/room.ts'
import { evidence, subjects } from './evidence.ts'
import { figureAccepted, figureWithdrawn } from './facts.ts'
import { policy } from './policy.ts'
import { routes } from './routes.ts'

/** Figures over time: series with unit, period, comparison and source, each beside the period before; contradictions wait for a person. */
export const indicators = room({
  name: 'indicators',
  directory: import.meta.dirname,
  policy,
  routes,
  hears: { 'intake.fact-accepted': figureAccepted, 'intake.fact-withdrawn': figureWithdrawn },
  evidence,
  subjects,
})
