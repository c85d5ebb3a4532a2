import type { FastifyReply, FastifyRequest } from 'fastify'
import { asAnybody, citizenOf, SESSION_DAYS } from '../citizens/sessions.ts'
import type { Actor } from '../context.ts'
import { refuse } from '../refusal.ts'
import { mayGoOn, mayReadOpenly } from './authenticate.ts'
import { holderOf } from './limits.ts'
import type { ServerParts } from './parts.ts'
import { regionPart } from './regionPart.ts'

/** The citizen's cookie holds the region and the token; over https its name binds it to the host. */
const nameOver = (protocol: string) => `${protocol === 'https' ? '__Host-' : ''}jianghai.citizen`

/** The region and token that a request's cookie holds, or undefined. */
export function citizenCookie(request: FastifyRequest): { regionId: number; token: string } | undefined {
  const held = /^([0-9]{6})\.([A-Za-z0-9_-]{43})$/.exec(request.cookies[nameOver(request.protocol)] ?? '')
  return held?.[1] && held[2] ? { regionId: Number(held[1]), token: held[2] } : undefined
}

/** Sets the citizen's cookie, or without a token takes it away. */
export function setCitizenCookie(reply: FastifyReply, regionId: number, token?: string): void {
  reply.setCookie(nameOver(reply.request.protocol), token ? `${regionId}.${token}` : '', {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: reply.request.protocol === 'https',
    maxAge: token ? SESSION_DAYS * 86_400 : 0,
  })
}

/**
 * The citizen behind a request for a region. Where anybody may ask, whoever is not signed in there is nobody, held to the pace
 * of their address (`mayReadOpenly`); else refuses `citizens.not-signed-in`. An office's session is not looked at: who serves in an office takes part as a citizen, with their own number.
 */
export async function citizenBehind(
  { kernel }: ServerParts,
  request: FastifyRequest,
  by: 'citizen' | 'anybody',
): Promise<Actor> {
  const asked = regionPart.safeParse(request.params)
  const held = citizenCookie(request)
  const citizen =
    held && asked.data?.region === held.regionId
      ? await citizenOf(kernel.database.db, held.regionId, held.token)
      : undefined
  if (!citizen && by === 'citizen') throw refuse('citizens.not-signed-in')
  if (!citizen) {
    await mayReadOpenly(request)
    // An address that names no region is refused by its schema next.
    return asAnybody(asked.data?.region ?? 0)
  }
  request.speaker = citizen
  mayGoOn(request, citizen.sessionId ?? citizen.id)
  return { ...citizen, address: holderOf(request.ip) }
}
