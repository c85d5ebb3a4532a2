import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { BackupsKept } from '#contract/backups.ts'
import type { PasswordHashing } from './accounts/passwordHash.ts'
import type { Seal } from './accounts/seal.ts'
import type { Sender } from './citizens/sender.ts'
import type { Clock } from './clock.ts'
import type { Actor, Ctx } from './context.ts'
import { isUnreachable } from './database/failures.ts'
import type { Database, Tx } from './database/open.ts'
import { one, run, sql } from './database/sql.ts'
import type { NewId } from './ids.ts'
import { enqueue } from './jobs/enqueue.ts'
import type { JobKinds } from './jobs/kinds.ts'
import { canonical } from './log/canonical.ts'
import { record } from './log/record.ts'
import type { Model } from './model/index.ts'
import { Refusal, refuse } from './refusal.ts'
import type { SourceSetting } from './sources/settings.ts'
import type { Calendar } from './time/calendar.ts'
import { dayOf } from './time/day.ts'

/** Rooms' listeners by event; they run inside the announcing transaction. */
export type Listeners = ReadonlyMap<string, ReadonlyArray<(ctx: Ctx, payload: unknown) => Promise<void>>>

/** What commands and queries run on. One per process. */
export type Kernel = {
  database: Database
  clock: Clock
  newId: NewId
  calendar: Calendar
  /** Under the installation's key, which is kept outside the database. */
  seal: Seal
  /** At the cost of this installation. */
  passwords: PasswordHashing
  listeners: Listeners
  /** Kinds of long work the rooms declare, by name. */
  jobs: JobKinds
  /** Carries messages to citizens; without one nobody outside the demonstration can sign in to the portal, or is told of a prize. */
  sender?: Sender | undefined
  /** Tells how the backups made by the program itself stand; without it operators make them from outside. */
  backups?: (() => Promise<BackupsKept>) | undefined
  /** The language model the installation names, if any. Only asked outside transactions, by jobs. */
  model?: Model | undefined
  /** The sources of pages the installation has set up. Only looked at outside transactions, by jobs. */
  sources?: readonly SourceSetting[] | undefined
  /** Called after each commit, so that the log is sequenced soon. */
  committed(): void
}

type Isolation = 'read committed' | 'repeatable read' | 'serializable'
export type CommandOptions = { isolation?: Isolation; idempotencyKey?: string; request?: unknown }

const RETRIES = 8

/**
 * Runs one command in one transaction: all of it happens, or nothing.
 *
 * With an idempotency key the command has one effect however often it is sent: a repeat waits for the first and gets its answer;
 * the same key with another request is refused (`kernel.key-conflict`). Serialization failures and deadlocks are tried again,
 * at most eight times, then refused (`kernel.busy-unavailable`). A key that another command took in between is tried again once, so that
 * the rule which looks for it says no. Where the connection breaks nothing was done and that is said
 * (`kernel.database-unavailable`), unless the commit was under way (`kernel.outcome-unavailable`): only a repeat with the same key can
 * tell then. Resolves when the change survives the process and a loss of power; rejects while the disk is full (`kernel.disk-full`).
 */
export async function command<Result>(
  kernel: Kernel,
  actor: Actor,
  regionId: number,
  work: (ctx: Ctx) => Promise<Result>,
  options: CommandOptions = {},
): Promise<Result> {
  for (let attempt = 1, taken = false; ; attempt++) {
    try {
      const since = await kernel.database.ready()
      const result = await once(kernel, actor, regionId, work, options)
      await kernel.database.durable(since).catch((error: unknown) => {
        throw isUnreachable(error) ? refuse('kernel.outcome-unavailable') : error
      })
      kernel.committed()
      return result
    } catch (error) {
      if (isTaken(error) && !taken) {
        taken = true
        continue
      }
      if (!isContention(error)) throw error
      if (attempt > RETRIES) throw refuse('kernel.busy-unavailable')
      await pause(2 ** attempt + ((attempt * 7919) % 13))
    }
  }
}

