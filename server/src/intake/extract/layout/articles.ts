import type { Byline } from '#contract/extraction.ts'
import { canBeName } from '../lexicon/surnames.ts'
import { evidenceOf, type Flow, join, slice } from '../normalise.ts'
import { type NamedAuthor, namesOnly, readAuthors, readByline } from './bylines.ts'
import { canBeHeadline, classify, isLead, isSection, isSureLead, type LineKind } from './classify.ts'
import { type Hand, inReadingOrder, type Said, wordOf } from './hand.ts'
import { type Headline, readHeadline } from './headlines.ts'
import { isClosed, type Line, readLines } from './lines.ts'
import { markHeadlines } from './unmarked.ts'

/** One article as it lies on the page: headline, body (paragraphs parted by a line feed, column breaks healed), bylines, table rows. */
export type Layout = {
  headline: Headline
  /** The mark of the paper before the body, with its place and day where it has them (本报上海11月6日电); empty where there is none. */
  opening: Flow
  body: Flow
  bylines: Byline[]
  rows: Line[]
  start: number
  end: number
}

type Draft = {
  headings: Line[]
  parts: Array<{ flow: Flow; glue: '' | '\n' | ' ' }>
  bylines: Byline[]
  rows: Line[]
  open: boolean
  /** a byline has closed it */
  done: boolean
  /** the head of a section stands behind it, so that what follows is another article */
  past: boolean
  start: number
  end: number
}

const newDraft = (headings: Line[], start: number): Draft => ({
  headings,
  parts: [],
  bylines: [],
  rows: [],
  open: false,
  done: false,
  past: false,
  start,
  end: headings.at(-1)?.end ?? start,
})

/**
 * Cuts a page into its articles, as a person laid it where one did (`hand`). Linear in the page; a page without any article gives none.
 */
export function readArticles(page: string, hand: Hand = {}): { layouts: Layout[]; furniture: string[] } {
  const lines = inReadingOrder(page, readLines(page), hand)
  const saidOf = wordOf(page, hand)
  const kinds = lines.map(classify)
  markHeadlines(lines, kinds)
  const drafts: Draft[] = []
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]
    const kind = kinds[i]
    if (!line || !kind) continue
    const current = drafts.at(-1)
    const said = saidOf(line)
    if (said !== undefined && (current || said === 'begins')) {
      layByHand(page, drafts, line, said)
      // A headline of several lines is one.
      for (; kind === 'heading' && kinds[i + 1] === 'heading'; i++) {
        const more = lines[i + 1]
        if (more && said === 'begins') drafts.at(-1)?.headings.push(more)
        else if (more) layByHand(page, drafts, more, said)
      }
      continue
    }
    if (kind === 'heading') {
      const run = headingRun(lines, kinds, i)
      if (current && isSubhead(current, run.headings, lines[run.next])) addText(page, current, line)
      else {
        drafts.push(newDraft(run.headings, line.start))
        i = run.next - 1
      }
    } else if (kind === 'text' || kind === 'table' || (kind === 'byline' && current?.past))
      addLine(page, drafts, line, kind === 'table' ? kind : 'text', lines[i + 1], kinds[i + 1])
    else if (kind === 'byline' && current) addByline(page, current, line)
    else if (
      kind === 'furniture' &&
      current &&
      (line.level > 0 || line.flow.text === '图片新闻') &&
      isSection(line.flow.text)
    )
      current.past = true
  }
  const furniture = lines.filter((_, i) => kinds[i] === 'furniture').map(line => line.flow.text)
  const layouts = drafts
    .filter(draft => draft.parts.length > 0 || draft.rows.length > 0)
    .map(draft => finish(page, draft))
  return { layouts, furniture }
}

/** Takes a line as a person said it lies: as the beginning of an article, as part of the one before, or after or apart from the line before. */
function layByHand(page: string, drafts: Draft[], line: Line, said: Said): void {
  const current = drafts.at(-1)
  if (said === 'begins' || !current) {
    const isTitle = line.level > 0 || canBeHeadline(line.flow.text)
    const draft = newDraft(isTitle ? [line] : [], line.start)
    drafts.push(draft)
    if (!isTitle) addText(page, draft, line)
    return
  }
  // A byline that had closed the article did not end it.
  current.done = false
  if (said !== 'follows') current.open = said === 'continues'
  addText(page, current, line)
}

function headingRun(
  lines: readonly Line[],
  kinds: readonly LineKind[],
  from: number,
): { headings: Line[]; next: number } {
  const headings: Line[] = []
  let next = from
  for (; next < lines.length && headings.length < 6; next++) {
    const line = lines[next]
    if (!line || (kinds[next] !== 'heading' && kinds[next] !== 'slogan')) break
    if (kinds[next] === 'heading') headings.push(line)
  }
  return { headings, next }
}

/** A deeper heading inside an article that no byline has closed, with no lead behind it, is a heading within the article. */
function isSubhead(current: Draft, headings: readonly Line[], next: Line | undefined): boolean {
  const level = headings[0]?.level ?? 0
  const above = current.headings[0]?.level ?? 0
  return (
    !current.done &&
    current.parts.length > 0 &&
    level > above &&
    headings.length === 1 &&
    !(next && isLead(next.flow.text))
  )
}

