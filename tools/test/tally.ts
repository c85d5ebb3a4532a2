/** What a part of the test run came to. */
export type Tally = { passed: number; failed: number; skipped: number }

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0 }

export function add(one: Tally, other: Tally): Tally {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  }
}

/** The last line of the run, which other programs read. */
export function inOneLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

/** A run is good when nothing failed and something ran: one that ran nothing proves nothing. */
export function isGood({ passed, failed }: Tally): boolean {
  return failed === 0 && passed > 0
}
