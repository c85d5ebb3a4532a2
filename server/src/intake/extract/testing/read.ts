import { readFileSync } from 'node:fs'
import type { Article, Extraction, Fact, FactKind, FactOf } from '#contract/extraction.ts'
import { type ExtractOptions, extractPage } from '../index.ts'

/** The text of one of our own pages, by its file name without `.txt`. */
export function ownPage(name: string): string {
  return readFileSync(new URL(`pages/${name}.txt`, import.meta.url), 'utf8')
}

/** Reads a text with an issue date; for tests that care for one thing in it. */
export function read(text: string, options: Partial<ExtractOptions> = {}): Extraction {
  return extractPage(text, { name: 'page.txt', issueDate: '2025-05-14', ...options })
}

/** The facts of one kind of an article, or of all articles of an extraction. */
export function factsOf<Kind extends FactKind>(from: Article | Extraction, kind: Kind): Array<FactOf<Kind>> {
  const facts: readonly Fact[] = 'articles' in from ? from.articles.flatMap(article => article.facts) : from.facts
  return facts.filter((fact): fact is FactOf<Kind> => fact.kind === kind)
}
