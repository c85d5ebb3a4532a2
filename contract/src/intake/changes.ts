import { z } from 'zod'
import { counts, factState, seenFact } from '../intake.ts'
import { id, instant } from '../kernel.ts'

/** What became of facts of a page since an instant: by whom, and how each stands now. A desk asks now and then, so that nobody decides blind. */
export const factChanges = z.object({
  now: instant,
  changes: z.array(
    z.object({
      factId: id,
      articleId: id,
      version: z.int(),
      state: factState,
      by: z.string().nullable(),
      isOwn: z.boolean(),
      at: instant,
    }),
  ),
})
export type FactChanges = z.infer<typeof factChanges>
/** Decisions about facts of one page to be taken back together: all of them, or on any refusal none. */
export const undoFacts = z.object({ facts: z.array(seenFact).min(1).max(1000) })
export const undoneAnswer = z.object({ facts: z.array(seenFact), counts })
export type UndoneAnswer = z.infer<typeof undoneAnswer>
