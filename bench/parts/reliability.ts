import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Bin, calibrationError, confidence } from '#server/intake/extract/testing/confidence.ts'
import { annotatedPages, ownAnnotated } from '#server/intake/extract/testing/gold.ts'

const shared = new URL('../../../shared/pages/', import.meta.url)

/**
 * The reliability diagram in lines: of the facts given a confidence, how many are right; our own pages, on which it is fitted, and, where
 * they are, the others, on which it is only reported. Each as the grammar says it and as the reader gives it.
 */
export function reliabilityOf(): string[] {
  const sets = [{ title: 'our own pages (fitted on)', pages: ownAnnotated() }]
  if (existsSync(fileURLToPath(shared)))
    sets.push({ title: 'the annotated pages (reported)', pages: annotatedPages(shared, new URL('gold/', shared)) })
  const lines = sets.flatMap(({ title, pages }) => [
    ...diagram(`${title}, as the grammar says`, confidence(pages, {})),
    ...diagram(`${title}, as the reader gives`, confidence(pages)),
  ])
  return sets.length < 2 ? [...lines, 'SKIPPED: the annotated pages do not stand beside the project'] : lines
}

function diagram(title: string, bins: readonly Bin[]): string[] {
  return [
    `confidence of facts of the kinds annotated completely, ${title}: expected calibration error ${calibrationError(bins).toFixed(3)}`,
    ...bins.map(({ from, to, mean, right, of }) => {
      const share = right / of
      const bar = '█'.repeat(Math.round(share * 20)).padEnd(20, '·')
      return `  ${from.toFixed(3)} to ${to.toFixed(3)}  ${bar}  said ${mean.toFixed(3)}, right ${share.toFixed(3)} (${right} of ${of})`
    }),
  ]
}
