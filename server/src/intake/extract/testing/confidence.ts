import type { FactKind } from '#contract/extraction.ts'
import type { Calibration } from '../calibration/calibrate.ts'
import type { AnnotatedPage } from './gold.ts'
import { readAnnotated } from './measure.ts'

/** Facts given a confidence from one bound up to the other: what was said on average, and how many were right. */
export type Bin = { from: number; to: number; mean: number; right: number; of: number }

const BOUNDS = [0, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.975, 1.01]

/** One fact that was read: how sure the reader was, and whether the page says it. */
export type Judged = { kind: FactKind; said: number; right: boolean }

const annotatedCompletely = [
  ['people', 'person'],
  ['figures', 'figure'],
  ['projects', 'project'],
  ['agreements', 'agreement'],
] as const

/**
 * Every fact read of which a page can tell whether it is wrong: people, figures, projects and agreements, since only they are annotated
 * completely. Read with another calibration than the product's where one is given.
 */
export function judgedOf(pages: readonly AnnotatedPage[], calibration?: Calibration): Judged[] {
  return pages.flatMap(page => {
    const { kinds } = readAnnotated(page, calibration)
    return annotatedCompletely.flatMap(([name, kind]) => [
      ...kinds[name].right.flatMap(fact => said(kind, fact, true)),
      ...kinds[name].wrong.flatMap(fact => said(kind, fact, false)),
    ])
  })
}

/** How far the confidence of facts is to be believed: the reliability diagram. */
export function confidence(pages: readonly AnnotatedPage[], calibration?: Calibration): Bin[] {
  const judged = judgedOf(pages, calibration)
  return BOUNDS.slice(0, -1).flatMap((from, i) => {
    const to = BOUNDS[i + 1] ?? 1.01
    const inside = judged.filter(one => one.said >= from && one.said < to)
    if (inside.length === 0) return []
    const mean = inside.reduce((all, one) => all + one.said, 0) / inside.length
    return [{ from, to: Math.min(1, to), mean, right: inside.filter(one => one.right).length, of: inside.length }]
  })
}

/** Expected calibration error: by how much what was said and what was right differ, on average over the facts. */
export function calibrationError(bins: readonly Bin[]): number {
  const all = bins.reduce((sum, { of }) => sum + of, 0)
  return bins.reduce((sum, { mean, right, of }) => sum + (of / (all || 1)) * Math.abs(mean - right / of), 0)
}

function said(kind: FactKind, fact: unknown, right: boolean): Judged[] {
  if (typeof fact !== 'object' || fact === null || !('confidence' in fact)) return []
  return typeof fact.confidence === 'number' ? [{ kind, said: fact.confidence, right }] : []
}
