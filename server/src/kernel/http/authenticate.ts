import type { FastifyReply, FastifyRequest } from 'fastify'
import { actorOfAccount } from '../accounts/members.ts'
import { accountOfSession } from '../accounts/signIn.ts'
import type { Actor } from '../context.ts'
import { refuse } from '../refusal.ts'
import type { ServerParts } from './parts.ts'

/** The request's headers in the form the accounts library takes. */
export function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  return headers
}

/** The actor behind the request's session; refuses `session.not-signed-in`. Rights are read anew each time, so a change takes effect at once. */
export async function authenticate(
  { kernel, auth }: ServerParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Actor> {
  // The session's own time is the machine's: the demonstration city's clock must not end sessions.
  const session = await accountOfSession(kernel.database, auth, headersOf(request), new Date())
  const actor = session && (await actorOfAccount(kernel.database.db, session.accountId))
  if (!actor) throw refuse('session.not-signed-in')
  setCookies(reply, session.cookies)
  return { ...actor, sessionId: session.sessionId }
}

export function setCookies(reply: FastifyReply, cookies: readonly string[]): void {
  if (cookies.length > 0) reply.header('set-cookie', [...cookies])
}
