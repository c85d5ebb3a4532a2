import type { FastifyInstance, FastifyRequest } from 'fastify'
import { regions, systemActor } from '../accounts/members.ts'
import type { Actor } from '../context.ts'
import type { Refusal } from '../refusal.ts'
import { command } from '../run.ts'
import { afterwards } from './afterwards.ts'
import { counter, holderOf } from './limits.ts'
import type { ServerParts } from './parts.ts'
import { regionPart } from './regionPart.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose session the request came by, also where it was refused then; null where nobody is known. */
    speaker: Actor | null
    /** What the request was refused with. */
    refusal: Refusal | null
  }
}

/** Refusals of a rule of the rooms are daily work; these say that a guard held, of the input, of the files, of the pace. */
const guards = [
  /^kernel\.(input-unfit|request-unfit|too-deep|key-twice|key-unfit|number-unfit|text-unfit|media-type|body-too-large)$/,
  /^files\.(unsafe|too-|name-differs|unknown-type)/,
]

/**
 * Whether a refusal is one that whoever watches over the installation should see (ASVS 5.0, 16.3.2 and 16.3.3): somebody was denied what
 * they may not do or see, came too fast, or sent what no page of ours sends. Who is not signed in is told so many times a day (401); failed
 * sign-ins have entries of their own (signInLog.ts). Nor is what came in the clear: a proxy that asks whether we live does so every second.
 */
export function isGuard({ code, status, denied }: Pick<Refusal, 'code' | 'status' | 'denied'>): boolean {
  if (code === 'kernel.plain-http-not-permitted') return false
  return denied || status === 403 || status === 429 || guards.some(each => each.test(code))
}

/**
 * Writes refused requests into the log of the region they were about, or of every region where they were about none: who asked, by id; the
 * route, as it is registered; and the code. Nothing of what was sent. It happens after the answer, so that a refusal takes no longer than it
 * did, and is bounded: what comes faster, is about a region that is not here, or meets a database that is away, is only counted, and the
 * next entry says how many were left out (`unwritten`).
 */
export function writeRefused(app: FastifyInstance, parts: ServerParts): void {
  app.decorateRequest('speaker', null)
  app.decorateRequest('refusal', null)
  if (!parts.refusedLog) return
  const each = counter(parts.refusedLog.each)
  const together = counter(parts.refusedLog.together)
  let unwritten = 0
  app.addHook('onResponse', async request => {
    const { refusal, speaker } = request
    if (!refusal || !isGuard(refusal)) return
    if (each.take(speaker?.sessionId ?? holderOf(request.ip)) > 0 || together.take('') > 0) {
      unwritten++
      return
    }
    const left = unwritten
    unwritten = 0
    const giveBack = () => {
      unwritten += left + 1
    }
    const noted = note(parts, request, refusal, left).then(
      isWritten => {
        if (!isWritten) giveBack()
      },
      (error: unknown) => {
        giveBack()
        throw error
      },
    )
    afterwards(app, parts, 'refused', noted)
  })
}

/** Whether an entry was written: none is about a region that is not here. */
async function note(
  { kernel }: ServerParts,
  { speaker, params, routeOptions }: FastifyRequest,
  refusal: Refusal,
  unwritten: number,
): Promise<boolean> {
  const asked = regionPart.safeParse(params).data?.region
  const all = (await regions(kernel.database.db)).map(({ regionId }) => regionId)
  const about = all.filter(regionId => regionId === (asked ?? speaker?.regionId ?? regionId))
  const route = `${String(routeOptions.method ?? '')} ${routeOptions.url ?? ''}`
  for (const regionId of about)
    await command(kernel, speaker ?? systemActor(regionId), regionId, ctx =>
      ctx.record('kernel.request-refused', { kind: 'route', id: route }, { why: refusal.code, unwritten }),
    )
  return about.length > 0
}
