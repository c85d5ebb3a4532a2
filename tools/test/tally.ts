/** What a part of the test run came to; `failures` says of each failure what it was, for whoever reads only the end. */
export type Tally = { passed: number; failed: number; skipped: number; failures: readonly string[] }

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] }

/** One failure, and what it was. */
export const failure = (what: string): Tally => ({ ...nothing, failed: 1, failures: [what] })

export function add(one: Tally, other: Tally): Tally {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
    failures: [...one.failures, ...other.failures],
  }
}

/** The last line of the run, which other programs read. */
export function inOneLine({ passed, failed, skipped }: Omit<Tally, 'failures'>): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

/** A run is good when nothing failed and something ran: one that ran nothing proves nothing. */
export function isGood({ passed, failed }: Omit<Tally, 'failures'>): boolean {
  return failed === 0 && passed > 0
}
