/**
 * Runs the works in turn, so many rounds of each after some that do not count, so that a change of the machine's pace meets all of them;
 * gives the milliseconds of every round, in the order of the works.
 */
export async function inTurn(
  rounds: number,
  works: ReadonlyArray<() => Promise<unknown>>,
  warm = 3,
): Promise<number[][]> {
  const taken = works.map((): number[] => [])
  for (let round = -warm; round < rounds; round++)
    for (const [place, work] of works.entries()) {
      const begun = performance.now()
      await work()
      if (round >= 0) taken[place]?.push(performance.now() - begun)
    }
  return taken
}

/** The value that so many of a hundred do not exceed; of an empty list, not a number. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN
}

/** Milliseconds as people read them: three digits. */
export const ms = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`

/** Prints one measured thing: its ratio beside its limit, and what is told of it. The bench ends with 1 when a ratio is over. */
export function atMost(limit: number, ratio: number, what: string, told: string): void {
  print(ratio <= limit, `${what}: ${ratio.toFixed(2)} (limit ${limit})`, told)
}

/** The same where less is worse. */
export function atLeast(limit: number, ratio: number, what: string, told: string): void {
  print(ratio >= limit, `${what}: ${ratio.toFixed(2)} (at least ${limit})`, told)
}

function print(isMet: boolean, ratio: string, told: string): void {
  if (!isMet) process.exitCode = 1
  console.log(`${ratio}${isMet ? '' : ' MISSED'}; ${told}`)
}
