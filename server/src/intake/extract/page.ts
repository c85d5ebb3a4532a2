import { createHash } from 'node:crypto'
import type { Article, Extraction } from '#contract/extraction.ts'
import type { Day } from '#kernel/time/index.ts'
import { readDatelines } from './datelines.ts'
import { readFacts } from './facts/index.ts'
import { tableFigures } from './figures/tables.ts'
import { type Gazetteer, indexNames, type NameIndex } from './gazetteer.ts'
import { readIssueDate } from './issueDate.ts'
import { kindOf } from './kind.ts'
import { type Layout, readArticles } from './layout/articles.ts'
import { readingOf } from './reading.ts'

/** `issueDate` (YYYY-MM-DD, Asia/Shanghai) overrides what the page prints. */
export type ExtractOptions = { name: string; issueDate?: Day | null; gazetteer?: Gazetteer }

/**
 * Reads one page: its articles, their datelines and bylines, and the facts they state, each with the passage that proves it.
 *
 * Pure: the same text and options give the same answer; nothing is stored, fetched or timed. Any text is taken (empty, two megabytes,
 * broken surrogates); the time is linear in its length. Nothing found is an empty list, never an error.
 */
export function extractPage(text: string, options: ExtractOptions): Extraction {
  const { layouts, furniture } = readArticles(text)
  const issueDate = options.issueDate
    ? { value: options.issueDate, basis: '由使用者指定' }
    : readIssueDate(
        furniture,
        layouts.map(layout => layout.body.text),
      )
  const known = indexNames(options.gazetteer)
  return {
    source: { name: options.name, sha256: createHash('sha256').update(text, 'utf8').digest('hex'), chars: text.length },
    issueDate,
    articles: layouts.map(layout => readArticle(text, layout, issueDate.value, known)),
  }
}

function readArticle(page: string, layout: Layout, issue: Day | null, known: NameIndex): Article {
  const reading = readingOf(page, layout.body, layout.headline.title, issue)
  const facts = [...readFacts(reading, known), ...tableFigures(page, layout.rows)]
  return {
    ...layout.headline,
    kind: kindOf(`${layout.headline.kicker ?? ''}${layout.headline.title}`, layout.body.text, layout.bylines, facts),
    span: { start: layout.start, end: layout.end },
    datelines: readDatelines(page, layout.body, reading.dates, issue),
    bylines: layout.bylines,
    facts,
  }
}
