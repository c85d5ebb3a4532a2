import { run, sql } from '#kernel/database/sql.ts'
import type { City } from './city.ts'

/**
 * Gives an account that was just made a password of its owner's own, as if its first one had been changed: for tests that are about
 * something else. Returns when it stands in the database.
 */
export async function ownPassword(
  { database, kernel }: Pick<City, 'database' | 'kernel'>,
  username: string,
  password: string,
): Promise<void> {
  const account = sql`(select "id" from "user" where "username" = ${username.toLowerCase()})`
  const hash = await kernel.passwords.hash(password)
  const set = await run(database.db, sql`update "account" set "password" = ${hash} where "userId" = ${account}`)
  if (set !== 1) throw new Error(`${username} has no password to replace`)
  await run(database.db, sql`delete from first_password where account_id = ${account}`)
}
