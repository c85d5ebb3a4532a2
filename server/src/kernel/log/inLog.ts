import type { AnnouncementInLog } from '#contract/draws.ts'
import type { Db, Tx } from '../database/open.ts'
import { one, rows, sql } from '../database/sql.ts'
import { append, emptyFrontier, inclusionProof, rootOf } from './merkle.ts'

/**
 * That an entry stands in the log of a region: its text, its place, the path to the root of the newest signed checkpoint, and that
 * checkpoint. Undefined while no checkpoint covers the entry.
 */
export async function entryInLog(
  db: Db | Tx,
  regionId: number,
  entryId: string,
): Promise<AnnouncementInLog | undefined> {
  const found = await one(
    db,
    sql<{
      body: string
      index: number
      size: number
      note: string
    }>`select e.body, l.index, c.size, c.note from log_leaf l
      join log_entry e on e.region_id = ${regionId} and e.id = l.entry_id
      join log_checkpoint c on c.region_id = ${regionId} and c.size > l.index
      where l.region_id = ${regionId} and l.entry_id = ${entryId} order by c.size desc limit 1`,
  )
  if (!found) return undefined
  const { body: entry, index, size, note: checkpoint } = found
  const path = await inclusionProof(index, size, subtreeOf(db, regionId))
  return { entry, index, size, path: path.map(node => node.toString('hex')), checkpoint }
}

/** The hash over the leaves [start, end), from the stored leaf hashes. */
export function subtreeOf(db: Db | Tx, region: number) {
  return async (start: number, end: number): Promise<Buffer> => {
    const leaves = await rows(
      db,
      sql<{
        leafHash: Buffer
      }>`select leaf_hash from log_leaf where region_id = ${region} and index >= ${start} and index < ${end} order by index`,
    )
    return rootOf(leaves.reduce((tree, leaf) => append(tree, leaf.leafHash), emptyFrontier))
  }
}
