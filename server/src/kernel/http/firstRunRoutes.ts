import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { regionId } from '#contract/kernel.ts'
import { someName } from '#contract/text.ts'
import { members, putRegion, regions, systemActor, units } from '../accounts/members.ts'
import { passwordUnfit } from '../accounts/passwords.ts'
import { addAccount, removeAccount } from '../accounts/signIn.ts'
import { refuse } from '../refusal.ts'
import { command } from '../run.ts'
import { claimSetUp } from '../settings.ts'
import { mayReadOpenly } from './authenticate.ts'
import { holderOf } from './limits.ts'
import type { ServerParts } from './parts.ts'

const setUp = z.object({
  token: z.string().max(100),
  region: z.object({
    id: regionId,
    nameZh: someName(60),
    nameEn: someName(60),
  }),
  unitZh: someName(60),
  username: z
    .string()
    .trim()
    .regex(/^[a-zA-Z0-9._-]{2,40}$/),
  name: someName(40),
  password: z.string().min(1).max(200),
})

/**
 * The first start without the demonstration city: whoever holds the token that the terminal printed names the region and becomes its
 * administrator. There is no default password. The token is good for a day and for one set-up: of two at once one is refused, and once a
 * region exists the door is shut for good.
 */
export function firstRunRoutes(plain: FastifyInstance, parts: ServerParts): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const tags = ['session']

  app.get(
    '/api/session/first-run',
    {
      onRequest: mayReadOpenly,
      schema: {
        tags,
        summary: 'Whether this installation waits to be set up',
        response: { 200: z.object({ waiting: z.boolean() }) },
      },
    },
    async () => ({
      waiting: (await regions(parts.kernel.database.db)).length === 0,
    }),
  )

  app.post(
    '/api/session/first-run',
    { schema: { tags, summary: 'Set up a new installation', body: setUp, response: { 204: z.undefined() } } },
    async (request, reply) => {
      const { token, region, unitZh, username, name, password } = request.body
      if ((await regions(parts.kernel.database.db)).length > 0) throw refuse('session.already-set-up')
      mustHoldToken(parts, request, token)
      const unfit = passwordUnfit(password, username, 'password')
      if (unfit) throw unfit
      const accountId = await addAccount(parts.auth, region.id, username, name, password)
      try {
        await command(parts.kernel, systemActor(region.id), region.id, async ctx => {
          if (!(await claimSetUp(ctx.tx))) throw refuse('session.already-set-up')
          await putRegion(ctx.tx, {
            regionId: region.id,
            nameZh: region.nameZh,
            nameEn: region.nameEn,
            demonstration: false,
          })
          const unit = await units.insert(ctx, {
            parentId: null,
            code: 'office',
            nameZh: unitZh,
            nameEn: null,
            shortZh: null,
            kind: 'office',
            position: 0,
            validFrom: null,
            validTo: null,
          })
          const member = await members.insert(ctx, {
            accountId,
            username,
            name,
            unitId: unit.id,
            roles: ['system-operator', 'office-head'],
            active: true,
          })
          await ctx.record('kernel.set-up', { kind: 'member', id: member.id })
        })
      } catch (error) {
        await removeAccount(parts.kernel.database, accountId)
        throw error
      }
      return reply.code(204).send()
    },
  )
}

/** The token that the terminal printed, while it is good. Wrong ones count as failed sign-ins of their address. */
function mustHoldToken({ firstRun }: ServerParts, request: FastifyRequest, token: string): void {
  const address = holderOf(request.ip)
  const seconds = request.server.counters?.failedSignIns.take(address) ?? 0
  if (seconds > 0) throw refuse('session.address-too-many', { seconds }, { retryAfter: seconds })
  if (!firstRun || !equal(token, firstRun.token)) throw refuse('session.token-not-permitted')
  if (firstRun.until.getTime() < Date.now()) throw refuse('session.token-expired-not-permitted')
  request.server.counters?.failedSignIns.giveBack(address)
}

function equal(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