async function once<Result>(
  kernel: Kernel,
  actor: Actor,
  regionId: number,
  work: (ctx: Ctx) => Promise<Result>,
  { isolation = 'read committed', idempotencyKey, request }: CommandOptions,
): Promise<Result> {
  let isDecided = false
  const decide = <Done>(done: Done): Done => {
    isDecided = true
    return done
  }
  const ended = await kernel.database.db
    .transaction()
    .setIsolationLevel(isolation)
    .execute(async tx => {
      // The transaction takes its number before it reads the clock: whoever waits for all numbers given by an instant (`fixedInstant`)
      // has waited for every command that may still write something known from before it.
      const begun = await one(
        tx,
        sql<{ last: Date | null }>`
          select pg_current_xact_id(), (select max(at) from log_entry where region_id = ${regionId}) last`,
      )
      // Nor does it ever write before what the region's log holds, whichever process wrote that, by whatever clock.
      if (begun?.last) kernel.clock.raise?.(begun.last)
      const ctx = context(kernel, actor, regionId, tx, null)
      if (idempotencyKey === undefined) return decide(await keptOrDone(ctx, work))

      const key = `${actor.id}:${idempotencyKey}`
      const hash = createHash('sha256')
        .update(canonical(request ?? null))
        .digest('hex')
      const fresh = await one(
        tx,
        sql`insert into idempotency (region_id, key, request_hash, at) values (${regionId}, ${key}, ${hash}, ${ctx.now}) on conflict do nothing returning 1 as n`,
      )
      if (!fresh) {
        const before = await one(
          tx,
          sql<{
            requestHash: string
            response: { result: Result }
          }>`select request_hash, response from idempotency where region_id = ${regionId} and key = ${key}`,
        )
        // Gone between the two statements: the first attempt rolled back. Say so as contention, and the command is tried again.
        if (!before) throw Object.assign(new Error('the first attempt rolled back'), { code: '40001' })
        if (before.requestHash !== hash) throw refuse('kernel.key-conflict')
        return decide({ result: before.response.result })
      }
      const done = await keptOrDone(ctx, work)
      // Refused, with the count of it kept: nothing was done under this key, and the same may be tried again.
      if ('refusal' in done) {
        await run(tx, sql`delete from idempotency where region_id = ${regionId} and key = ${key}`)
        return decide(done)
      }
      await run(
        tx,
        sql`update idempotency set response = ${JSON.stringify({ result: done.result })}::jsonb where region_id = ${regionId} and key = ${key}`,
      )
      return decide(done)
    })
    .catch((error: unknown) => {
      if (!isUnreachable(error)) throw error
      throw refuse(isDecided ? 'kernel.outcome-unavailable' : 'kernel.database-unavailable')
    })
  if ('refusal' in ended) throw ended.refusal
  return ended.result
}

/** Does the work; a refusal that keeps what was written is handed out of the transaction, which must commit. */
async function keptOrDone<Result>(
  ctx: Ctx,
  work: (ctx: Ctx) => Promise<Result>,
): Promise<{ result: Result } | { refusal: Refusal }> {
  try {
    return { result: await finish(ctx, await work(ctx)) }
  } catch (error) {
    if (error instanceof Refusal && error.keeps) return { refusal: error }
    throw error
  }
}

/** Versions written after the command's last entry get an entry of their own, so that the log carries every version. */
async function finish<Result>(ctx: Ctx, result: Result): Promise<Result> {
  if (ctx.touched.length > 0) await ctx.record('kernel.rows-written', { kind: 'command', id: ctx.newId() })
  return result
}

/** Runs one query on a single snapshot, as of an instant or now; it can change nothing. */
export async function query<Result>(
  kernel: Kernel,
  actor: Actor,
  regionId: number,
  asOf: Date | null,
  work: (ctx: Ctx) => Promise<Result>,
): Promise<Result> {
  return kernel.database.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(tx => work(context(kernel, actor, regionId, tx, asOf)))
}

function context(kernel: Kernel, actor: Actor, regionId: number, tx: Tx, asOf: Date | null): Ctx {
  const now = kernel.clock.now()
  const ctx: Ctx = {
    actor,
    regionId,
    now,
    today: dayOf(now),
    asOf,
    tx,
    calendar: kernel.calendar,
    seal: kernel.seal,
    passwords: kernel.passwords,
    sender: kernel.sender,
    backups: kernel.backups,
    model: kernel.model,
    sources: kernel.sources ?? [],
    newId: () => kernel.newId(now),
    record: (event, subject, facts) => record(ctx, event, subject, facts),
    announce: async (event, payload) => {
      for (const hear of kernel.listeners.get(event) ?? []) await hear(ctx, payload)
    },
    enqueue: (kind, input) => enqueue(ctx, kernel.jobs, kind, input),
    touched: [],
    asked: new Set(),
    written: { any: false },
  }
  return ctx
}

/** A unique key was taken: by a command that was looking for it at the same time, or by a fault of ours. */
const isTaken = (error: unknown) => error instanceof Error && 'code' in error && error.code === '23505'

/** Serialization failure or deadlock: the same work may succeed when tried again. */
function isContention(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01')
}
