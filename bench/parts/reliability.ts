import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { confidence } from '#server/intake/extract/testing/confidence.ts'
import { annotatedPages, ownAnnotated } from '#server/intake/extract/testing/gold.ts'

const shared = new URL('../../../shared/pages/', import.meta.url)

/** The reliability diagram in lines: of the facts given a confidence, how many are right; our own pages and, where they are, the others. */
export function reliabilityOf(): string[] {
  const sets = [{ title: 'our own pages', pages: ownAnnotated() }]
  if (existsSync(fileURLToPath(shared)))
    sets.push({ title: 'the annotated pages', pages: annotatedPages(shared, new URL('gold/', shared)) })
  return sets.flatMap(({ title, pages }) => [
    `confidence of facts of the kinds annotated completely, ${title}:`,
    ...confidence(pages).map(
      ({ from, to, mean, right, of }) =>
        `  ${from.toFixed(2)} to ${to.toFixed(2)}: said ${mean.toFixed(2)}, right ${(right / of).toFixed(2)} (${right} of ${of})`,
    ),
    ...(sets.length < 2 ? ['SKIPPED: the annotated pages do not stand beside the project'] : []),
  ])
}
