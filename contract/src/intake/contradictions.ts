import { z } from 'zod'
import { id } from '../kernel.ts'

/** What two or more facts disagree about. */
export const contradictionKinds = [
  'amount',
  'figure',
  'post',
  'stage',
  'batch-count',
  'batch-total',
  'parts-total',
  'months-change',
  'months-year',
] as const
export type ContradictionKind = (typeof contradictionKinds)[number]

/**
 * A fact that cannot be right together with others of its article: what it says, what follows from them, in the unit printed, how far apart
 * both may lie before they disagree, and the passages of the others.
 */
export const contradiction = z.object({
  kind: z.enum(contradictionKinds),
  said: z.string(),
  other: z.string(),
  unit: z.string(),
  tolerance: z.number(),
  beside: z.array(z.object({ factId: id, text: z.string() })),
})
export type Contradiction = z.infer<typeof contradiction>
