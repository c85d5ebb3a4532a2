import { createHmac } from 'node:crypto'
import { newSecret, SESSION_COOKIE } from '#kernel/accounts/auth.ts'
import type { Db } from '#kernel/database/open.ts'
import { run, sql } from '#kernel/database/sql.ts'

/**
 * Signs somebody of the test city in and gives the cookie. The session is a real one of the accounts library, made directly in its
 * table, because hashing a password for each person would take most of a test's time. `lasts` in the words of the database, `-1 hour`
 * for one that has expired; `secure` for a server that people reach over https.
 */
export async function aSession(
  db: Db,
  secret: string,
  username: string,
  { lasts = '1 hour', secure = false } = {},
): Promise<string> {
  const accountId = `account-${username}`
  await run(
    db,
    sql`insert into "user" ("id", "name", "email", "emailVerified", "username") values (${accountId}, ${username}, ${`${username}@accounts.invalid`}, false, ${username}) on conflict do nothing`,
  )
  return (await sessionOfAccount(db, secret, accountId, { lasts, secure })).cookie
}

/** A session of an account that is there, made directly in the library's table: its token there, and the cookie to send. */
export async function sessionOfAccount(
  db: Db,
  secret: string,
  accountId: string,
  { lasts = '1 hour', secure = false } = {},
): Promise<{ token: string; cookie: string }> {
  const token = newSecret()
  await run(
    db,
    sql`insert into "session" ("id", "expiresAt", "token", "updatedAt", "userId") values (${newSecret()}, now() + ${lasts}::interval, ${token}, now(), ${accountId})`,
  )
  const signature = createHmac('sha256', secret).update(token).digest('base64')
  const cookie = `${secure ? '__Host-' : ''}${SESSION_COOKIE}=${encodeURIComponent(`${token}.${signature}`)}`
  return { token, cookie }
}
