import type { Clock } from '../clock.ts'
import type { Database, Tx } from '../database/open.ts'
import { one, rows, run, sql } from '../database/sql.ts'
import { Refusal } from '../refusal.ts'
import { checkpointNote, type Signer } from './checkpoint.ts'
import { mustContinue } from './continuity.ts'
import { append, emptyFrontier, emptyRoot, type Frontier, leafHash, rootOf } from './merkle.ts'

export type Head = { size: number; root: Buffer }

/**
 * Takes a region's committed entries into its tree, in batches, and signs a checkpoint when the tree grew.
 *
 * Writers never meet here: they leave their entries in `log_pending`. One sequencer at a time holds the region's head row; a second
 * finds it locked and leaves. Entries of a transaction that commits late are simply placed later, so none is skipped. Within a batch
 * the order is `ordinal`, taken while the subject was locked, so entries of one subject keep their commit order.
 *
 * Refuses `log.inconsistent` when the log does not continue what was signed before: entries wait then, and nothing is signed.
 */
export async function sequence(
  database: Database,
  regionId: number,
  clock: Clock,
  signer: Signer,
  batch = 2000,
): Promise<Head | undefined> {
  const head = await database.db.transaction().execute(async tx => {
    await run(
      tx,
      sql`insert into log_head (region_id, size, frontier, root) values (${regionId}, 0, '{}', ${emptyRoot}) on conflict do nothing`,
    )
    const held = await one(
      tx,
      sql<{
        size: number
        frontier: string[]
      }>`select size, frontier from log_head where region_id = ${regionId} for update skip locked`,
    )
    if (!held) return undefined
    return place(
      tx,
      regionId,
      { size: held.size, hashes: held.frontier.map(hash => Buffer.from(hash, 'hex')) },
      clock,
      signer,
      batch,
    )
  })
  if (!head) return undefined
  await database.durable()
  // After the commit: what is remembered was signed and stands. A process that dies in between remembers less, never more.
  if (head.size > 0) await signer.memory.keep(regionId, head)
  return head
}

async function place(
  tx: Tx,
  regionId: number,
  frontier: Frontier,
  clock: Clock,
  signer: Signer,
  batch: number,
): Promise<Head> {
  const pending = await rows(
    tx,
    sql<{ id: string; body: string }>`
      select e.id, e.body from log_pending p join log_entry e on e.region_id = p.region_id and e.id = p.entry_id
      where p.region_id = ${regionId} order by e.ordinal limit ${batch}`,
  )
  if (pending.length === 0) return { size: frontier.size, root: rootOf(frontier) }
  await mustContinue(tx, regionId, frontier, signer)

  const hashes = pending.map(entry => leafHash(entry.body))
  const grown = hashes.reduce(append, frontier.size === 0 ? emptyFrontier : frontier)
  const ids = pending.map(entry => entry.id)
  await run(
    tx,
    sql`insert into log_leaf (region_id, index, entry_id, leaf_hash)
      select ${regionId}::int, ${frontier.size}::bigint + n - 1, id, decode(hash, 'hex')
      from unnest(${ids}::uuid[], ${hashes.map(hash => hash.toString('hex'))}::text[]) with ordinality as t (id, hash, n)`,
  )
  await run(tx, sql`delete from log_pending where region_id = ${regionId} and entry_id = any(${ids}::uuid[])`)

  const root = rootOf(grown)
  await run(
    tx,
    sql`update log_head set size = ${grown.size}, frontier = ${grown.hashes.map(hash => hash.toString('hex'))}::text[], root = ${root} where region_id = ${regionId}`,
  )
  await run(
    tx,
    sql`insert into log_checkpoint (region_id, size, root, note, at) values (${regionId}, ${grown.size}, ${root}, ${checkpointNote(signer, regionId, grown.size, root)}, ${clock.now()})`,
  )
  return { size: grown.size, root }
}

/** Sequences until nothing is pending, for commands that end the process and for tests. */
export async function sequenceAll(database: Database, regionId: number, clock: Clock, signer: Signer): Promise<Head> {
  for (;;) {
    const head = await sequence(database, regionId, clock, signer)
    const left = await one(
      database.db,
      sql<{ n: number }>`select count(*) n from log_pending where region_id = ${regionId}`,
    )
    if (head && !left?.n) return head
  }
}

/**
 * Sequences every region within a second of a commit. `hint` says that something was committed; the timer makes a lost hint harmless.
 */
export function startSequencer(database: Database, clock: Clock, signer: Signer, onFault: (error: unknown) => void) {
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  let wanted = false
  let told = ''

  /** Once until it changes: a log that may not be signed is looked at every second. */
  function fault(error: unknown): void {
    if (String(error) !== told) onFault(error)
    told = String(error)
  }

  async function round(): Promise<void> {
    // On a full disk what is left is for those who read; the entries wait. A database that is away is a fault below, as before.
    const isFull = await database.ready().then(
      () => false,
      (error: unknown) => error instanceof Refusal,
    )
    if (isFull) return
    const regions = await rows(database.db, sql<{ regionId: number }>`select distinct region_id from log_pending`)
    // One region's trouble is not the others'.
    for (const { regionId } of regions) await sequence(database, regionId, clock, signer).catch(fault)
  }

  function hint(): void {
    if (wanted || stopped) return
    wanted = true
    running = running
      .then(() => {
        wanted = false
        return stopped ? undefined : round()
      })
      .catch(fault)
  }

  const timer = setInterval(hint, 1000)
  timer.unref()
  return {
    hint,
    async stop(): Promise<void> {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}
