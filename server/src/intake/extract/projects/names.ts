import { isProper } from '../organisations/bodies.ts'
import { leftEdge } from '../organisations/edges.ts'
import type { Reading } from '../reading.ts'

/** Whether a stretch holds something that makes it the name of one thing: a place, a brand, an unknown word. */
export function holdsProper(reading: Reading, start: number, end: number): boolean {
  const words = reading.words(reading.sentenceAt(start))
  return words.some((word, i) => word.start >= start && word.end <= end && isProper(word, words[i - 1]))
}

/**
 * Where the name of a project that ends at `to` begins. 及、和 and 与 are taken in when only the whole is a name
 * (某某材料研发及产业化项目), not between two names.
 */
export function projectStart(reading: Reading, from: number, to: number): number {
  const words = reading.words(reading.sentenceAt(from))
  let edge = leftEdge(words, from, to)
  for (let guard = 0; guard < 3; guard++) {
    const mark = reading.text[edge - 1]
    if (
      edge - 1 <= from ||
      edge >= to ||
      (mark !== '及' && mark !== '和' && mark !== '与') ||
      holdsProper(reading, edge, to)
    )
      break
    const further = leftEdge(words, from, edge - 1)
    if (further >= edge - 1) break
    edge = further
  }
  return edge
}

const GENERIC_TAIL =
  /^(?:[一二三四五六七八九十]+期)?(?:扩建|新建|改建|改造|建设)?(?:项目|工程|基地|园区|产业园|中心)?(?:[一二三四五六七八九十\d]+标段)?$/
const PHASE = /([一二三四五六七八九十]+)期/

/** Whether two names mean one project: 通富通达先进封测基地 and 通富通达项目; never two phases of one plant. */
export function sameProject(a: string, b: string): boolean {
  if (a === b) return true
  const phaseA = PHASE.exec(a)?.[1]
  const phaseB = PHASE.exec(b)?.[1]
  if (phaseA && phaseB && phaseA !== phaseB) return false
  if ((a.includes(b) || b.includes(a)) && Math.min(a.length, b.length) >= 4) return true
  let common = 0
  while (common < a.length && a[common] === b[common]) common++
  return common >= 4 && (GENERIC_TAIL.test(a.slice(common)) || GENERIC_TAIL.test(b.slice(common)))
}
