import { hash } from 'node:crypto'
import type { Article, Extraction, Fact } from '#contract/extraction.ts'
import { type Day, isDay } from '#kernel/time/index.ts'
import { withLessons } from '../learning/rules/apply.ts'
import { type Calibration, calibrated } from './calibration/calibrate.ts'
import { calibration as measured } from './calibration/table.ts'
import { readDatelines } from './datelines.ts'
import { type DateMark, findDates, resolveDate } from './dates.ts'
import { readFacts } from './facts/index.ts'
import { tableFigures } from './figures/tables.ts'
import { type Gazetteer, indexNames } from './gazetteer.ts'
import { readIssueDate } from './issueDate.ts'
import { kindOf } from './kind.ts'
import { type Layout, readArticles } from './layout/articles.ts'
import type { Hand } from './layout/hand.ts'
import type { Learnt } from './learnt.ts'
import { type Reading, readingOf } from './reading.ts'

/**
 * `issueDate` (YYYY-MM-DD, Asia/Shanghai) overrides what the page prints, `hand` how it is cut into articles and lines; `learnt` is what
 * people taught the reader for such pages, `calibration` what confidence is worth, where it is to be another than was measured.
 */
export type ExtractOptions = {
  name: string
  issueDate?: Day | null
  gazetteer?: Gazetteer
  hand?: Hand
  learnt?: Learnt
  calibration?: Calibration
}

/**
 * Reads one page: its articles, their datelines and bylines, and the facts they state, each with the passage that proves it.
 *
 * Pure: the same text and options give the same answer; nothing is stored, fetched or timed. Any text is taken (empty, two megabytes,
 * broken surrogates); the time is linear in its length. Nothing found is an empty list, never an error.
 */
export function extractPage(text: string, options: ExtractOptions): Extraction {
  const { layouts, furniture } = readArticles(text, options.hand)
  const issueDate = options.issueDate
    ? { value: options.issueDate, basis: '由使用者指定' }
    : readIssueDate(
        furniture,
        layouts.map(layout => layout.body.text),
      )
  const read = layouts.map(layout => {
    const sent = findDates(layout.opening.text).filter(mark => mark.parts.form === 'day')
    // 本报上海11月6日电 今天上午: days are told from the day the report was sent, not from that of the paper
    const told = sent[0] ? resolveDate(sent[0], issueDate.value) : null
    const day = told !== null && isDay(told) ? told : issueDate.value
    return { layout, sent, reading: readingOf(text, layout.body, layout.headline.title, day) }
  })
  const facts = readFacts(
    read.map(({ reading }) => reading),
    indexNames(namesFor(options)),
    options.learnt?.posts,
  )
  return {
    source: { name: options.name, sha256: hash('sha256', text, 'hex'), chars: text.length },
    issueDate,
    articles: read.map((each, i) => articleOf(text, each, facts[i] ?? [], options)),
  }
}

/** What was taught of a name goes before what the registry has of it. */
function namesFor({ gazetteer, learnt }: ExtractOptions): Gazetteer | undefined {
  return learnt && learnt.names.length > 0 ? [...learnt.names, ...(gazetteer ?? [])] : gazetteer
}

function articleOf(
  page: string,
  { layout, sent, reading }: { layout: Layout; sent: readonly DateMark[]; reading: Reading },
  stated: readonly Fact[],
  { learnt, calibration = measured }: ExtractOptions,
): Article {
  const read = [...stated, ...tableFigures(page, layout.rows)].map(fact => calibrated(fact, calibration))
  const facts = learnt ? withLessons(read, learnt) : read
  return {
    ...layout.headline,
    kind: kindOf(`${layout.headline.kicker ?? ''}${layout.headline.title}`, layout.body.text, layout.bylines, facts),
    span: { start: layout.start, end: layout.end },
    datelines: [
      ...readDatelines(page, layout.opening, sent, reading.issue),
      ...readDatelines(page, layout.body, reading.dates, reading.issue),
    ],
    bylines: layout.bylines,
    facts,
  }
}
