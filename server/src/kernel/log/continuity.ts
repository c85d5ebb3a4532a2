import type { Db, Tx } from '../database/open.ts'
import { one, rows, sql } from '../database/sql.ts'
import { refuse } from '../refusal.ts'
import type { Signer } from './checkpoint.ts'
import { append, emptyFrontier, type Frontier, rootOf } from './merkle.ts'

const CHUNK = 20_000

/**
 * Lets the log be signed on from here, or refuses `log.inconsistent`: the tree that is about to grow must be the one of the newest
 * checkpoint, and must have what the key remembers of having signed as its beginning (C2SP tlog-checkpoint: a log MUST NOT sign what is
 * inconsistent with anything it signed before). Usually the key remembers this very tree; where it remembers an earlier one, because
 * the process died before it could, the leaves are read.
 */
export async function mustContinue(tx: Tx, regionId: number, tree: Frontier, { memory }: Signer): Promise<void> {
  const newest = await one(
    tx,
    sql<{ size: number; root: Buffer }>`
      select size, root from log_checkpoint where region_id = ${regionId} order by size desc limit 1`,
  )
  const remembered = await memory.last(regionId)
  const signed = Math.max(newest?.size ?? 0, remembered?.size ?? 0)
  const root = rootOf(tree)
  const holds =
    tree.size === (newest?.size ?? 0) &&
    (!newest || newest.root.equals(root)) &&
    (!remembered || (remembered.size === tree.size ? remembered.root.equals(root) : await beginsWith()))
  if (!holds) throw refuse('log.inconsistent', { region: regionId, signed, size: tree.size })

  async function beginsWith(): Promise<boolean> {
    if (!remembered || remembered.size > tree.size) return false
    const beginning = await treeOf(tx, regionId, remembered.size)
    return (
      rootOf(beginning).equals(remembered.root) && rootOf(await grow(tx, regionId, beginning, tree.size)).equals(root)
    )
  }
}

/** The tree over the first `size` stored leaves of a region; smaller where the log is shorter. */
export const treeOf = (db: Db | Tx, regionId: number, size: number): Promise<Frontier> =>
  grow(db, regionId, emptyFrontier, size)

/** The tree grown by the stored leaves up to a size; a leaf that is missing leaves it smaller, and so with another root. */
async function grow(tx: Db | Tx, regionId: number, from: Frontier, size: number): Promise<Frontier> {
  let tree = from
  while (tree.size < size) {
    const leaves = await rows(
      tx,
      sql<{ leafHash: Buffer }>`select leaf_hash from log_leaf
        where region_id = ${regionId} and index >= ${tree.size} and index < ${Math.min(size, tree.size + CHUNK)} order by index`,
    )
    if (leaves.length === 0) break
    tree = leaves.reduce((grown, leaf) => append(grown, leaf.leafHash), tree)
  }
  return tree
}
