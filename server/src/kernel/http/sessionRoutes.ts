import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { me, role } from '#contract/kernel.ts'
import { actorOfAccount, regions } from '../accounts/members.ts'
import { mustEnrol, secondFactorOf } from '../accounts/secondFactor.ts'
import { accountOfSession, endSession, signIn, signOut } from '../accounts/signIn.ts'
import type { Actor } from '../context.ts'
import { one, sql } from '../database/sql.ts'
import { Refusal, refuse } from '../refusal.ts'
import { dayOf } from '../time/day.ts'
import { afterwards } from './afterwards.ts'
import { authenticate, headersOf, mayReadOpenly, setCookies } from './authenticate.ts'
import { holderOf } from './limits.ts'
import type { ServerParts } from './parts.ts'
import { noteRefused, noteSignedIn, noteSignedOut } from './signInLog.ts'

const credentials = z.object({
  username: z.string().trim().min(1).max(100),
  password: z.string().min(1).max(200),
  /** Of the authenticator application or of the recovery sheet, where the account has a second factor. */
  code: z.string().trim().min(1).max(40).optional(),
})
const offered = z.array(
  z.object({
    username: z.string(),
    password: z.string(),
    name: z.string(),
    roles: z.array(role),
    unitZh: z.string().nullable(),
    unitEn: z.string().nullable(),
  }),
)

/** Signing in and out, and who is signed in. */
export function sessionRoutes(plain: FastifyInstance, parts: ServerParts): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const tags = ['session']

  app.post(
    '/api/session',
    { schema: { tags, summary: 'Sign in', body: credentials, response: { 200: me } } },
    async (request, reply) => {
      const { username, password, code } = request.body
      const { database, seal } = parts.kernel
      const headers = headersOf(request)
      // Counted before the password is looked at, so that many sent at once count as many.
      const address = holderOf(request.ip)
      const seconds = app.counters?.failedSignIns.take(address) ?? 0
      if (seconds > 0) throw refuse('session.address-too-many', { seconds }, { retryAfter: seconds })
      const before = await accountOfSession(parts.kernel.database, parts.auth, headers, new Date())
      try {
        const entered = await signIn(database, parts.auth, username, password, headers, { seal, code })
        const actor = await actorOfAccount(database.db, entered.accountId)
        if (!actor) {
          await endSession(database, entered.sessionId)
          throw refuse('session.wrong', {}, { status: 401 })
        }
        // Whoever set a cookie into this browser before holds nothing now: the session has a new name, and the old one is over.
        if (before) await endSession(database, before.sessionId)
        app.counters?.failedSignIns.giveBack(address)
        await noteSignedIn(parts, { ...actor, sessionId: entered.sessionId }, entered.shown)
        setCookies(reply, entered.cookies)
        return describe(parts, actor, username)
      } catch (error) {
        if (error instanceof Refusal && error.code === 'session.code-needed')
          app.counters?.failedSignIns.giveBack(address)
        afterwards(app, parts, 'sign-in', noteRefused(parts, username, error))
        throw error
      }
    },
  )

  app.get(
    '/api/session',
    { schema: { tags, summary: 'Who is signed in', response: { 200: me } } },
    async (request, reply) => {
      const actor = await authenticate(parts, request, reply, { enrolling: true, firstPassword: true })
      return describe(parts, actor)
    },
  )

  app.delete(
    '/api/session',
    { schema: { tags, summary: 'Sign out', response: { 204: z.undefined() } } },
    async (request, reply) => {
      const headers = headersOf(request)
      const session = await accountOfSession(parts.kernel.database, parts.auth, headers, new Date())
      const actor = session && (await actorOfAccount(parts.kernel.database.db, session.accountId))
      setCookies(reply, await signOut(parts.kernel.database, parts.auth, headers))
      if (actor) await noteSignedOut(parts, actor)
      return reply.code(204).send()
    },
  )

  app.get(
    '/api/session/demonstration',
    {
      onRequest: mayReadOpenly,
      schema: { tags, summary: 'Accounts of the demonstration city, when it is loaded', response: { 200: offered } },
    },
    async () => z.array(offered.element).parse(await parts.demonstration()),
  )
}

async function describe({ kernel, rooms }: ServerParts, actor: Actor, username?: string) {
  const all = await regions(kernel.database.db)
  const own = all.find(each => each.regionId === actor.regionId)
  if (!own) throw new Error(`the region ${actor.regionId} of member ${actor.id} is not there`)
  const unit = actor.unitId
    ? await one(
        kernel.database.db,
        sql<{
          id: string
          nameZh: string
          nameEn: string | null
        }>`select id, name_zh, name_en from unit where region_id = ${actor.regionId} and id = ${actor.unitId}`,
      )
    : undefined
  const member = await one(
    kernel.database.db,
    sql<{ username: string }>`select username from member where region_id = ${actor.regionId} and id = ${actor.id}`,
  )
  const secondFactor = await secondFactorOf(kernel.database.db, actor)
  // What a sentence may look at differs by room; one that needs more than the region does not hold in general.
  const row = { regionId: actor.regionId } as never
  const named = ({ regionId, nameZh, nameEn }: (typeof all)[number]) => ({ id: regionId, nameZh, nameEn })
  return {
    id: actor.id,
    name: actor.name,
    username: member?.username ?? username ?? '',
    region: { ...named(own), demonstration: own.demonstration },
    unit: unit ? { id: unit.id, nameZh: unit.nameZh, nameEn: unit.nameEn } : null,
    roles: [...actor.roles],
    may: rooms.flatMap(({ policy }) =>
      Object.entries<{ test(actor: Actor, row: never): boolean }>(policy)
        .filter(([, sentence]) => holds(() => sentence.test(actor, row)))
        .map(([verb]) => verb),
    ),
    regions: [named(own), ...all.filter(each => each.regionId !== actor.regionId).map(named)],
    now: kernel.clock.now().toISOString(),
    mustChangePassword: secondFactor.hasFirstPassword,
    secondFactor: {
      isOn: secondFactor.isOn,
      neededFrom: secondFactor.neededFrom,
      isMissing: mustEnrol(secondFactor, dayOf(kernel.clock.now())),
    },
  }
}

/** A sentence that needs a row cannot be judged without one: it does not hold in general. */
function holds(test: () => boolean): boolean {
  try {
    return test()
  } catch {
    return false
  }
}
