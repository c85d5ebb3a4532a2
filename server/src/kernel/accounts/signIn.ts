import { createHash } from 'node:crypto'
import { isUnreachable } from '../database/failures.ts'
import type { Database, Db, Tx } from '../database/open.ts'
import { one, run, sql } from '../database/sql.ts'
import { refuse } from '../refusal.ts'
import { ABSOLUTE_SECONDS, type Accounts, addressOf, SESSION_COOKIE } from './auth.ts'
import { mustBeInTime } from './firstPasswords.ts'
import { asked as askedOnce } from './outages.ts'
import type { Seal } from './seal.ts'
import { asksForCode, spendCode } from './secondFactor.ts'

/** After this many failures in a row a user name is locked, for this long; assumption [C]: 5 failures, 10 minutes. */
export const nameLock = { failures: 5, minutes: 10 } as const

export type SignedIn = { accountId: string; cookies: string[] }

/** How somebody showed who they are: by password alone, or with a code of the application or of the recovery sheet. */
export type Shown = 'password' | 'application' | 'recovery'

/** The second thing shown, and what is needed to look at it. */
export type Second = { seal: Seal; code?: string | undefined }

/**
 * Signs in with user name and password, and with a code where the account has a second factor.
 *
 * Refuses `session.wrong` for an unknown name and a wrong password alike, and `session.locked-too-many` {minutes} after five failures in
 * a row, also for the right password, so that guessing tells nothing. The failure is counted before the password is looked at and taken
 * back on success: requests sent at once cannot share one count. Only after the right password: `session.code-needed` where no code was
 * given, `session.first-password-expired`, `session.code-wrong` for one that does not count (any more), counted and locked as passwords are. No session is left behind.
 */
export async function signIn(
  database: Database,
  auth: Accounts,
  name: string,
  password: string,
  headers: Headers,
  second?: Second,
): Promise<SignedIn & { sessionId: string; shown: Shown }> {
  const key = failureKey(name)
  const lockedFor = await countFailure(database.db, key)
  if (lockedFor !== undefined) throw locked(lockedFor)
  const { accountId, token, cookies } = await byPassword(database, auth, key, password, headers)
  await run(database.db, sql`delete from sign_in_failure where username = ${key}`)
  await renewHash(database.db, auth, accountId, password)
  const made = await one(database.db, sql<{ id: string }>`select "id" from "session" where "token" = ${token}`)
  if (!made) throw new Error('the session that was just made is not there')
  try {
    await mustBeInTime(database.db, accountId)
    return { accountId, cookies, sessionId: made.id, shown: await byCode(database, accountId, second) }
  } catch (error) {
    await endSession(database, made.id)
    throw error
  }
}

/** Makes the hash of a password that was just shown to be right anew, where it was made by an older rule. */
async function renewHash(db: Db, auth: Accounts, accountId: string, password: string): Promise<void> {
  const kept = await one(
    db,
    sql<{
      hash: string
    }>`select "password" hash from "account" where "userId" = ${accountId} and "providerId" = 'credential'`,
  )
  if (!kept || !auth.passwords.isOld(kept.hash)) return
  const hash = await auth.passwords.hash(password)
  // Only in place of what was looked at: a password that is changed at the same time stands.
  await run(
    db,
    sql`update "account" set "password" = ${hash} where "userId" = ${accountId} and "providerId" = 'credential' and "password" = ${kept.hash}`,
  )
}

/** The one name under which failures of an account are counted. */
export const failureKey = (username: string) => username.normalize('NFKC').trim().toLowerCase()

/**
 * Under what failures of a name that nobody has are counted. It is often a password, typed into the wrong field, so it is not kept; and
 * whoever tries names without end fills no more than 65,536 rows, which they share.
 */
const shared = (key: string) => `?${createHash('sha256').update(key).digest('hex').slice(0, 4)}`

/** Counts a failure of a name before it is known to be one; gives the seconds for which the name is locked, or undefined. */
export async function countFailure(db: Db | Tx, key: string): Promise<number | undefined> {
  const counted = await one(
    db,
    sql<{ failures: number; left: number | null }>`
      insert into sign_in_failure as f (username, failures, last_at)
      select case when exists (select 1 from "user" where "username" = ${key}) then ${key} else ${shared(key)} end, 1, now()
      on conflict (username) do update set
        failures = case when f.locked_until <= now() then 1 else f.failures + 1 end,
        locked_until = case
          when f.locked_until > now() then f.locked_until
          when f.locked_until is null and f.failures + 1 > ${nameLock.failures} then now() + make_interval(mins => ${nameLock.minutes})
          else null end,
        last_at = now()
      returning failures, extract(epoch from locked_until - now())::int "left"`,
  )
  return counted?.left && counted.left > 0 ? counted.left : undefined
}

