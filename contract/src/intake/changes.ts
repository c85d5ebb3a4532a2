import { z } from 'zod'
import { factState } from '../intake.ts'
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
