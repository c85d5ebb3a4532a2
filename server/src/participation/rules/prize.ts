import { addDays, dayOf, startOfDay } from '#kernel/time/index.ts'

/** The last instant of the day in Asia/Shanghai that is so many days after an instant: a deadline never ends in the middle of a day. */
export const endOfDayAfter = (at: Date, days: number): Date =>
  new Date(startOfDay(addDays(dayOf(at), days + 1)).getTime() - 1)

/** Until when a claimed prize is kept: so many days after the last one on which it could be claimed. */
export const fetchByOf = (claimBy: Date, disputeDays: number): Date => endOfDayAfter(claimBy, disputeDays)

/** [C] How many days before the last one a winner who has not claimed is reminded, at nine in the morning. */
export const REMIND_DAYS = 3
const HOUR_MS = 3_600_000

/**
 * Of whom it is time at an instant to be reminded: prizes that can be claimed until `claimBy` at the latest, so that the reminder goes
 * three days before the last one from nine in the morning in Asia/Shanghai on; and winners who were told by `told`, a day before: who was
 * told yesterday evening, with two days to claim, is not written to again the next morning.
 */
export function remindBefore(now: Date): { claimBy: Date; told: Date } {
  const nineIsPast = now.getTime() - startOfDay(dayOf(now)).getTime() >= 9 * HOUR_MS
  const claimBy = endOfDayAfter(now, nineIsPast ? REMIND_DAYS : REMIND_DAYS - 1)
  return { claimBy, told: new Date(now.getTime() - 24 * HOUR_MS) }
}

/** How a winner is named in public, who agreed to it: the first character of the name and the last four digits of the number. */
export const maskedName = (name: string, phone: string): string => `${Array.from(name)[0] ?? ''}* ${phone.slice(-4)}`

/** A code as it is compared: people type it with blanks, without the hyphen, and take O for 0. */
export const plainCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
