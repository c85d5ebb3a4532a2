import type { Cumulation } from '#contract/participation/quiz.ts'

/** What counts of somebody's attempts. */
export type Counted = { score: number; tenths: number; finishedAt: Date }
type Attempt = Counted & { id: string }

/**
 * What counts after one attempt more: the better of the two, both together, or the later. A better one has the higher score, then the
 * shorter time, then was finished earlier. Together, it counts as finished when the last of them was.
 */
export function cumulated(rule: Cumulation, before: Counted | null, attempt: Counted): Counted {
  const { score, tenths, finishedAt } = attempt
  const own = { score, tenths, finishedAt }
  if (!before) return own
  if (rule === 'best') return compareCounted(own, before) < 0 ? own : before
  const later = finishedAt >= before.finishedAt
  if (rule === 'last') return later ? own : before
  return {
    score: before.score + score,
    tenths: before.tenths + tenths,
    finishedAt: later ? finishedAt : before.finishedAt,
  }
}

/** The ranking's order (page 002: score, then time; ours [C]: then who finished earlier): negative where the first stands before. */
export function compareCounted(a: Counted, b: Counted): number {
  return b.score - a.score || a.tenths - b.tenths || a.finishedAt.getTime() - b.finishedAt.getTime()
}

/** The order of the ranking over people: where all else is equal, the id decides, so that it is one order for everybody. */
export function comparePeople<Person extends Counted & { citizenId: string }>(a: Person, b: Person): number {
  return compareCounted(a, b) || (a.citizenId < b.citizenId ? -1 : a.citizenId > b.citizenId ? 1 : 0)
}

/** What counts of all attempts of one person, in the order they were finished; null where there is none. */
export function countedOf(rule: Cumulation, attempts: readonly Attempt[]): Counted | null {
  return attempts
    .toSorted((a, b) => a.finishedAt.getTime() - b.finishedAt.getTime() || (a.id < b.id ? -1 : 1))
    .reduce<Counted | null>((before, attempt) => cumulated(rule, before, attempt), null)
}

/** The bucket somebody stands in: the score and the whole seconds. */
export const bucketOf = ({ score, tenths }: Counted) => ({ score, second: Math.floor(tenths / 10) })

export type BucketChange = { score: number; second: number; change: number }

/** What changes in the buckets when people move, each bucket once and in one order, so that no two commands wait for each other. */
export function bucketChanges(moves: ReadonlyArray<{ from: Counted | null; to: Counted | null }>): BucketChange[] {
  const changes = new Map<string, BucketChange>()
  for (const { from, to } of moves)
    for (const [counted, change] of [
      [from, -1],
      [to, 1],
    ] as const) {
      if (!counted) continue
      const bucket = bucketOf(counted)
      const key = `${bucket.score} ${bucket.second}`
      changes.set(key, { ...bucket, change: (changes.get(key)?.change ?? 0) + change })
    }
  return [...changes.values()]
    .filter(({ change }) => change !== 0)
    .toSorted((a, b) => a.score - b.score || a.second - b.second)
}
