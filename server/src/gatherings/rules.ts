import type { Day } from '#kernel/time/day.ts'

/** States of a meeting and what may follow. Minutes and outcomes may be written until it is closed; afterwards only as a dated correction. */
const next: Readonly<Record<string, readonly string[]>> = {
  planned: ['open', 'held'],
  open: ['held'],
  held: ['closed'],
  closed: [],
}

export const canMove = (from: string, to: string): boolean => (next[from] ?? []).includes(to)

/** Minutes an agenda plans; items without a length take none and are counted apart. */
export function planned(items: ReadonlyArray<{ minutes: number | null }>): { minutes: number; unsized: number } {
  return {
    minutes: items.reduce((sum, item) => sum + (item.minutes ?? 0), 0),
    unsized: items.filter(item => item.minutes === null).length,
  }
}

/** The meeting of a series before a day: the newest one held, never the day's own. */
export function before<M extends { heldOn: Day }>(meetings: readonly M[], day: Day): M | undefined {
  return meetings.filter(meeting => meeting.heldOn < day).sort((a, b) => b.heldOn.localeCompare(a.heldOn))[0]
}
