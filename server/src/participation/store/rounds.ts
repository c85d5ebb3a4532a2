import type { Db } from '#kernel/database/open.ts'
import { rows, sql } from '#kernel/database/sql.ts'

/** The regions in which an attempt's time is over and it is not closed. */
export async function regionsWithDue(db: Db, now: Date): Promise<number[]> {
  const found = await rows(
    db,
    sql<{
      regionId: number
    }>`select distinct region_id from quiz_attempt where finished_at is null and ends_at <= ${now}`,
  )
  return found.map(each => each.regionId)
}

/** The regions in which finished attempts are not in the tallies. */
export async function regionsToTally(db: Db): Promise<number[]> {
  const found = await rows(
    db,
    sql<{
      regionId: number
    }>`select distinct region_id from quiz_attempt where finished_at is not null and not tallied`,
  )
  return found.map(each => each.regionId)
}
