import { one, sql } from '#kernel/database/sql.ts'
import type { Installation } from './installation.ts'

/** Whether nothing was set up yet: no region, so nobody who could sign in. */
export async function isEmpty({ kernel }: Installation): Promise<boolean> {
  return (await one(kernel.database.db, sql`select 1 from region limit 1`)) === undefined
}
