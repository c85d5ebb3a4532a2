import type { Db, Tx } from '../database/open.ts'
import { one, rows, sql } from '../database/sql.ts'

/** The entries about something, with all hashes of the tree they stand in, up to its newest signed checkpoint. */
export type LogExtract = {
  /** The signed checkpoint; null where none stands yet, and then nothing is under it. */
  checkpoint: string | null
  /** The hash of each leaf under the checkpoint, in hex: whoever has them computes the root, and finds any entry's place. */
  leaves: readonly string[]
  /** Entries as they were written; `index` is the place in the tree, null where the checkpoint does not cover it yet. */
  entries: ReadonlyArray<{ index: number | null; body: string }>
}

/** The part of a region's log that is about some subjects, or names one of them as the fact `of`, in the order written. */
export async function logExtract(
  db: Db | Tx,
  regionId: number,
  { subjects, of }: { subjects: readonly string[]; of: string },
): Promise<LogExtract> {
  const newest = await one(
    db,
    sql<{
      size: number
      note: string
    }>`select size, note from log_checkpoint where region_id = ${regionId} order by size desc limit 1`,
  )
  const size = newest?.size ?? 0
  const leaves = await rows(
    db,
    sql<{ hash: string }>`select encode(leaf_hash, 'hex') hash from log_leaf
      where region_id = ${regionId} and index < ${size} order by index`,
  )
  const entries = await rows(
    db,
    sql<{
      index: number | null
      body: string
    }>`select case when l.index < ${size} then l.index end index, e.body from log_entry e
      left join log_leaf l on l.region_id = ${regionId} and l.entry_id = e.id
      where e.region_id = ${regionId} and (e.subject_id = any(${[...subjects]}::text[])
        or e.body::jsonb -> 'facts' ->> ${of} = any(${[...subjects]}::text[]))
      order by e.ordinal`,
  )
  return { checkpoint: newest?.note ?? null, leaves: leaves.map(({ hash }) => hash), entries }
}
