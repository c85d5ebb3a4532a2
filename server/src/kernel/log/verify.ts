import type { Db } from '../database/open.ts'
import { one, rows, sql } from '../database/sql.ts'
import { canonical } from './canonical.ts'
import { checkpointHolds, type Signer } from './checkpoint.ts'
import { append, emptyFrontier, type Frontier, leafHash, rootOf } from './merkle.ts'

/** What a verification found: the tree as re-computed, and the first thing that does not fit, if any. */
export type Verdict = { regionId: number; entries: number; root: string; fault: { index: number; why: string } | null }

type Row = {
  index: number
  id: string | null
  event: string | null
  subjectKind: string | null
  subjectId: string | null
  actorId: string | null
  at: Date | null
  body: string | null
  leafHash: Buffer
}

/**
 * Re-computes a region's log from the bodies of its entries: every leaf, every repeated column, every checkpoint, the head.
 * The first entry that does not fit is named by its index. Entries are read in chunks, so that a long log fits into memory.
 */
export async function verifyLog(
  db: Db,
  regionId: number,
  signer: Signer,
  onProgress?: (done: number) => void,
): Promise<Verdict> {
  let frontier: Frontier = emptyFrontier
  const checkpoints = new Map(
    (
      await rows(
        db,
        sql<{
          size: number
          root: Buffer
          note: string
        }>`select size, root, note from log_checkpoint where region_id = ${regionId}`,
      )
    ).map(each => [each.size, each]),
  )
  const verdict = (why: string | null, index = frontier.size): Verdict => ({
    regionId,
    entries: frontier.size,
    root: rootOf(frontier).toString('hex'),
    fault: why === null ? null : { index, why },
  })

  for (;;) {
    const chunk = await rows(
      db,
      sql<Row>`select l.index, e.id, e.event, e.subject_kind, e.subject_id, e.actor_id, e.at, e.body, l.leaf_hash
        from log_leaf l left join log_entry e on e.region_id = l.region_id and e.id = l.entry_id
        where l.region_id = ${regionId} and l.index >= ${frontier.size} order by l.index limit 2000`,
    )
    for (const row of chunk) {
      const why = misfit(regionId, frontier.size, row)
      if (why) return verdict(why)
      frontier = append(frontier, row.leafHash)
      const checkpoint = checkpoints.get(frontier.size)
      if (checkpoint) {
        checkpoints.delete(frontier.size)
        const root = rootOf(frontier)
        if (!checkpoint.root.equals(root)) return verdict('checkpoint-root', frontier.size - 1)
        if (!checkpointHolds(signer, regionId, frontier.size, root, checkpoint.note))
          return verdict('checkpoint-signature', frontier.size - 1)
      }
    }
    onProgress?.(frontier.size)
    if (chunk.length < 2000) break
  }

  const head = await one(
    db,
    sql<{ size: number; root: Buffer }>`select size, root from log_head where region_id = ${regionId}`,
  )
  if (head && (head.size !== frontier.size || !head.root.equals(rootOf(frontier)))) return verdict('head')
  if (checkpoints.size > 0) return verdict('checkpoint-beyond-log', Math.min(...checkpoints.keys()) - 1)
  const stray = await one(
    db,
    sql<{ n: number }>`select count(*) n from log_entry e where region_id = ${regionId}
      and not exists (select 1 from log_leaf l where l.region_id = e.region_id and l.entry_id = e.id)
      and not exists (select 1 from log_pending p where p.region_id = e.region_id and p.entry_id = e.id)`,
  )
  return verdict(stray?.n ? 'entry-outside-tree' : null)
}

/** Why a leaf does not fit its place and its entry, or undefined. The columns beside the body must say what the body says. */
function misfit(regionId: number, index: number, row: Row): string | undefined {
  if (row.index !== index) return 'missing-leaf'
  if (row.body === null || row.id === null || row.at === null) return 'missing-entry'
  if (!leafHash(row.body).equals(row.leafHash)) return 'leaf-hash'
  const body: unknown = JSON.parse(row.body)
  if (canonical(body) !== row.body) return 'not-canonical'
  // The body was written by `record` as an object; anything else fails the comparison below.
  const { facts: _facts, rows: _rows, ...repeated } = body as Record<string, unknown>
  const expected = {
    v: 1,
    region: regionId,
    id: row.id,
    event: row.event,
    subject: { kind: row.subjectKind, id: row.subjectId },
    actor: row.actorId,
    at: row.at,
  }
  return canonical(repeated) === canonical(expected) ? undefined : 'column'
}
