import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { regionId } from '#contract/kernel.ts'
import { someName } from '#contract/text.ts'
import { members, putRegion, regions, systemActor, units } from '../accounts/members.ts'
import { addAccount } from '../accounts/signIn.ts'
import { refuse } from '../refusal.ts'
import { command } from '../run.ts'
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
  password: z.string().min(10).max(128),
})

/**
 * The first start without the demonstration city: whoever holds the token that the terminal printed names the region and becomes its
 * administrator. There is no default password. Once a region exists the door is shut for good.
 */
export function firstRunRoutes(plain: FastifyInstance, parts: ServerParts): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const tags = ['session']

  app.get(
    '/api/session/first-run',
    {
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
      if (!parts.firstRunToken || !equal(token, parts.firstRunToken)) throw refuse('session.token-not-permitted')
      const accountId = await addAccount(parts.auth, region.id, username, name, password)
      await putRegion(parts.kernel.database.db, {
        regionId: region.id,
        nameZh: region.nameZh,
        nameEn: region.nameEn,
        demonstration: false,
      })
      await command(parts.kernel, systemActor(region.id), region.id, async ctx => {
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
      return reply.code(204).send()
    },
  )
}

function equal(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
