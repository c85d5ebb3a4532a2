import type { FastifyReply, FastifyRequest } from 'fastify'
import { ADDRESS_HEADER } from '../accounts/auth.ts'
import { actorOfAccount } from '../accounts/members.ts'
import { mustEnrol, secondFactorOf } from '../accounts/secondFactor.ts'
import { accountOfSession } from '../accounts/signIn.ts'
import type { Actor } from '../context.ts'
import { refuse } from '../refusal.ts'
import { dayOf } from '../time/day.ts'
import { holderOf } from './limits.ts'
import type { ServerParts } from './parts.ts'

/**
 * The request's headers in the form the accounts library takes. What proxies are said to have added is left out: the server has judged it
 * already, and says where the request comes from.
 */
export function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined && !/^(x-forwarded-|forwarded$|x-real-ip$)/.test(name))
      headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  headers.set(ADDRESS_HEADER, request.ip)
  return headers
}

/**
 * The actor behind the request's session. Rights are read anew each time, so a change takes effect at once.
 *
 * Refuses `session.not-signed-in`; what `mayGoOn` refuses to a session that goes faster than a person or a decent program;
 * `session.first-password-not-permitted` for whoever must change a first password before anything else, and
 * `session.second-factor-not-permitted` for whoever must set up a second factor then, but where `firstPassword` or `enrolling` says that
 * this is what the route is for.
 */
export async function authenticate(
  { kernel, auth }: ServerParts,
  request: FastifyRequest,
  reply: FastifyReply,
  options: { enrolling?: boolean; firstPassword?: boolean; exports?: boolean; everyMs?: number } = {},
): Promise<Actor> {
  // The session's own time is the machine's: the demonstration city's clock must not end sessions.
  const session = await accountOfSession(kernel.database, auth, headersOf(request), new Date(), {
    // A page that goes on by itself is nobody's work: left open, it must not keep its session from running out.
    isUse: options.everyMs === undefined,
  })
  const actor = session && (await actorOfAccount(kernel.database.db, session.accountId))
  if (!actor) throw refuse('session.not-signed-in')
  setCookies(reply, session.cookies)
  request.speaker = { ...actor, sessionId: session.sessionId }
  mayGoOn(request, session.sessionId, options)
  const state = await secondFactorOf(kernel.database.db, actor)
  if (state.hasFirstPassword) {
    if (!options.firstPassword) throw refuse('session.first-password-not-permitted')
  } else if (!options.enrolling && mustEnrol(state, dayOf(kernel.clock.now())))
    throw refuse('session.second-factor-not-permitted')
  return request.speaker
}

/**
 * Holds one session to the pace of a person or a decent program. Refuses `kernel.writes-too-many`, `kernel.exports-too-many` for files that
 * are made on asking (`exports`), and `kernel.reads-too-many`.
 */
export function mayGoOn(
  { server, method }: FastifyRequest,
  sessionId: string,
  { exports = false }: { exports?: boolean } = {},
): void {
  const kind = method !== 'GET' ? 'writes' : exports ? 'exports' : 'reads'
  const seconds = server.counters?.[kind].take(sessionId) ?? 0
  if (seconds > 0) throw refuse(`kernel.${kind}-too-many`, { seconds }, { retryAfter: seconds })
}

/**
 * Holds whoever is not signed in to a pace, by the address the request comes from: behind a trusted proxy the one it names, of IPv6 the half
 * that one client holds. Sessions are counted by themselves, so an office is not stopped by who else stands behind its address. Refuses
 * `kernel.open-reads-too-many`.
 */
export async function mayReadOpenly({ server, ip }: FastifyRequest): Promise<void> {
  const seconds = server.counters?.openReads.take(holderOf(ip)) ?? 0
  if (seconds > 0) throw refuse('kernel.open-reads-too-many', { seconds }, { retryAfter: seconds })
}

/** Sets cookies; those of a request that came by https never go back in the clear. */
export function setCookies(reply: FastifyReply, cookies: readonly string[]): void {
  if (cookies.length === 0) return
  const isSecure = reply.request.protocol === 'https'
  reply.header(
    'set-cookie',
    cookies.map(cookie => (isSecure && !/; *secure(;|$)/i.test(cookie) ? `${cookie}; Secure` : cookie)),
  )
}
