import { extractPage } from '../extract/index.ts'
import { shinglesOf } from '../likeness/shingles.ts'
import { sketchOf } from '../likeness/sketch.ts'
import { readTables } from '../tables/read.ts'
import type { Reading, WholeOptions } from './whole.ts'

/** Reads a page and sketches its articles: both take time by the length of the page, and are done in one place. */
export function readWhole(text: string, options: WholeOptions): Reading {
  if (options.sheets) return readTables(text, options.sheets, options)
  const extraction = extractPage(text, options)
  const sketches = extraction.articles.map(({ span }) => sketchOf(shinglesOf(text.slice(span.start, span.end))))
  return { ...extraction, sketches }
}
