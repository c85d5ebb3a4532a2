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
  'decide-names',
  'reconcile-batch',
  'confirm-project',
  'freeze-pack',
] as const

export const need = z.object({
  id: z.string(),
  reason: z.enum(needReasons),
  title: z.string(),
  /** Values for the second line: reference numbers, days, the unit's names (`unit`, and `unitEn` where it has one). */
  params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  /** Numbers of the second line that have evidence of their own. */
  figures: z.record(z.string(), figure),
  light: light.nullable(),
  byOn: day.nullable(),
  workdaysLeft: z.int().nullable(),
  href: z.string(),
  group: z.enum(['late', 'today', 'week', 'later']),
})
export type Need = z.infer<typeof need>

/** What became of a unit's matters since the meeting before: lights that moved, matters registered, matters closed. */
export const unitChange = z.discriminatedUnion('what', [
  z.object({ what: z.literal('moved'), from: light, to: light, count: z.int() }),
  z.object({ what: z.enum(['fresh', 'closed']), count: z.int() }),
])
export type UnitChange = z.infer<typeof unitChange>

const strip = z.object({
  unitId: id.nullable(),
  unit: z.string(),
  unitEn: z.string().nullable(),
  total: figure,
  cells: z.array(z.object({ id, title: z.string(), light })),
  /** Null where there was no meeting to compare with. */
  changes: z.array(unitChange).nullable(),
})
export type UnitStrip = z.infer<typeof strip>

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
      planned: figure,
      budget: z.int().nullable(),
    })
    .nullable(),
  since: z
    .object({
      meetingId: id,
      title: z.string(),
      heldOn: day,
      lights: z.array(z.object({ light, now: figure, before: figure.nullable() })),
      total: z.object({ now: figure, before: figure.nullable() }),
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