function addLine(
  page: string,
  drafts: Draft[],
  line: Line,
  kind: LineKind,
  next: Line | undefined,
  nextKind: LineKind | undefined,
): void {
  const { text } = line.flow
  let current = drafts.at(-1)
  if (!current || current.past || (current.parts.length > 0 && !current.open && isSureLead(text))) {
    current = newDraft([], line.start)
    drafts.push(current)
  }
  if (kind === 'table') {
    current.rows.push(line)
    current.end = line.end
    return
  }
  const signed = !current.open && !current.done && current.parts.length > 0 ? namesOnly(line.flow) : null
  if (signed && (!next || nextKind === 'heading')) {
    take(page, current, line.flow, signed)
    current.done = true
    current.end = line.end
    return
  }
  const photographer = text.replace(' ', '')
  if (
    current.parts.length > 0 &&
    !current.open &&
    !current.done &&
    canBeName(photographer) &&
    (!next || nextKind === 'heading')
  ) {
    current.bylines.push({ name: photographer, role: '摄影', evidence: evidenceOf(page, line.flow, 0, text.length) })
    current.done = true
    current.end = line.end
    return
  }
  // once a byline has closed an article, short lines that are no sentences belong to the page, not to it
  if (current.done && !/[。！？]/.test(text)) return
  if (current.done && text.length < 30) return
  addText(page, current, line)
}

function addText(page: string, draft: Draft, line: Line): void {
  const tail = readByline(line.flow.text)
  if (tail) take(page, draft, line.flow, tail.authors)
  const printed = tail ? slice(line.flow, 0, tail.from) : line.flow
  const turned = withoutTurn(printed.text).trimEnd()
  const flow = turned.length === printed.text.length ? printed : slice(line.flow, 0, turned.length)
  if (flow.text.length > 0) draft.parts.push({ flow, glue: draft.open ? glueOf(draft, flow) : '\n' })
  // a short line after a finished one is a heading within the article, even where every line of the page is broken
  const subhead = !draft.open && flow.text.length <= 12 && !/[，、：；]/.test(flow.text) && canBeHeadline(flow.text)
  draft.open = !tail && !isClosed(flow.text) && !subhead
  draft.end = Math.max(draft.end, line.end)
  draft.start = Math.min(draft.start, line.start)
  if (tail) draft.done = true
}

/** A text without the page it is continued on or from at its end (下转第3版). */
function withoutTurn(text: string): string {
  if (!/[版）】]/.test(text.charAt(text.length - 1))) return text
  return text.replace(/[（【]?(?:下转|上接|紧接)第?[A-Z]?\d{1,2}版[）】]?$/, '')
}

/** Two Latin words on either side of a broken line keep their space. */
function glueOf(draft: Draft, next: Flow): '' | ' ' {
  const last = draft.parts.at(-1)?.flow.text ?? ''
  return /[A-Za-z]$/.test(last) && /^[A-Za-z]/.test(next.text) ? ' ' : ''
}

function addByline(page: string, draft: Draft, line: Line): void {
  const tail = readByline(line.flow.text)
  if (!tail) return
  take(page, draft, line.flow, tail.authors)
  draft.open = false
  draft.done = draft.parts.length > 0
  draft.end = line.end
}

function take(page: string, draft: Draft, flow: Flow, authors: readonly NamedAuthor[]): void {
  for (const { name, role, start, end } of authors) {
    if (draft.bylines.some(byline => byline.name === name)) continue
    draft.bylines.push({ name, role, evidence: evidenceOf(page, flow, start, end) })
  }
}

/** The mark of the paper before the text (晚报讯、本报讯（记者张三）), up to 40 characters. */
const OPENING =
  /^【?(?:[\u4e00-\u9fff]{0,8}讯|[\u4e00-\u9fff]{2,12}\d{1,2}月\d{1,2}日专?[电讯])?】?[ ：:]?(?:（([^）\n]{2,40})）|((?:本报)?记者 [\u4e00-\u9fff ]{2,12} )报道)? ?/

function finish(page: string, draft: Draft): Layout {
  const whole = join(draft.parts)
  const opening = OPENING.exec(whole.text)
  const bracket = opening?.[1] ?? opening?.[2]
  const authors = bracket
    ? readAuthors(
        whole.text,
        opening?.[0].indexOf(bracket) ?? 0,
        (opening?.[0].indexOf(bracket) ?? 0) + bracket.length,
        true,
      )
    : null
  if (authors) {
    // who is named at the head wrote it, whoever took the photograph below
    draft.bylines = draft.bylines.filter(byline => !authors.some(author => author.name === byline.name))
    take(page, draft, whole, authors)
  }
  const skip = opening && (authors || !bracket) ? opening[0].length : 0
  const body = slice(whole, skip)
  const headline =
    draft.headings.length > 0
      ? readHeadline(draft.headings.map(line => ({ text: line.flow.text, level: line.level })))
      : { kicker: null, title: /^[^。！？\n]{0,40}/u.exec(body.text)?.[0] ?? '', subtitle: null }
  return {
    headline,
    opening: slice(whole, 0, skip),
    body,
    bylines: draft.bylines,
    rows: draft.rows,
    start: draft.start,
    end: draft.end,
  }
}
