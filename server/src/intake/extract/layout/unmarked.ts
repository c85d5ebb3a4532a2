import { canBeName } from '../lexicon/surnames.ts'
import { readByline } from './bylines.ts'
import { canBeHeadline, isLead, isSureLead, type LineKind, opensReport } from './classify.ts'
import { isClosed, type Line } from './lines.ts'

/**
 * Finds headlines where the page marks none: up to four short lines that do not end as sentences do, after a finished text,
 * before the words by which a report begins. After a byline any long line may follow them.
 */
export function markHeadlines(lines: readonly Line[], kinds: LineKind[]): void {
  const before = { byline: true, closed: true, length: 0 }
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]
    if (!line) continue
    const kind = kinds[i]
    if (kind === 'text' && canBeHeadline(line.flow.text)) {
      const run = headlineRun(lines, kinds, i)
      if (opensArticle(lines, kinds, run, before)) {
        for (let k = i; k < run.end; k++) if (kinds[k] === 'text') kinds[k] = 'heading'
        i = run.end - 1
        Object.assign(before, { byline: false, closed: true, length: 0 })
        continue
      }
    }
    if (kind === 'heading') before.length = 0
    if (kind === 'furniture') before.closed = true
    if (kind === 'text') {
      const signed = readByline(line.flow.text) !== null
      before.length += line.flow.text.length
      before.byline = signed || (before.byline && line.flow.text.length < 12 && !isClosed(line.flow.text))
      before.closed = signed || isClosed(line.flow.text)
    } else if (kind === 'byline') {
      // under a headline a byline opens the article instead of closing it
      before.byline = before.length > 0 || i === 0
      before.closed = true
    }
  }
}

type HeadlineRun = { end: number; length: number; count: number }

function headlineRun(lines: readonly Line[], kinds: readonly LineKind[], from: number): HeadlineRun {
  let end = from
  let length = 0
  for (; end < lines.length && end - from < 4; end++) {
    const text = lines[end]?.flow.text ?? ''
    const fits =
      kinds[end] === 'slogan' || (kinds[end] === 'text' && canBeHeadline(text) && !(end > from && opensReport(text)))
    if (!fits) break
    length += text.length
  }
  return { end, length, count: end - from }
}

/** What a column of the paper is called, behind a mark and alone on its line: ■暗访, ◎有事好商量, 【致敬劳模】. */
const isColumn = (text: string) =>
  text.length <= 10 && /^(?:[■◆◎●□▲★◇☆◢▍▎] ?[\u4e00-\u9fff“”·]{2,8}|【[\u4e00-\u9fff·]{2,8}】)$/.test(text)

/** Whether what follows a run of short lines is the beginning of a report. */
function opensArticle(
  lines: readonly Line[],
  kinds: readonly LineKind[],
  run: HeadlineRun,
  before: { byline: boolean; closed: boolean; length: number },
): boolean {
  const lead = lines[run.end]
  const kind = kinds[run.end]
  if (!lead || (kind !== 'text' && kind !== 'byline')) return false
  const { text } = lead.flow
  if (isSureLead(text)) return true
  // the byline stands under the headline
  if (kind === 'byline') {
    const below = lines
      .slice(run.end + 1, run.end + 4)
      .map(line => line.flow.text)
      .join('')
    if (before.byline && (lines[run.end + 1]?.flow.text.length ?? 0) >= 30) return true
    // 本报记者 张三 between a headline and a text whose lines are all broken
    return (
      before.closed &&
      (before.byline || before.length >= 30) &&
      run.length >= 6 &&
      below.length >= 14 &&
      /[，。]/.test(below)
    )
  }
  const first = lines[run.end - run.count]?.flow.text ?? ''
  if (before.closed && run.count >= 2 && isColumn(first) && text.length >= 30) return true
  if (before.byline && (text.length >= 40 || (isLead(text) && text.length >= 20))) return true
  if (!before.closed || !isLead(text)) return false
  if (before.length >= 80 && run.length >= 12 && text.length >= 40) return true
  // a photograph with its caption: the text is signed at once
  const after = lines[run.end + 1]
  return (
    text.length >= 20 &&
    isClosed(text) &&
    (readByline(text) !== null ||
      kinds[run.end + 1] === 'byline' ||
      (after !== undefined && canBeName(after.flow.text)))
  )
}
