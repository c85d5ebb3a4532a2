import { randomBytes } from 'node:crypto'
import { betterAuth } from 'better-auth'
import { username } from 'better-auth/plugins'
import type { Pool } from 'pg'
import { noteOutage } from './outages.ts'
import type { PasswordHashing } from './passwordHash.ts'

/** An idle session ends after this many seconds; each request puts the end off (assumption [C] of 15 to 30 minutes). */
export const IDLE_SECONDS = 30 * 60
/** A session ends after this many seconds whatever happens: one working day. */
export const ABSOLUTE_SECONDS = 12 * 60 * 60

/** The session's cookie; over https its name begins with `__Host-`, so that no other host of the city can set it. */
export const SESSION_COOKIE = 'jianghai.session_token'

/** The header by which the server tells the library where a request comes from; what a client sends under this name is dropped. */
export const ADDRESS_HEADER = 'x-jianghai-address'

/**
 * The accounts library, set up for staff accounts: user name and password, sessions in the database, nothing sent anywhere.
 * Sign-up is closed: accounts are made by an administrator. The second factor is ours (secondFactor.ts): the library's own takes a code
 * twice and keeps recovery codes so that they can be read. Single sign-on is added here, as a plugin.
 */
export function accounts(
  pool: Pool,
  options: { secret: string; baseUrl: string; secure: boolean; passwords: PasswordHashing },
) {
  const { passwords } = options
  const named = (name: string) => ({
    name: `${options.secure ? '__Host-' : ''}jianghai.${name}`,
    attributes: { secure: options.secure },
  })
  const auth = betterAuth({
    appName: 'Jianghai',
    baseURL: options.baseUrl,
    basePath: '/api/accounts',
    secret: options.secret,
    database: pool,
    telemetry: { enabled: false },
    logger: { level: 'error', log: noteOutage },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      autoSignIn: false,
      password: passwords,
    },
    plugins: [
      // What a name may be is judged where accounts are made. Here every one is looked up and costs the same: the library's own rule would
      // turn away names with a hyphen, which exist, and answer at once for those it thinks cannot.
      username({ minUsernameLength: 1, maxUsernameLength: 100, usernameValidator: () => true }),
    ],
    session: { expiresIn: IDLE_SECONDS, updateAge: 60, cookieCache: { enabled: false } },
    advanced: {
      // The library's own prefix would be the weaker `__Secure-`.
      useSecureCookies: false,
      cookiePrefix: 'jianghai',
      cookies: {
        session_token: named('session_token'),
        session_data: named('session_data'),
        account_data: named('account_data'),
        dont_remember: named('dont_remember'),
      },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      disableOriginCheck: false,
    },
    rateLimit: { enabled: false },
  })
  return Object.assign(auth, { passwords })
}

export type Accounts = ReturnType<typeof accounts>

/** A fresh secret for signing session cookies. */
export const newSecret = () => randomBytes(32).toString('base64url')

/** The library wants an address; staff accounts have none, so one is made that can never receive anything (RFC 2606). */
export const addressOf = (name: string, regionId: number) =>
  `${Buffer.from(name).toString('hex')}.${regionId}@accounts.invalid`
