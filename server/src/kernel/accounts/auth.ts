import { randomBytes } from 'node:crypto'
import { betterAuth } from 'better-auth'
import { username } from 'better-auth/plugins'
import type { Pool } from 'pg'
import { noteOutage } from './outages.ts'

/** An idle session ends after this many seconds; each request puts the end off (assumption [C] of 15 to 30 minutes). */
export const IDLE_SECONDS = 30 * 60
/** A session ends after this many seconds whatever happens: one working day. */
export const ABSOLUTE_SECONDS = 12 * 60 * 60

/**
 * The accounts library, set up for staff accounts: user name and password, sessions in the database, nothing sent anywhere.
 * Sign-up is closed: accounts are made by an administrator. Single sign-on and a second factor are added here, as its plugins.
 */
export function accounts(pool: Pool, options: { secret: string; baseUrl: string; secure: boolean }) {
  return betterAuth({
    appName: 'Jianghai',
    baseURL: options.baseUrl,
    basePath: '/api/accounts',
    secret: options.secret,
    database: pool,
    telemetry: { enabled: false },
    logger: { level: 'error', log: noteOutage },
    emailAndPassword: { enabled: true, minPasswordLength: 10, maxPasswordLength: 128, autoSignIn: false },
    plugins: [username({ minUsernameLength: 2, maxUsernameLength: 60 })],
    session: { expiresIn: IDLE_SECONDS, updateAge: 60, cookieCache: { enabled: false } },
    advanced: {
      useSecureCookies: options.secure,
      cookiePrefix: 'jianghai',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      disableOriginCheck: false,
    },
    rateLimit: { enabled: false },
  })
}

export type Accounts = ReturnType<typeof accounts>

/** A fresh secret for signing session cookies. */
export const newSecret = () => randomBytes(32).toString('base64url')

/** The library wants an address; staff accounts have none, so one is made that can never receive anything (RFC 2606). */
export const addressOf = (name: string, regionId: number) =>
  `${Buffer.from(name).toString('hex')}.${regionId}@accounts.invalid`
