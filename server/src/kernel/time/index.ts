export type { Avoided, Cadence, Occurrence, Window } from './cadence.ts'
export { nextOccurrence } from './cadence.ts'
export type { Calendar } from './calendar.ts'
export { calendarOf } from './calendar.ts'
export type { CalendarFile } from './calendarFile.ts'
export { calendarFile } from './calendarFile.ts'
export type { Day, DayParts } from './day.ts'
export {
  addDays,
  addMonths,
  day,
  dayFrom,
  dayFromNumber,
  dayNumber,
  dayOf,
  daysBetween,
  daysInMonth,
  isDay,
  isLeapYear,
  partsOf,
  startOfDay,
  timeOf,
  weekdayOf,
} from './day.ts'
export { loadCalendar, nationalCalendar } from './loadCalendar.ts'
export type { Language } from './printed.ts'
export {
  printDay,
  printDayAndWeekday,
  printInstant,
  printMonthDay,
  printWeekday,
  readPrintedDay,
} from './printed.ts'
