import { z } from 'zod'
import {
  decideContradiction as decideContradictionBody,
  undoContradiction as undoContradictionBody,
} from '#contract/intake/contradictions.ts'
import { decidedFact, factRow } from '#contract/intake.ts'
import { id } from '#contract/kernel.ts'
import { type Route, route } from '#kernel/room.ts'
import { decideContradiction, undoContradiction } from './commands/contradictions.ts'

const byId = z.object({ id })

/** Deciding where a fact contradicts others, and taking that back. */
export const contradictionRoutes: readonly Route[] = [
  route(
    {
      method: 'POST',
      path: '/intake/facts/:id/contradictions',
      act: 'intake.review',
      takes: { params: byId, body: decideContradictionBody },
      gives: decidedFact,
      summary: 'Decide a contradiction of a fact: which is right, that both stand, or that it is left open',
    },
    (ctx, { params, body }) => decideContradiction(ctx, params.id, body),
  ),
  route(
    {
      method: 'POST',
      path: '/intake/facts/:id/contradictions/undoing',
      act: 'intake.review',
      takes: { params: byId, body: undoContradictionBody },
      gives: factRow,
      summary: 'Take the decision of a contradiction back',
    },
    (ctx, { params, body }) => undoContradiction(ctx, params.id, body),
  ),
]
