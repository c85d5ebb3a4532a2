import type { Clause, Reading, Sentence } from '../reading.ts'
import { allMatches } from '../scan.ts'

const YEAR = '(?:今年|去年|上年|明年|20\\d{2}年)?'
/** Months, quarters and the like, with the year before them: what a report of figures is of. */
const REPORTED = `${YEAR}(?:\\d{1,2}[—~\\-至到]\\d{1,2}月份?|前(?:\\d{1,2}|[一二三四五六七八九十]{1,2})个?月|\\d{1,2}月(?:份|当月|单月)|\\d{1,2}月(?=[，全我])|第?[一二三四]季度|前三季度|[上下]半年|全年)`
const PERIOD = new RegExp(
  `${REPORTED}|截至(?:目前|(?:今年|去年)?[\\d年月日底末]{2,9}(?:[上中下]旬)?)|20\\d{2}年(?:\\d{1,2}月(?![\\d底前起初末])|年?底前?|末|度|以来|(?!\\d{1,2}月))|(?:今年|明年)(?:以来|年?底前?|末)?|去年[底末]?|“十[三四五]五”(?:期间|以来)?`,
  'g',
)
const REPORTS = new RegExp(`^(?:${REPORTED}|截至)`)

/** Before a period: what follows is what a figure is compared with, not when it was reached (较上半年, 与2022年, 高于去年). */
const IS_BASE = /[较比与同于和][\u4e00-\u9fff]{0,2}$/
/** Behind a period: 去年同期 is a base too; 2022年出台的政策 and 2026年起 date something else. */
const DATES_ELSE = /^(?:同期|同月|同季|同比|出台|印发|发布的|[\d—~至]*起)/

/** The last period a stretch of text names that is no base of a comparison and dates nothing else; null for none. */
function periodIn(text: string): string | null {
  // every period holds one of these
  if (!/[年月季至五]/.test(text)) return null
  const found = allMatches(PERIOD, text).findLast(
    ({ 0: period, index }) =>
      !IS_BASE.test(text.slice(Math.max(0, index - 3), index)) &&
      // 由2021年的18头增至26头: only the first is of 2021
      !(/[由从]$/.test(text.slice(0, index)) && !/^的?$/.test(text.slice(index + period.length))) &&
      !DATES_ELSE.test(text.slice(index + period.length)),
  )
  return found ? found[0] : null
}

/** Whether a period is one that reports are of (a month, a quarter, up to a day), so that what follows it in the paragraph is of it too. */
export const isReported = (period: string): boolean => REPORTS.test(period)

/**
 * The period a figure speaks of as printed: in its clause before the number, else behind it, else in the nearest earlier clause of its
 * sentence; null where none is said.
 */
export function periodOf(reading: Reading, sentence: Sentence, clause: Clause, at: number): string | null {
  const own =
    periodIn(reading.text.slice(clause.start, at)) ?? periodIn(reading.text.slice(at, Math.max(at, clause.end)))
  if (own) return own
  for (const earlier of sentence.clauses
    .filter(part => part.end <= clause.start && part.end > clause.start - 200)
    .reverse()) {
    const text = reading.text.slice(earlier.start, earlier.end)
    const period = periodIn(text)
    // 计划今年三季度开工 dates the start of works, not what is counted behind it
    if (period) return WORKS_BEGIN.test(text) ? null : period
  }
  return null
}

const WORKS_BEGIN = /开工|竣工|投产|投用|建成|投运|交付|启动建设|试生产/
