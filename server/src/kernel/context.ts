import type { BackupsKept } from '#contract/backups.ts'
import type { Role } from '#contract/kernel.ts'
import type { PasswordHashing } from './accounts/passwordHash.ts'
import type { Seal } from './accounts/seal.ts'
import type { Sender } from './citizens/sender.ts'
import type { Tx } from './database/open.ts'
import type { Model } from './model/index.ts'
import type { SourceSetting } from './sources/settings.ts'
import type { Calendar } from './time/calendar.ts'
import type { Day } from './time/day.ts'

/** Who acts: from the session, never from the body of a request. */
export type Actor = {
  /** The member's id. */
  id: string
  name: string
  regionId: number
  unitId: string | null
  /** The own unit and every unit below it. */
  unitIds: readonly string[]
  roles: ReadonlySet<Role>
  /** The session the actor speaks through; absent for what happens without one: the command line, jobs, the program itself. */
  sessionId?: string
  /** Where a citizen's request comes from, as far as one client holds it (`holderOf`). To be kept as a keyed hash only. */
  address?: string
}

/** A version of a record written by the running command; the log entry that follows carries it. */
export type Touched = { table: string; id: string; version: number; sha256: string }

export type Subject = { kind: string; id: string }
export type Facts = Readonly<Record<string, string | number | boolean | null | readonly (string | number)[]>>

/**
 * What every command and query is given. Nothing else tells the time, makes ids or reaches the database,
 * so tests and packs repeat.
 */
export type Ctx = {
  actor: Actor
  /** The region whose records are asked for; every statement binds it. */
  regionId: number
  /**
   * The instant of this command or query, and the day it falls on in Asia/Shanghai. A command that waited for a record moves on to the
   * instant of what it then finds (history/notBefore.ts), so read them here and keep no copy.
   */
  now: Date
  today: Day
  /** The instant a query is asked as of; null is now. Always null in a command. */
  asOf: Date | null
  tx: Tx
  calendar: Calendar
  newId(): string
  /** Closes and opens what must not be read from the database alone. */
  seal: Seal
  /** Hashes passwords and looks at them. */
  passwords: PasswordHashing
  /** Carries messages to citizens; undefined where the installation has none. What it carried is not undone with the command. */
  sender: Sender | undefined
  /** Tells how the backups made by the program itself stand; undefined where operators make them from outside. */
  backups: (() => Promise<BackupsKept>) | undefined
  /** The language model the installation names; undefined where it has none. To be asked by jobs, never within a transaction. */
  model: Model | undefined
  /** The sources of pages this installation has set up, of all its regions. */
  sources: readonly SourceSetting[]
  /**
   * Writes an entry into the log, in this transaction, with the versions touched since the entry before. Facts hold ids, codes,
   * numbers and hashes, never personal data. Gives the entry's id.
   */
  record(event: string, subject: Subject, facts?: Facts): Promise<string>
  /** Tells the rooms that hear the event, inside this transaction. */
  announce(event: string, payload: unknown): Promise<void>
  /**
   * Asks for long work of a kind that a room declares, in this transaction: the job exists only if the command commits. Gives its id,
   * under which `GET /api/{region}/jobs/{id}` tells how far it is.
   */
  enqueue(kind: string, input: unknown): Promise<string>
  /** Versions written and verbs asked so far; the kernel's own book-keeping. */
  touched: Touched[]
  asked: Set<string>
  /** Whether anything was written at this instant yet. */
  written: { any: boolean }
}

/** The day a query speaks of: today, or the day of the instant it is asked as of. */
export function dayAsked(ctx: Ctx, dayOf: (instant: Date) => Day): Day {
  return ctx.asOf ? dayOf(ctx.asOf) : ctx.today
}
