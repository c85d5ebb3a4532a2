import { addDays, dayOf, startOfDay } from '#kernel/time/index.ts'

/** The last instant of the day in Asia/Shanghai that is so many days after an instant: a deadline never ends in the middle of a day. */
export const endOfDayAfter = (at: Date, days: number): Date =>
  new Date(startOfDay(addDays(dayOf(at), days + 1)).getTime() - 1)

/** Until when a claimed prize is kept: so many days after the last one on which it could be claimed. */
export const fetchByOf = (claimBy: Date, disputeDays: number): Date => endOfDayAfter(claimBy, disputeDays)

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
