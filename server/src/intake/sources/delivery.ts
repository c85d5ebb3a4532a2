import type { CutLines } from '#contract/intake/deliveries.ts'
import type { Refusal } from '#kernel/refusal.ts'
import type { SourceSetting } from '#kernel/sources/settings.ts'
import type { Day } from '#kernel/time/index.ts'

type Told = {
  /** What it is at its source, the same at every look, and another where its content is another. Kept as a hash only. */
  key: string
  /**
   * A cheap sign of the same thing, as a file's size and time: what bears the sign of something that is done with is known without
   * being read. Kept as a hash only.
   */
  mark?: string
  /** What people call it: a file's name, an entry's title. Its ending tells the reader of files what it claims to be. */
  name: string
}

/** A page that came by itself: its text, or the bytes of a file that `textOfFile` reads. What is null here is as the source says. */
export type Delivery = Told & {
  text?: string
  bytes?: Uint8Array
  publication: string | null
  page: string | null
  issueDate: Day | null
  /** What of a letter's body is not in its text. */
  cut?: CutLines
}

/**
 * A page that was there and cannot be brought. Where the code of the problem ends in `-unavailable` it is offered again at a later look;
 * any other problem stands until a person says to try again.
 */
export type Trouble = Told & { problem: Refusal }

/** What a collector is given beside its source. */
export type LookTools = {
  /** Those of some keys and marks that need not be offered: done with, or waiting for a later look. Asked many at a time. */
  isKnown(keysOrMarks: readonly string[]): Promise<Set<string>>
  /** Whether something that failed is to be offered again: then a source that would say “nothing new” is to be read in full. */
  isAgainWanted: boolean
  /** The day on which the source was first looked at, or was to be. */
  firstLook: Day
  /** What `remember` was given at the last look that went well: plain JSON, and no secret. Undefined at the first. */
  memory: unknown
  /** Keeps something for the next look, once this one ends well and whole. */
  remember(memory: unknown): void
  /** Says that something is there that is not ready: the next look comes in a minute. */
  comeBackSoon(): void
  signal: AbortSignal
}

/**
 * Looks at a source once and offers what is new there, the oldest first. It may be left at any offer, and ends what it opened then. Throws
 * a refusal where the source as a whole cannot be looked at, with `retryAfter` where it said when to come again.
 */
export type Collector<Setting extends SourceSetting> = (
  source: Setting,
  tools: LookTools,
) => AsyncIterable<Delivery | Trouble>
