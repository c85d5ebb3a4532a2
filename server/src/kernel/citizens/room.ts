import { z } from 'zod'
import { citizenSelf, consentKind, consents, erased, eraseSelf, giveConsent, personalData } from '#contract/citizens.ts'
import type { Ctx } from '../context.ts'
import { must } from '../policy.ts'
import { room, route } from '../room.ts'
import type { CitizenExport } from './events.ts'
import { agree, consentsOf, erase, selfOf, withdrawConsent } from './people.ts'
import { policy } from './policy.ts'

/** What a citizen sees and does about themselves. Signing in is the kernel's (`http/citizenRoutes.ts`). */
export const citizens = room({
  name: 'citizens',
  directory: import.meta.dirname,
  policy,
  announces: ['citizens.erased', 'citizens.export'],
  routes: [
    route(
      {
        method: 'GET',
        path: '/citizens/own',
        act: 'citizens.own',
        by: 'citizen',
        takes: {},
        gives: citizenSelf,
        summary: 'The citizen who is signed in',
      },
      async ctx => {
        own(ctx)
        const { phone: _, ...self } = await selfOf(ctx, ctx.actor.id)
        return self
      },
    ),
    route(
      {
        method: 'GET',
        path: '/citizens/own/data',
        act: 'citizens.own',
        by: 'citizen',
        takes: {},
        gives: personalData,
        summary: 'Everything that is kept about the citizen who is signed in',
      },
      async ctx => {
        own(ctx)
        const asked: CitizenExport = { citizenId: ctx.actor.id, rooms: {} }
        await ctx.announce('citizens.export', asked)
        return {
          at: ctx.now.toISOString(),
          citizen: await selfOf(ctx, ctx.actor.id),
          consents: await ownConsents(ctx),
          rooms: asked.rooms,
        }
      },
    ),
    route(
      {
        method: 'POST',
        path: '/citizens/own/consents',
        act: 'citizens.own',
        by: 'citizen',
        takes: { body: giveConsent },
        gives: consents,
        summary: 'Agree to something, in the words of its text',
      },
      async (ctx, { body }) => {
        own(ctx)
        await agree(ctx, ctx.actor.id, body.kind, body.language)
        return { consents: await ownConsents(ctx) }
      },
    ),
    route(
      {
        method: 'DELETE',
        path: '/citizens/own/consents/:kind',
        act: 'citizens.own',
        by: 'citizen',
        takes: { params: z.object({ kind: consentKind }) },
        gives: consents,
        summary: 'Take an agreement back',
      },
      async (ctx, { params }) => {
        own(ctx)
        await withdrawConsent(ctx, ctx.actor.id, params.kind)
        return { consents: await ownConsents(ctx) }
      },
    ),
    route(
      {
        method: 'POST',
        path: '/citizens/own/erase',
        act: 'citizens.own',
        by: 'citizen',
        takes: { body: eraseSelf },
        gives: erased,
        summary: 'Forget who the citizen is; what was counted stays counted, by nobody',
      },
      async ctx => {
        own(ctx)
        await erase(ctx, ctx.actor.id)
        return { erasedAt: ctx.now.toISOString() }
      },
    ),
  ],
})

const own = (ctx: Ctx) => must(ctx, policy, 'citizens.own', { regionId: ctx.regionId })

async function ownConsents(ctx: Ctx) {
  return (await consentsOf(ctx, ctx.actor.id)).map(({ givenAt, withdrawnAt, ...consent }) => ({
    ...consent,
    givenAt: givenAt.toISOString(),
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
  }))
}
