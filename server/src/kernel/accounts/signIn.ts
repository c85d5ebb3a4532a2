import type { Database } from '../database/open.ts'
import { one, run, sql } from '../database/sql.ts'
import { refuse } from '../refusal.ts'
import { ABSOLUTE_SECONDS, type Accounts, addressOf } from './auth.ts'
import { asked } from './outages.ts'

/** After this many failures in a row a user name is locked, for this long; assumption [C]: 5 failures, 10 minutes. */
const FAILURES = 5
const LOCK_MINUTES = 10

export type SignedIn = { accountId: string; cookies: string[] }

/**
 * Signs in with user name and password.
 *
 * Refuses `session.wrong` for an unknown name and a wrong password alike, and `session.locked` {minutes} after five failures in a row,
 * also for the right password, so that guessing tells nothing. The failure is counted before the password is looked at and taken back
 * on success: requests sent at once cannot share one count.
 */
export async function signIn(
  database: Database,
  auth: Accounts,
  name: string,
  password: string,
  headers: Headers,
): Promise<SignedIn> {
  const key = name.normalize('NFKC').trim().toLowerCase()
  const counted = await one(
    database.db,
    sql<{ failures: number; left: number | null }>`
      insert into sign_in_failure as f (username, failures, last_at) values (${key}, 1, now())
      on conflict (username) do update set
        failures = case when f.locked_until <= now() then 1 else f.failures + 1 end,
        locked_until = case
          when f.locked_until > now() then f.locked_until
          when f.locked_until is null and f.failures + 1 > ${FAILURES} then now() + make_interval(mins => ${LOCK_MINUTES})
          else null end,
        last_at = now()
      returning failures, extract(epoch from locked_until - now())::int "left"`,
  )
  if (counted?.left && counted.left > 0)
    throw refuse('session.locked-too-many', { minutes: Math.ceil(counted.left / 60) })

  try {
    const { headers: answer, response } = await asked(() =>
      auth.api.signInUsername({ body: { username: key, password }, headers, returnHeaders: true }),
    )
    if (!response) throw refuse('session.wrong', {}, { status: 401 })
    await run(database.db, sql`delete from sign_in_failure where username = ${key}`)
    return { accountId: response.user.id, cookies: answer.getSetCookie() }
  } catch (error) {
    if (isApiError(error)) throw refuse('session.wrong', {}, { status: 401 })
    throw error
  }
}

/** The account of a session, or undefined; gives the session's id, and cookies to set when it was put off. */
export async function accountOfSession(
  auth: Accounts,
  headers: Headers,
  now: Date,
): Promise<(SignedIn & { sessionId: string }) | undefined> {
  if (!headers.get('cookie')?.includes('jianghai.')) return undefined
  const { headers: answer, response } = await asked(() => auth.api.getSession({ headers, returnHeaders: true }))
  if (!response) return undefined
  if (now.getTime() - new Date(response.session.createdAt).getTime() > ABSOLUTE_SECONDS * 1000) {
    await asked(() => auth.api.signOut({ headers }))
    return undefined
  }
  return { accountId: response.user.id, sessionId: response.session.id, cookies: answer.getSetCookie() }
}

/** Ends the session; gives the cookies that clear it. */
export async function signOut(auth: Accounts, headers: Headers): Promise<string[]> {
  const { headers: answer } = await asked(() => auth.api.signOut({ headers, returnHeaders: true }))
  return answer.getSetCookie()
}

/** Makes an account with a password; gives its id. The membership that gives it rights is made by the caller. */
export async function addAccount(
  auth: Accounts,
  regionId: number,
  name: string,
  displayName: string,
  password: string,
): Promise<string> {
  try {
    const { user } = await auth.api.signUpEmail({
      body: {
        email: addressOf(name, regionId),
        name: displayName,
        password,
        username: name.toLowerCase(),
        displayUsername: name,
      },
    })
    return user.id
  } catch (error) {
    if (isApiError(error))
      throw refuse('session.account-unfit', { username: name, why: error instanceof Error ? error.message : '' })
    throw error
  }
}

/** Failures the accounts library words itself; anything else is a fault. */
function isApiError(error: unknown): boolean {
  return error instanceof Error && error.name === 'APIError'
}
