import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { me, role } from '#contract/kernel.ts'
import { actorOfAccount, regions } from '../accounts/members.ts'
import { signIn, signOut } from '../accounts/signIn.ts'
import type { Actor } from '../context.ts'
import { one, sql } from '../database/sql.ts'
import { refuse } from '../refusal.ts'
import { authenticate, headersOf, setCookies } from './authenticate.ts'
import type { ServerParts } from './parts.ts'

const credentials = z.object({ username: z.string().trim().min(1).max(100), password: z.string().min(1).max(200) })
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
      const { username, password } = request.body
      const { accountId, cookies } = await signIn(
        parts.kernel.database,
        parts.auth,
        username,
        password,
        headersOf(request),
      )
      const actor = await actorOfAccount(parts.kernel.database.db, accountId)
      if (!actor) throw refuse('session.wrong', {}, { status: 401 })
      setCookies(reply, cookies)
      return describe(parts, actor, username)
    },
  )

  app.get(
    '/api/session',
    { schema: { tags, summary: 'Who is signed in', response: { 200: me } } },
    async (request, reply) => {
      const actor = await authenticate(parts, request, reply)
      return describe(parts, actor)
    },
  )

  app.delete(
    '/api/session',
    { schema: { tags, summary: 'Sign out', response: { 204: z.undefined() } } },
    async (request, reply) => {
      setCookies(reply, await signOut(parts.kernel.database, parts.auth, headersOf(request)))
      return reply.code(204).send()
    },
  )

  app.get(
    '/api/session/demonstration',
    { schema: { tags, summary: 'Accounts of the demonstration city, when it is loaded', response: { 200: offered } } },
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
