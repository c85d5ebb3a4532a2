import type { Calibration } from '../calibration/calibrate.ts'
import { extractPage } from '../index.ts'
import type { AnnotatedPage } from './gold.ts'
import { complete, type Kind, type Meaning, type Score, scorePage } from './score.ts'

/** How many facts of a kind were annotated, how many of them found, and how many others read. */
export type Total = { gold: number; found: number; extra: number }

/** Reads an annotated page as of the day it was printed and scores what was read; with another calibration where one is given. */
export function readAnnotated(page: AnnotatedPage, calibration?: Calibration): Score {
  const options = { name: page.name, issueDate: page.gold.issue.issue_date }
  return scorePage(page, extractPage(page.text, calibration ? { ...options, calibration } : options))
}

export function totalOf(scores: readonly Score[], kind: Kind): Total
export function totalOf(scores: readonly Score[], kind: 'meaning'): Meaning
export function totalOf(scores: readonly Score[], kind: Kind | 'meaning'): Total | Meaning {
  if (kind === 'meaning') {
    const sum = (what: keyof Meaning) => ({
      right: scores.reduce((all, score) => all + score.meaning[what].right, 0),
      of: scores.reduce((all, score) => all + score.meaning[what].of, 0),
    })
    return {
      bound: sum('bound'),
      named: sum('named'),
      modality: sum('modality'),
      speaker: sum('speaker'),
      amounts: sum('amounts'),
    }
  }
  const total = { gold: 0, found: 0, extra: 0 }
  for (const score of scores) {
    const one = score.kinds[kind]
    total.gold += one.gold
    total.found += one.found
    total.extra += one.extra.length
  }
  return total
}

export const recall = ({ found, gold }: Total): number => (gold > 0 ? found / gold : 1)

/** The harmonic mean of recall and precision; three readings for each annotated fact are free where the annotation is not complete. */
export function f1(kind: string, total: Total): number {
  const predicted = total.found + total.extra
  const full = [...complete].some(one => one === kind)
  const judged = full ? predicted : Math.max(total.found, predicted / 3)
  const precision = judged > 0 ? Math.min(1, total.found / judged) : 1
  return (2 * precision * recall(total)) / (precision + recall(total) || 1)
}
