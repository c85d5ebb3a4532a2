import { z } from 'zod'
import { matterState } from '../matters.ts'

const phase = z.enum(['draft', 'open', 'done', 'ended'])
export type Phase = z.infer<typeof phase>

/** What a move needs, checked by `mustHave`; each word is a question the command can answer. */
export const needs = [
  'title',
  'unit',
  'reason',
  'reason-code',
  'another-person',
  'parts',
  'lead-unit',
  'due',
  'text',
  'result',
  'confirmations',
  'opinion',
  'verification',
  'day',
  'into',
  'to',
  'feedback',
] as const
export type Need = (typeof needs)[number]

/** The body of a file in `mechanisms/lifecycles/`: states with their words, and which verb leads from where to where. */
export const lifecycleBody = z.object({
  start: matterState,
  states: z.array(z.object({ code: matterState, zh: z.string(), en: z.string(), phase, judged: z.boolean() }).strict()),
  transitions: z.array(
    z
      .object({
        verb: z.string().regex(/^[a-z-]+$/),
        zh: z.string(),
        en: z.string(),
        from: z.array(matterState).min(1),
        to: matterState,
        who: z.array(z.enum(['unit', 'unit-head', 'office', 'office-head', 'leader'])).min(1),
        needs: z.array(z.enum(needs)),
        source: z.string().optional(),
      })
      .strict(),
  ),
})
export type LifecycleBody = z.infer<typeof lifecycleBody>
export type Lifecycle = LifecycleBody & { name: string; version: string; source: string }
