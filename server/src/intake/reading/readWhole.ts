import type { Extraction } from '#contract/extraction.ts'
import { type ExtractOptions, extractPage } from '../extract/index.ts'
import { shinglesOf } from '../likeness/shingles.ts'
import { sketchOf } from '../likeness/sketch.ts'

/** A page as it was read, and beside each article what stands in for it when others like it are looked for. */
export type Reading = Extraction & { sketches: number[][] }

/** Reads a page and sketches its articles: both take time by the length of the page, and are done in one place. */
export function readWhole(text: string, options: ExtractOptions): Reading {
  const extraction = extractPage(text, options)
  const sketches = extraction.articles.map(({ span }) => sketchOf(shinglesOf(text.slice(span.start, span.end))))
  return { ...extraction, sketches }
}
