import { addDays, type Day, dayNumber, dayOf, startOfDay, timeOf } from '#kernel/time/index.ts'

/** When a backup is made by itself, and how many stay. `at` is a time of day in Asia/Shanghai, or null for never. */
export type Plan = { at: string | null; daily: number; weekly: number }

/** Assumption [C]: in the night, before anybody works; a week of days and a month of weeks. */
export const defaultPlan: Plan = { at: '02:30', daily: 7, weekly: 4 }

/** The name of a backup made at an instant of real time; names sort as the instants do. */
export const nameOf = (instant: Date) =>
  `jianghai-${dayOf(instant)}-${timeOf(instant).replace(':', '')}${String(instant.getUTCSeconds()).padStart(2, '0')}.backup`

/** When the backup of a name was made; undefined for a name that is none of ours. */
export function madeAt(name: string): Date | undefined {
  const [, day, hours, minutes, seconds] =
    /^jianghai-(\d{4}-\d\d-\d\d)-([01]\d|2[0-3])([0-5]\d)([0-5]\d)\.backup$/.exec(name) ?? []
  if (day === undefined) return undefined
  return new Date(startOfDay(day).getTime() + ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000)
}

/** The last moment at or before `now` at which the plan wanted a backup. */
export function lastWanted(at: string, now: Date): Date {
  const today = momentOn(dayOf(now), at)
  return today <= now ? today : momentOn(addDays(dayOf(now), -1), at)
}

const momentOn = (day: Day, at: string) => {
  const [hours = 0, minutes = 0] = at.split(':').map(Number)
  return new Date(startOfDay(day).getTime() + (hours * 60 + minutes) * 60_000)
}

/**
 * Whether a backup is due: none was made since the plan last wanted one. What was missed while the program did not run is made up for at
 * its next start; an installation set up since then waits for its first night.
 */
export function isDue({ at }: Plan, names: readonly string[], setUpAt: Date, now: Date): boolean {
  if (at === null) return false
  const wanted = lastWanted(at, now)
  // A name from the future comes from a clock that stood wrong, and must not keep backups from being made until then.
  const isMade = (at: Date | undefined) => at !== undefined && at > wanted && at <= now
  return setUpAt < wanted && !names.some(name => isMade(madeAt(name)))
}

/**
 * The names that may go: all but the newest of each of the last days and of each of the last weeks (Monday to Sunday) that have one. The
 * newest of all never goes, nor does any name that is none of ours.
 */
export function spent(names: readonly string[], { daily, weekly }: Plan): string[] {
  const ours = names
    .map(name => ({ name, at: madeAt(name) }))
    .filter(each => each.at !== undefined)
    .sort((a, b) => (a.name < b.name ? 1 : -1))
  const dayOfName = (name: string) => dayNumber(dayOf(madeAt(name) ?? new Date(0)))
  const newestOf = (period: (name: string) => number, most: number) =>
    [...Map.groupBy(ours, ({ name }) => period(name)).values()].slice(0, most).flatMap(([first]) => first?.name ?? [])
  const stay = new Set([
    ...newestOf(dayOfName, Math.max(1, daily)),
    // 1970-01-01 was a Thursday: three days on, weeks begin on Mondays.
    ...newestOf(name => Math.floor((dayOfName(name) + 3) / 7), weekly),
  ])
  return ours.map(({ name }) => name).filter(name => !stay.has(name))
}
