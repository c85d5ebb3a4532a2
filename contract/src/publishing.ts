import { z } from 'zod'
import { agendaItem, lightMove, nextMeeting } from './gatherings.ts'
import { day, figure, id, instant, light } from './kernel.ts'

/** Why something waits for the person: which act would settle it. The web words reason and act in both languages. */
export const needReasons = [
  'approve',
  'assign',
  'sign',
  'report',
  'redo',
  'confirm',
  'decide-extension',
  'decide-override',
  'review',
  'close',
  'strike',
  'look-back',
  'follow-up-relapse',
  'read-page',
  'reconcile-batch',
  'confirm-project',
  'freeze-pack',
] as const

export const need = z.object({
  id: z.string(),
  reason: z.enum(needReasons),
  title: z.string(),
  /** Values for the second line: counts, numbers, the unit's name. */
  params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  light: light.nullable(),
  byOn: day.nullable(),
  workdaysLeft: z.int().nullable(),
  href: z.string(),
  group: z.enum(['late', 'today', 'week', 'later']),
})
export type Need = z.infer<typeof need>

const strip = z.object({
  unitId: id.nullable(),
  unit: z.string(),
  total: z.int(),
  cells: z.array(z.object({ id, title: z.string(), light })),
})

/** The first page of whoever is signed in: what needs me now, what comes next, what became of what was said. */
export const home = z.object({
  asOf: instant.nullable(),
  today: day,
  dayName: z.object({ zh: z.string(), en: z.string() }),
  needs: z.array(need),
  next: z
    .object({
      meeting: nextMeeting,
      agenda: z.array(agendaItem),
      planned: z.int(),
      budget: z.int().nullable(),
    })
    .nullable(),
  since: z
    .object({
      meetingId: id,
      title: z.string(),
      heldOn: day,
      lights: z.array(z.object({ light, now: figure, before: figure.nullable() })),
      moves: z.array(lightMove),
      fresh: figure,
      closed: figure,
    })
    .nullable(),
  units: z.array(strip),
})
export type Home = z.infer<typeof home>

/** Counts for the rail: what waits in each room. */
export const waiting = z.record(z.string(), z.int())