/** The refusal of a locked name: how long it lasts, and when to try again. */
export const locked = (seconds: number, options: { field?: string; keeps?: boolean } = {}) =>
  refuse('session.locked-too-many', { minutes: Math.ceil(seconds / 60) }, { ...options, retryAfter: seconds })

/** The library looks at the password; for an unknown name it hashes one all the same, so that both take the same work. */
async function byPassword(database: Database, auth: Accounts, username: string, password: string, headers: Headers) {
  try {
    const { headers: answer, response } = await asked(database, () =>
      auth.api.signInUsername({ body: { username, password }, headers, returnHeaders: true }),
    )
    if (!response) throw refuse('session.wrong', {}, { status: 401 })
    return { accountId: response.user.id, token: response.token, cookies: answer.getSetCookie() }
  } catch (error) {
    if (isApiError(error) && !isBreakdown(error)) throw refuse('session.wrong', {}, { status: 401 })
    throw error
  }
}

/**
 * Asks the accounts library; when the database was away meanwhile, the database itself, which says so when it cannot be reached, and the
 * library once more when it can: one broken connection must not look like a wrong password or end a session.
 */
async function asked<Answer>(database: Database, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await askedOnce(ask)
  } catch (error) {
    if (!isBreakdown(error) && !isUnreachable(error)) throw error
    await one(database.db, sql`select 1`)
    return askedOnce(ask)
  }
}

async function byCode({ db }: Database, accountId: string, second: Second | undefined): Promise<Shown> {
  if (!(await asksForCode(db, accountId))) return 'password'
  if (!second?.code) throw refuse('session.code-needed', {}, { status: 401, field: 'code' })
  const { seal, code } = second
  const spent = await db.transaction().execute(tx => spendCode(tx, seal, accountId, code))
  if (spent === 'wrong') throw refuse('session.code-wrong', {}, { status: 401, field: 'code' })
  if (typeof spent === 'object') throw locked(spent.lockedFor, { field: 'code' })
  return spent
}

/** The account of a session, or undefined; gives the session's id, and cookies to set when it was put off. */
export async function accountOfSession(
  database: Database,
  auth: Accounts,
  headers: Headers,
  now: Date,
  { isUse = true }: { isUse?: boolean } = {},
): Promise<(SignedIn & { sessionId: string }) | undefined> {
  if (!headers.get('cookie')?.includes(SESSION_COOKIE)) return undefined
  const { headers: answer, response } = await asked(database, () =>
    auth.api.getSession({ headers, returnHeaders: true, ...(isUse ? {} : { query: { disableRefresh: true } }) }),
  )
  if (!response) return undefined
  if (now.getTime() - new Date(response.session.createdAt).getTime() > ABSOLUTE_SECONDS * 1000) {
    await asked(database, () => auth.api.signOut({ headers }))
    return undefined
  }
  return { accountId: response.user.id, sessionId: response.session.id, cookies: answer.getSetCookie() }
}

/** Ends one session, whoever's it is. */
export async function endSession({ db }: Database, sessionId: string): Promise<void> {
  await run(db, sql`delete from "session" where "id" = ${sessionId}`)
}

/** Ends the session; gives the cookies that clear it. */
export async function signOut(database: Database, auth: Accounts, headers: Headers): Promise<string[]> {
  const { headers: answer } = await asked(database, () => auth.api.signOut({ headers, returnHeaders: true }))
  return answer.getSetCookie()
}

/**
 * Makes an account with a password; gives its id. Refuses a name that somebody has (`session.account-unfit`). Whether the password does
 * is the caller's to ask (`passwordUnfit`). The membership that gives it rights is made by the caller. */
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
    if (isApiError(error) && !isBreakdown(error))
      throw refuse('session.account-unfit', { username: name, why: error instanceof Error ? error.message : '' })
    throw error
  }
}

/** Takes back an account that was made for a membership which then did not come to be. */
export async function removeAccount({ db }: Database, accountId: string): Promise<void> {
  await run(db, sql`delete from "user" where "id" = ${accountId}`)
}

/** Failures the accounts library words itself; anything else is a fault. */
function isApiError(error: unknown): boolean {
  return error instanceof Error && error.name === 'APIError'
}

/** The library's word for a failure that is not the asker's: as far as it goes, that its database failed it. */
function isBreakdown(error: unknown): boolean {
  return isApiError(error) && error instanceof Error && 'statusCode' in error && Number(error.statusCode) >= 500
}
