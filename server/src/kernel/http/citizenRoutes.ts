import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { askCode, citizenSelf, codeSent, enter } from '#contract/citizens.ts'
import { consentToTakePart } from '#contract/consentTexts.ts'
import { regions } from '../accounts/members.ts'
import { codeRules, dropCode, newCode, spendCode } from '../citizens/codes.ts'
import { agree, joined, selfOf } from '../citizens/people.ts'
import { asAnybody, asCitizen, beginSession, endCitizenSession } from '../citizens/sessions.ts'
import { refuse } from '../refusal.ts'
import { command, query } from '../run.ts'
import { citizenCookie, setCitizenCookie } from './citizenBehind.ts'
import { holderOf } from './limits.ts'
import type { ServerParts } from './parts.ts'
import { regionPart } from './regionPart.ts'

/** Signing in to the portal: a mobile number and the code that was sent to it. */
export function citizenRoutes(plain: FastifyInstance, parts: ServerParts): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const tags = ['citizens']
  const { kernel } = parts

  app.post(
    '/api/:region/citizens/code',
    {
      schema: {
        tags,
        summary: 'Send a code to a mobile number',
        params: regionPart,
        body: askCode,
        response: { 200: codeSent },
      },
    },
    async request => {
      const { region } = request.params
      const { phone } = request.body
      const seconds = app.counters?.codes.take(holderOf(request.ip)) ?? 0
      if (seconds > 0) throw refuse('citizens.address-too-many', { seconds }, { retryAfter: seconds })
      const found = (await regions(kernel.database.db)).find(each => each.regionId === region)
      if (!found) throw refuse('citizens.region-not-found')
      // In the demonstration nobody is written to: the numbers in it may be somebody's.
      const { sender } = kernel
      if (!found.demonstration && !sender) throw refuse('citizens.sender-unavailable')
      const code = await newCode(kernel.database.db, kernel.seal, region, phone)
      if (!found.demonstration)
        await sender
          ?.send({
            phone,
            kind: 'code',
            text: `${found.nameZh}江海协同：验证码${code}，5分钟内有效。不要告诉别人。`,
            fields: { code, region: found.nameZh },
          })
          .catch(async (error: unknown) => {
            parts.onFault(error, request.id)
            await dropCode(kernel.database.db, kernel.seal, region, phone)
            throw refuse('citizens.carrier-unavailable')
          })
      return {
        goodFor: codeRules.goodForSeconds,
        againAfter: codeRules.againAfterSeconds,
        shown: found.demonstration ? code : null,
      }
    },
  )

  app.post(
    '/api/:region/citizens/session',
    {
      schema: {
        tags,
        summary: 'Sign in to the portal',
        params: regionPart,
        body: enter,
        response: { 200: citizenSelf },
      },
    },
    async (request, reply) => {
      const { region } = request.params
      const { phone, code, consent } = request.body
      if (consent.kind !== consentToTakePart) throw refuse('citizens.consent-old', {}, { field: 'consent.kind' })
      const { citizenId, token } = await command(kernel, asAnybody(region), region, async ctx => {
        await spendCode(ctx.tx, ctx.seal, region, phone, code)
        const citizenId = await joined(ctx, phone)
        await agree(ctx, citizenId, consent.kind, consent.language)
        return { citizenId, token: await beginSession(ctx.tx, region, citizenId) }
      })
      // Whoever held this browser before holds nothing now.
      const before = citizenCookie(request)
      if (before) await endCitizenSession(kernel.database.db, before.regionId, before.token)
      setCitizenCookie(reply, region, token)
      const { phone: _, ...self } = await query(kernel, asCitizen(region, citizenId), region, null, ctx =>
        selfOf(ctx, citizenId),
      )
      return self
    },
  )

  app.delete(
    '/api/:region/citizens/session',
    { schema: { tags, summary: 'Sign out of the portal', params: regionPart, response: { 204: z.undefined() } } },
    async (request, reply) => {
      const held = citizenCookie(request)
      if (held) await endCitizenSession(kernel.database.db, held.regionId, held.token)
      setCitizenCookie(reply, request.params.region)
      return reply.code(204).send()
    },
  )
}
