import { type Flow, normalise, offsetOf, type Stretch, slice } from '../normalise.ts'

/** One printed line that holds something. `level` is the depth of a markup heading, 0 for none. */
export type Line = { readonly flow: Flow; readonly level: number; readonly start: number; readonly end: number }

/** The lines of a page, whatever its line ends (LF, CRLF, CR), without the empty ones and without list and quotation marks. */
export function readLines(page: string): Line[] {
  const stretches: Stretch[] = []
  let start = 0
  for (let end = 0; end <= page.length; end++) {
    const unit = end < page.length ? page.charCodeAt(end) : 10
    if (unit !== 10 && unit !== 13 && unit !== 0x2028 && unit !== 0x2029) continue
    if (end > start) stretches.push({ start, end })
    start = end + 1
  }
  const lines: Line[] = []
  for (const flow of normalise(page, stretches)) {
    const line = lineOf(flow)
    if (!line) continue
    const lead =
      line.level === 0 && NOTICE_HEADS.includes(line.flow.text.charAt(0)) ? NOTICE.exec(line.flow.text) : null
    if (lead?.[1]) lines.push(...apart(line, lead[1].length, lead[0].length))
    else lines.push(line)
  }
  return lines
}

/** 更正 本报…: a notice whose title stands on the line of its text. */
const NOTICE = /^(更正|致歉|启事|声明|讣告|讣闻)[ ：]+(?=[^ ]{10})/
const NOTICE_HEADS = '更致启声讣'

function apart({ flow, start, end }: Line, title: number, from: number): Line[] {
  const rest = slice(flow, from)
  return [
    { flow: slice(flow, 0, title), level: 0, start, end: (offsetOf(flow, title - 1) ?? start) + 1 },
    { flow: rest, level: 0, start: offsetOf(rest, 0) ?? start, end },
  ]
}

/** The characters a mark of markup begins with. */
const MARKS = '#>-*+'

function lineOf(flow: Flow): Line | null {
  const mark = MARKS.includes(flow.text.charAt(0)) ? /^(#{1,6}) ?|^>+ ?|^[-*+] (?=\S)/.exec(flow.text) : null
  const rest = mark ? slice(flow, mark[0].length) : flow
  const first = offsetOf(rest, 0)
  const last = offsetOf(rest, rest.text.length - 1)
  if (first === undefined || last === undefined) return null
  return { flow: rest, level: mark?.[1]?.length ?? 0, start: first, end: last + 1 }
}

const CLOSERS = '”’）》】'
const ENDS = '。！？；…：.!?'

/** Whether a line ends where a sentence may end; a row of a table always does. */
export function isClosed(text: string): boolean {
  if (text.startsWith('|')) return true
  let last = text.length - 1
  while (last >= 0 && CLOSERS.includes(text.charAt(last))) last--
  return last >= 0 && ENDS.includes(text.charAt(last))
}
