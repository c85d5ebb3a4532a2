const MINUTE_MS = 60_000
/** What failed is tried this often by itself; after that a person must say so. */
export const MOST_TRIES = 8
const FIRST_WAIT_MINUTES = 15
const LONGEST_WAIT_MINUTES = 24 * 60
/** A source that fails is left alone for longer and longer, but looked at this often at least. */
const LONGEST_PAUSE_MINUTES = 6 * 60
/** How soon a look goes on that left something. */
const GO_ON_MINUTES = 1

/** When a delivery that failed for the n-th time is tried again: after 15 minutes, then twice as long each time, at most a day; null after the last. */
export function againAfter(now: Date, tries: number): Date | null {
  if (tries >= MOST_TRIES) return null
  return later(now, Math.min(FIRST_WAIT_MINUTES * 2 ** (tries - 1), LONGEST_WAIT_MINUTES))
}

/**
 * When a source is looked at next: after its own minutes, sooner where something was left, later and later where it failed so many times in
 * a row, and not before the seconds it asked for itself.
 */
export function nextLook(
  now: Date,
  {
    every,
    failures,
    hasMore,
    retryAfter = 0,
  }: { every: number; failures: number; hasMore: boolean; retryAfter?: number },
): Date {
  if (failures === 0) return later(now, hasMore ? Math.min(GO_ON_MINUTES, every) : every)
  const pause = Math.min(every * 2 ** Math.min(failures - 1, 20), Math.max(every, LONGEST_PAUSE_MINUTES))
  return later(now, Math.max(pause, Math.min(retryAfter / 60, LONGEST_WAIT_MINUTES)))
}

const later = (now: Date, minutes: number) => new Date(now.getTime() + minutes * MINUTE_MS)
