import type { Db, Tx } from '../database/open.ts'
import { one, rows, sql } from '../database/sql.ts'
import { canonical } from './canonical.ts'
import { checkpointHolds, type Signer } from './checkpoint.ts'
import { append, emptyFrontier, type Frontier, leafHash, rootOf } from './merkle.ts'
import { type Claim, type RecordCheck, recordCheck } from './verifyRecords.ts'

/** Something that does not fit: the index of the entry it belongs to, why, and the version of a record where it is one (`table:id:version`). */
export type Fault = { index: number; why: string; row?: string }

/**
 * What a verification found: the tree as re-computed, how many versions of records were compared with it, what does not fit (at most a
 * thousand things), and the first of these.
 */
export type Verdict = {
  regionId: number
  entries: number
  versions: number
  root: string
  faults: readonly Fault[]
  fault: Fault | null
}

const MOST_FAULTS = 1000
/** Whatever is larger was not written by us, and would not be read as a number. */
const LARGEST = Number.MAX_SAFE_INTEGER

type Entry = {
  id: string | null
  event: string | null
  subjectKind: string | null
  subjectId: string | null
  actorId: string | null
  at: Date | null
  isExact: boolean | null
  body: string | null
}
type Row = Entry & { index: number; leafHash: Buffer }

const entryColumns = sql`e.id, e.event, e.subject_kind, e.subject_id, e.actor_id, e.at, e.body,
  e.at = date_trunc('milliseconds', e.at) is_exact`

/**
 * Re-computes a region's log from the bodies of its entries: every leaf, every repeated column, every checkpoint, the head; and holds
 * every version of every record, current and past, against the hash its entry carries. Reads one snapshot, so that it may run beside
 * writers, and in chunks, so that a long log fits into memory.
 */
export function verifyLog(
  db: Db,
  regionId: number,
  signer: Signer,
  onProgress?: (done: number) => void,
): Promise<Verdict> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(tx => verifyWithin(tx, regionId, signer, onProgress))
}

/** The same within a transaction somebody else began: it sees what that transaction sees. */
export async function verifyWithin(
  tx: Tx,
  regionId: number,
  signer: Signer,
  onProgress?: (done: number) => void,
): Promise<Verdict> {
  const faults: Fault[] = []
  const note = (fault: Fault) => void (faults.length < MOST_FAULTS && faults.push(fault))
  const records = await recordCheck(tx, regionId, note)
  const tree = await verifyTree(tx, regionId, signer, records, note, onProgress)
  // Where an entry itself is broken it was not asked for its versions, so what stands outside the log cannot be told.
  const isTreeWhole = () => faults.every(({ row }) => row !== undefined)
  if (isTreeWhole()) await verifyWaiting(tx, regionId, tree.size, records, note)
  if (isTreeWhole()) await records.strays(tree.size)
  const sorted = faults.toSorted((a, b) => a.index - b.index)
  return {
    regionId,
    entries: tree.size,
    versions: records.count(),
    root: rootOf(tree).toString('hex'),
    faults: sorted,
    fault: sorted[0] ?? null,
  }
}

/** Every region that a log or a record speaks of: a row moved to a region that does not exist must not be out of sight there. */
export async function regionsOfLog(db: Db): Promise<number[]> {
  const found = await rows(
    db,
    sql<{ regionId: number }>`
      select region_id from region union select region_id from log_head union select region_id from log_checkpoint
      union select region_id from log_entry union select region_id from log_pending union select region_id from log_leaf
      order by region_id`,
  )
  return found.map(({ regionId }) => regionId)
}

