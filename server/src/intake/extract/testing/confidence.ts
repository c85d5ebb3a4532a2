import type { AnnotatedPage } from './gold.ts'
import { readAnnotated } from './measure.ts'

/** Facts given a confidence from one bound up to the other: what was said on average, and how many were right. */
export type Bin = { from: number; to: number; mean: number; right: number; of: number }

const BOUNDS = [0, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01]

/**
 * How far the confidence of facts is to be believed. Only of people, figures, projects and agreements can a page tell that a fact is
 * wrong, since only they are annotated completely.
 */
export function confidence(pages: readonly AnnotatedPage[]): Bin[] {
  const judged: Array<{ said: number; right: boolean }> = []
  for (const page of pages) {
    const { kinds } = readAnnotated(page)
    for (const kind of ['people', 'figures', 'projects', 'agreements'] as const) {
      judged.push(...kinds[kind].right.flatMap(fact => said(fact, true)))
      judged.push(...kinds[kind].wrong.flatMap(fact => said(fact, false)))
    }
  }
  return BOUNDS.slice(0, -1).flatMap((from, i) => {
    const to = BOUNDS[i + 1] ?? 1.01
    const inside = judged.filter(one => one.said >= from && one.said < to)
    if (inside.length === 0) return []
    const mean = inside.reduce((all, one) => all + one.said, 0) / inside.length
    return [{ from, to: Math.min(1, to), mean, right: inside.filter(one => one.right).length, of: inside.length }]
  })
}

function said(fact: unknown, right: boolean): Array<{ said: number; right: boolean }> {
  if (typeof fact !== 'object' || fact === null || !('confidence' in fact)) return []
  return typeof fact.confidence === 'number' ? [{ said: fact.confidence, right }] : []
}
