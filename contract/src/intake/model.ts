import { z } from 'zod'
import { id, instant } from '../kernel.ts'

/** Who proposed a fact: the model, the version of the words it was asked with, and when; `agrees` where the reader has it too. */
export const proposedBy = z.object({ model: z.string(), prompt: z.string(), at: instant, agrees: z.boolean() })
export type ProposedBy = z.infer<typeof proposedBy>

const failure = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
})

/** One asking of the model about a page. What was dropped is counted by its reason, worded as `model.dropped.…`. */
export const asking = z.object({
  id,
  state: z.enum(['asked', 'done', 'failed']),
  model: z.string(),
  prompt: z.string(),
  at: instant,
  parts: z.int(),
  partsDone: z.int(),
  proposed: z.int(),
  added: z.int(),
  agreed: z.int(),
  dropped: z.record(z.string(), z.int()),
  error: failure.nullable(),
})
export type Asking = z.infer<typeof asking>

/** Whether the installation has a model, and the last time it was asked about a page. */
export const modelOfPage = z.object({ on: z.boolean(), asking: asking.nullable() })
export type ModelOfPage = z.infer<typeof modelOfPage>

/** The model as administrators see it: where it is and how much it was asked; never its key. */
export const modelStanding = z.object({
  on: z.boolean(),
  name: z.string().nullable(),
  host: z.string().nullable(),
  prompt: z.string(),
  perHour: z.int().nullable(),
  sentThisHour: z.int(),
  failures: z.array(z.object({ id, pageId: id, at: instant, error: failure })),
})
export type ModelStanding = z.infer<typeof modelStanding>
