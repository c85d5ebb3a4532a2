import { type Day, readPrintedDay } from '#kernel/time/index.ts'

const wholeDays =
  /[〇○零一二三四五六七八九]{4}年[正元一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}[日号]|(?<!\d)\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?[日号]|(?<!\d)\d{4}([-/.])\d{1,2}\1\d{1,2}(?!\d)|(?<!\d)(?:19|20)\d{6}(?!\d)/g

/** The one whole day that a subject or a file's name prints, read as `readPrintedDay` does; null where it prints none, or several. */
export function printedDayIn(name: string): Day | null {
  const days = new Set([...name.matchAll(wholeDays)].flatMap(([printed]) => readPrintedDay(printed) ?? []))
  const [only = null] = days
  return days.size === 1 ? only : null
}
