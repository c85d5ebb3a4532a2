import { z } from 'zod'
import type { Db } from '../database/open.ts'
import { rows, sql } from '../database/sql.ts'
import { checkpointHolds, type Signer, saidByCheckpoint } from './checkpoint.ts'
import { treeOf } from './continuity.ts'
import { rootOf } from './merkle.ts'

/** A restore that explains why a checkpoint is no beginning of this log: up to `size` entries both are the same. */
export type RestoreBetween = { index: number; seal: string; takenAt: string; size: number }

/**
 * What a checkpoint somebody kept says of the log as it stands:
 * - `unread`: it is no checkpoint text;
 * - `not-ours`: another log's, or not signed by this log's key;
 * - `beginning`: its entries are the first of this log, as they were;
 * - `restored`: they are not, and a restore recorded in this log went back to before it: what was written after `size` is lost;
 * - `forked`: they are not, and nothing recorded explains it: entries were changed or taken away.
 */
export type CheckpointVerdict =
  | { found: 'unread' }
  | { found: 'not-ours' }
  | { found: 'beginning'; regionId: number; size: number }
  | { found: 'forked'; regionId: number; size: number }
  | { found: 'restored'; regionId: number; size: number; restore: RestoreBetween }

/**
 * Holds a checkpoint that was kept outside against the log, whose entries were verified before (`verifyLog`); takes the text of the note
 * (C2SP tlog-checkpoint), or the answer of `GET /api/{region}/log/checkpoint` it came in.
 *
 * A restore is believed only where the log's own first entries have the root it says it brought back: one that is merely claimed, over
 * other entries, explains nothing. That the lost entries were never shown to anybody else it cannot prove; who kept them can.
 */
export async function holdCheckpoint(db: Db, signer: Signer, text: string): Promise<CheckpointVerdict> {
  const note = noteIn(text)
  const said = saidByCheckpoint(signer, note)
  if (said === undefined) return { found: 'unread' }
  if (said === 'not-ours' || !checkpointHolds(signer, said.regionId, said.size, said.root, note))
    return { found: 'not-ours' }
  const { regionId, size, root } = said
  const tree = await treeOf(db, regionId, size)
  if (tree.size === size && rootOf(tree).equals(root)) return { found: 'beginning', regionId, size }
  for (const restore of await restoresOf(db, regionId)) {
    if (restore.size >= size || restore.size > restore.index) continue
    const beginning = await treeOf(db, regionId, restore.size)
    if (beginning.size === restore.size && rootOf(beginning).toString('hex') === restore.root)
      return { found: 'restored', regionId, size, restore }
  }
  return { found: 'forked', regionId, size }
}

/** The note itself, whether it was kept as it is or in the answer it was given in. */
function noteIn(text: string): string {
  const whole = text.replaceAll('\r\n', '\n')
  if (!whole.trimStart().startsWith('{')) return whole
  try {
    const answer: unknown = JSON.parse(whole)
    return answer !== null && typeof answer === 'object' && 'note' in answer ? String(answer.note) : ''
  } catch {
    return ''
  }
}

const restoredEntry = z.object({
  facts: z.object({ takenAt: z.string(), size: z.int().min(0), root: z.string() }),
})

/** The restores a log tells of, the earliest first, each with the size and root it says it went back to. */
async function restoresOf(db: Db, regionId: number): Promise<(RestoreBetween & { root: string })[]> {
  const found = await rows(
    db,
    sql<{ index: number; seal: string; body: string }>`select l.index, e.subject_id seal, e.body from log_entry e
      join log_leaf l on l.region_id = e.region_id and l.entry_id = e.id
      where e.region_id = ${regionId} and e.event = 'backup.restored' order by l.index`,
  )
  return found.flatMap(({ index, seal, body }) => {
    const told = restoredEntry.safeParse(JSON.parse(body))
    // Entries of an older version said only when the backup was taken; they explain nothing.
    return told.success ? [{ index, seal, ...told.data.facts }] : []
  })
}
