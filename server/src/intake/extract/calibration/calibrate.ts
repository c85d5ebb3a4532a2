import type { Fact, FactKind } from '#contract/extraction.ts'

/** By kind: what the grammar says, rising, and how much of that was right; between two of them and to 0 and 1 it goes straight. */
export type Calibration = Readonly<Partial<Record<FactKind, ReadonlyArray<readonly [said: number, right: number]>>>>

/**
 * A fact with the confidence that its kind has earned on annotated pages, in place of the grammar's own. Kinds of which nobody annotated
 * every fact, so that no page can tell how many are wrong, keep what the grammar says.
 */
export function calibrated<F extends Fact>(fact: F, calibration: Calibration): F {
  const knots = calibration[fact.kind]
  return knots ? { ...fact, confidence: Math.round(between(knots, fact.confidence) * 10_000) / 10_000 } : fact
}

function between(knots: ReadonlyArray<readonly [number, number]>, said: number): number {
  let [x, y] = [0, 0]
  for (const [nextX, nextY] of [...knots, [1, 1] as const]) {
    if (said <= nextX) return nextX === x ? nextY : y + ((said - x) / (nextX - x)) * (nextY - y)
    ;[x, y] = [nextX, nextY]
  }
  return y
}
