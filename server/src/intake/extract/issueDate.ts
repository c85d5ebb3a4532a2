import { addDays, type Day, dayFrom, readPrintedDay } from '#kernel/time/index.ts'
import { findDates } from './dates.ts'
import { allMatches } from './scan.ts'

/** The day of a page and, in Chinese, how it was found; or null and why not. */
export type IssueDate = { value: Day | null; basis: string }

/**
 * The issue date a page prints, or what its parts settle: never a guess without a reason.
 *
 * Printed: a whole date in the furniture of the page (folio, masthead). Inferred: the year is printed, a report refers to “today” and to
 * the paper of a day (今天 … 9月21日《…日报》), or reports speak of 昨天 beside the days of the events before it.
 */
export function readIssueDate(furniture: readonly string[], bodies: readonly string[]): IssueDate {
  for (const [i, line] of furniture.entries()) {
    // a date alone further down signs a notice; the masthead and the folio say more or stand first
    if (i > 0 && !/星期|版|报/.test(line) && !/报$/.test(furniture[i - 1] ?? '')) continue
    const printed = /\d{4}年\d{1,2}月\d{1,2}日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}/.exec(line)
    const day = printed ? readPrintedDay(printed[0]) : null
    if (printed && day) return { value: day, basis: `版面印有“${printed[0]}”` }
  }
  const all = bodies.join('\n')
  const year = latestYear(all)
  if (year === null) return { value: null, basis: '版面没有印出年份，不能确定出版日期' }
  return (
    fromToday(all, year) ??
    fromYesterday(all, bodies, year) ?? { value: null, basis: '版面只印有年份，没有可以推定出版日期的日、月' }
  )
}

/** The latest year printed that is not a goal (到2030年, 2027年底竣工, 计划2026年开工). */
function latestYear(text: string): number | null {
  const years = [...allMatches(/(?<![\d到至届])(20\d{2})(?=年(?![底末前内])|[\u4e00-\u9fff](?<!年))/g, text)]
    .filter(
      ({ index }) =>
        !/(?:计划|预计|力争|规划|将于|拟于|有望|目标)[^。]{0,8}$/.test(text.slice(Math.max(0, index - 12), index)) &&
        // 要…，2026年开通30条航线: what a year is to bring
        !/^年(?:力?争|将|计划|实现|达到|突破|建成|开通|投用|竣工|基本)/.test(text.slice(index + 4, index + 9)),
    )
    .map(match => Number(match[1]))
  return years.length > 0 ? years.reduce((a, b) => Math.max(a, b)) : null
}

function fromToday(text: string, year: number): IssueDate | null {
  const paper = /(\d{1,2})月(\d{1,2})日(《[^》\n]{2,8}报》)/.exec(text)
  if (!paper || !/今[天日]/.test(text)) return null
  const value = dayFrom(year, Number(paper[1]), Number(paper[2]))
  return value ? { value, basis: `推定：文中“今天”与“${paper[0]}”并提，年份印为${year}年` } : null
}

function fromYesterday(all: string, bodies: readonly string[], year: number): IssueDate | null {
  if (!/昨[天日]/.test(all)) return null
  const month = /(?<!\d)(\d{1,2})月\d{1,2}日/.exec(all)?.[1]
  if (!month) return null
  // the days with which reports begin; later ones in a text may be plans
  let latest: Day | null = null
  for (const body of bodies) {
    for (const { parts } of findDates(body.slice(0, 40))) {
      if (parts.form !== 'day' || parts.coming || (parts.year !== null && parts.year !== year)) continue
      const day = dayFrom(year, parts.month ?? Number(month), parts.toDay ?? parts.day)
      if (day && (latest === null || day > latest)) latest = day
    }
  }
  if (latest === null) return null
  const value = addDays(latest, 1)
  return { value, basis: `推定：印有${year}年${month}月，最晚的事件在${Number(latest.slice(8))}日，另有报道称“昨天”` }
}
