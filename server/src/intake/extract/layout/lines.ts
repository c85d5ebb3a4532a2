import { type Flow, normalise, slice } from '../normalise.ts'

/** One printed line that holds something. `level` is the depth of a markup heading, 0 for none. */
export type Line = { readonly flow: Flow; readonly level: number; readonly start: number; readonly end: number }

/** The lines of a page, whatever its line ends (LF, CRLF, CR), without the empty ones and without list and quotation marks. */
export function readLines(page: string): Line[] {
  const lines: Line[] = []
  let from = 0
  for (let i = 0; i <= page.length; i++) {
    const unit = i < page.length ? page.charCodeAt(i) : 10
    if (unit !== 10 && unit !== 13 && unit !== 0x2028 && unit !== 0x2029) continue
    const line = i > from ? readLine(page, from, i) : null
    if (line) lines.push(line)
    from = i + 1
  }
  return lines
}

function readLine(page: string, start: number, end: number): Line | null {
  const flow = normalise(page, start, end)
  const mark = /^(#{1,6}) ?|^>+ ?|^[-*+] (?=\S)/.exec(flow.text)
  const rest = mark ? slice(flow, mark[0].length) : flow
  const first = rest.at[0]
  const last = rest.at[rest.at.length - 1]
  if (first === undefined || last === undefined) return null
  return { flow: rest, level: mark?.[1]?.length ?? 0, start: first, end: last + 1 }
}

/** Whether a line ends where a sentence may end. */
export function isClosed(text: string): boolean {
  return /[。！？；…：.!?][”’）》】]*$|[。！？][）】]?$|^[|]/.test(text)
}