async function verifyTree(
  tx: Tx,
  regionId: number,
  signer: Signer,
  records: RecordCheck,
  note: (fault: Fault) => void,
  onProgress?: (done: number) => void,
): Promise<Frontier> {
  let tree: Frontier = emptyFrontier
  // After a wrong leaf every root differs; that would only be the same fault again.
  let isShaken = false
  const fault = (why: string, index = tree.size) => {
    isShaken = true
    note({ index, why })
  }
  const checkpoints = new Map((await checkpointsOf(tx, regionId)).map(each => [each.size, each]))
  const newest = Math.max(0, ...checkpoints.keys())

  for (;;) {
    const chunk = await rows(
      tx,
      sql<Row>`select l.index, l.leaf_hash, ${entryColumns}
        from log_leaf l left join log_entry e on e.region_id = l.region_id and e.id = l.entry_id
        where l.region_id = ${regionId} and l.index between ${tree.size} and ${LARGEST} order by l.index limit 2000`,
    )
    const claims: Claim[] = []
    for (const row of chunk) {
      if (row.index !== tree.size) {
        fault('missing-leaf')
        return tree
      }
      const why = misfit(regionId, row)
      if (why) fault(why)
      else claims.push(...claimsOf(row.body, tree.size))
      tree = append(tree, row.leafHash)
      const checkpoint = checkpoints.get(tree.size)
      checkpoints.delete(tree.size)
      if (!checkpoint || isShaken) continue
      const root = rootOf(tree)
      if (!checkpoint.root.equals(root)) fault('checkpoint-root', tree.size - 1)
      else if (!checkpointHolds(signer, regionId, tree.size, root, checkpoint.note))
        fault('checkpoint-signature', tree.size - 1)
    }
    await records.hold(claims)
    onProgress?.(tree.size)
    if (chunk.length < 2000) break
  }
  const [beyond] = [...checkpoints.keys()].sort((a, b) => a - b)
  if (beyond !== undefined) fault('checkpoint-beyond-log', Math.max(0, Math.min(beyond - 1, tree.size)))
  else if (newest !== tree.size) fault('checkpoint-missing', tree.size - 1)
  if (!isShaken && !(await headHolds(tx, regionId, tree))) fault('head')
  return tree
}

function checkpointsOf(tx: Tx, regionId: number) {
  return rows(
    tx,
    sql<{ size: number; root: Buffer; note: string }>`
      select greatest(least(size, ${LARGEST}), -1) size, root, note from log_checkpoint where region_id = ${regionId}`,
  )
}

/** The head says the size, the root and the complete subtrees of the tree; a region that never wrote has none, or an empty one. */
async function headHolds(tx: Tx, regionId: number, tree: Frontier): Promise<boolean> {
  const head = await one(
    tx,
    sql<{ size: number; root: Buffer; frontier: string[] }>`
      select size, root, frontier from log_head where region_id = ${regionId} and size between 0 and ${LARGEST}`,
  )
  if (!head) return tree.size === 0
  const frontier = tree.hashes.map(hash => hash.toString('hex'))
  return head.size === tree.size && head.root.equals(rootOf(tree)) && canonical(head.frontier) === canonical(frontier)
}

/** Entries that wait for their place, and what is neither in the tree nor waiting. */
async function verifyWaiting(
  tx: Tx,
  regionId: number,
  size: number,
  records: RecordCheck,
  note: (fault: Fault) => void,
): Promise<void> {
  const waiting = await rows(
    tx,
    sql<Entry>`
      select ${entryColumns} from log_pending p left join log_entry e on e.region_id = p.region_id and e.id = p.entry_id
      where p.region_id = ${regionId} order by e.ordinal`,
  )
  for (const [place, entry] of waiting.entries()) {
    const why = entry.body === null ? 'missing-entry' : columnsMisfit(regionId, entry)
    if (why) note({ index: size + place, why })
    else await records.hold(claimsOf(entry.body, size + place))
  }
  const stray = await one(
    tx,
    sql`select 1 from log_entry e where region_id = ${regionId}
      and not exists (select 1 from log_leaf l where l.region_id = e.region_id and l.entry_id = e.id)
      and not exists (select 1 from log_pending p where p.region_id = e.region_id and p.entry_id = e.id)`,
  )
  if (stray) note({ index: size, why: 'entry-outside-tree' })
}

/** Why a leaf does not fit its entry, or undefined. */
function misfit(regionId: number, row: Row): string | undefined {
  if (row.body === null) return 'missing-entry'
  if (!leafHash(row.body).equals(row.leafHash)) return 'leaf-hash'
  return columnsMisfit(regionId, row)
}

/** The columns beside the body must say what the body says, in the one way it is written. */
function columnsMisfit(regionId: number, { id, event, subjectKind, subjectId, actorId, at, isExact, body }: Entry) {
  const said = parsed(body ?? '')
  if (said === undefined || canonical(said) !== body) return 'not-canonical'
  const { facts: _facts, rows: _rows, ...repeated } = said
  const subject = { kind: subjectKind, id: subjectId }
  const expected = { v: 1, region: regionId, id, event, subject, actor: actorId, at }
  return isExact && canonical(repeated) === canonical(expected) ? undefined : 'column'
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    // The body was written by `record` as an object; anything else fails every comparison.
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return undefined
  }
}

/** The versions an entry carries, with their hashes. */
function claimsOf(body: string | null, index: number): Claim[] {
  const { rows: carried } = JSON.parse(body ?? '{}') as { rows?: ReadonlyArray<readonly [string, string]> }
  return (carried ?? []).map(([row, sha256]) => ({ index, row, sha256 }))
}
