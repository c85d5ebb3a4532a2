import { dayOfInstant, instantOf, isDay } from '../days/days.ts'

/**
 * Reads the day of the address (`?asOf=`): `2024-09-30` means everything known by the end of that day, `2024-09-30T18:00` by that minute,
 * both in Asia/Shanghai. Undefined means now: also for what is no day, for today, and for what is still to come.
 */
export function instantOfAsOf(text: string | undefined, now: number): string | undefined {
  const found = /^(\d{4}-\d{2}-\d{2})(?:T([01]\d|2[0-3]):([0-5]\d))?$/.exec(text ?? '')
  const day = found?.[1]
  if (!day || !isDay(day)) return undefined
  const instant = instantOf(day, found[2] === undefined ? undefined : `${found[2]}:${found[3]}`)
  return Date.parse(instant) < now ? instant : undefined
}

/** The address's form of a day, or undefined (now) for today and later. */
export function asOfDay(day: string, now: number): string | undefined {
  return day < dayOfInstant(now) ? day : undefined
}
