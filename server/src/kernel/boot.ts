import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { regions } from './accounts/members.ts'
import { type PasswordHashing, passwordHashing } from './accounts/passwordHash.ts'
import { type Seal, sealWith } from './accounts/seal.ts'
import type { Clock } from './clock.ts'
import type { Ctx } from './context.ts'
import { type Migration, migrate, readMigrations } from './database/migrate.ts'
import type { Database } from './database/open.ts'
import { one, sql } from './database/sql.ts'
import { newId as idOfProcess, type NewId } from './ids.ts'
import { jobKindsOf } from './jobs/kinds.ts'
import type { Room } from './room.ts'
import type { Kernel } from './run.ts'
import { nationalCalendar } from './time/index.ts'

/** All migrations in the order they must run: the kernel's, then each room's in the order of the list of rooms. */
export async function allMigrations(rooms: readonly Room[]): Promise<Migration[]> {
  const kernel = await readMigrations('kernel', join(import.meta.dirname, 'migrations'))
  const others = await Promise.all(rooms.map(room => readMigrations(room.name, join(room.directory, 'migrations'))))
  return [...kernel, ...others.flat()]
}

/** Brings the database to this version and ties the rooms together. */
export async function startKernel(
  database: Database,
  rooms: readonly Room[],
  clock: Clock,
  given: { seal?: Seal; passwords?: PasswordHashing } = {},
): Promise<Kernel> {
  await migrate(database, await allMigrations(rooms))
  return kernelOver(database, rooms, clock, given)
}

/**
 * Raises the clock to the last instant that any region's log holds: a program that starts after its machine's clock stepped back goes
 * on from what was recorded, and does not write before it.
 */
export async function resumeClock({ database, clock }: Pick<Kernel, 'database' | 'clock'>): Promise<void> {
  for (const { regionId } of await regions(database.db)) {
    const last = await one(
      database.db,
      sql<{ at: Date | null }>`select max(at) at from log_entry where region_id = ${regionId}`,
    )
    if (last?.at) clock.raise?.(last.at)
  }
}

/**
 * The kernel over a database that is already at this version. An installation gives the seal of its key; without one what is sealed
 * opens in this process only, which is enough for a database that does not outlive it. `newId` is another's only in tests that repeat.
 */
export function kernelOver(
  database: Database,
  rooms: readonly Room[],
  clock: Clock,
  {
    seal = sealWith(randomUUID()),
    newId = idOfProcess,
    passwords = passwordHashing(),
  }: { seal?: Seal | undefined; newId?: NewId; passwords?: PasswordHashing } = {},
): Kernel {
  return {
    database,
    clock,
    newId,
    calendar: nationalCalendar(),
    seal,
    passwords,
    listeners: listenersOf(rooms),
    jobs: jobKindsOf(rooms),
    committed: () => undefined,
  }
}

function listenersOf(rooms: readonly Room[]) {
  const listeners = new Map<string, Array<(ctx: Ctx, payload: unknown) => Promise<void>>>()
  for (const room of rooms)
    for (const [event, hear] of Object.entries(room.hears ?? {})) {
      // Announcer and listener share the payload's type through the announcing room's events.ts; the table in between cannot carry it.
      listeners.set(event, [...(listeners.get(event) ?? []), hear as (ctx: Ctx, payload: unknown) => Promise<void>])
    }
  return listeners
}
