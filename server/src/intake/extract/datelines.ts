import type { Dateline } from '#contract/extraction.ts'
import type { Day } from '#kernel/time/index.ts'
import { type DateMark, resolveDate } from './dates.ts'
import { evidenceOf, type Flow } from './normalise.ts'

/** The date expressions of an article, each once, with the day, range or month they stand for. */
export function readDatelines(page: string, body: Flow, marks: readonly DateMark[], issue: Day | null): Dateline[] {
  const seen = new Set<string>()
  const lines: Dateline[] = []
  for (const mark of marks) {
    if (seen.has(mark.text)) continue
    seen.add(mark.text)
    lines.push({
      text: mark.text,
      resolved: resolveDate(mark, issue),
      evidence: evidenceOf(page, body, mark.start, mark.end),
    })
  }
  return lines
}
