import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { codeSent } from '#contract/citizens.ts'
import { openDraws, ownPrizes, prizePage } from '#contract/participation/draws.ts'
import { attempt, openQuizzes } from '#contract/participation/portal.ts'
import { anOpenQuiz, office } from './portalQuiz.ts'
import type { Product } from './product.ts'

const DAY_MS = 86_400_000
const API = '/api/320600'
const seen = z.object({ id: z.string(), version: z.int() })

/** A citizen who speaks HTTP: signed in with the code that the demonstration shows, as the portal does. */
async function aPlayer({ url }: Product, phone: string) {
  const send = (method: string, path: string, body?: object, cookie = '') =>
    fetch(`${url}${API}${path}`, {
      method,
      headers: { 'x-jianghai': '1', cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
  const sent = codeSent.parse(await (await send('POST', '/citizens/code', { phone })).json())
  const consent = { kind: 'take-part-2', language: 'zh' }
  const entered = await send('POST', '/citizens/session', { phone, code: sent.shown, consent })
  const [cookie = ''] = entered.headers.getSetCookie().map(each => each.split(';')[0] ?? '')
  const [name = '', value = ''] = cookie.split('=')
  const asked = async (method: string, path: string, body?: object): Promise<unknown> => {
    const answer = await send(method, path, body, cookie)
    const told: unknown = await answer.json()
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${JSON.stringify(told)}`)
    return told
  }
  return {
    /** As a browser keeps it. */
    cookie: { name, value, url },
    async play(quiz: string, choice: number) {
      const { id } = attempt.parse(
        await asked('POST', `/participation/open/${quiz}/attempts`, { device: `telephone-of-${phone}` }),
      )
      await asked('PUT', `/participation/attempts/${id}/answers/1`, { choice })
      await asked('POST', `/participation/attempts/${id}/submit`, {})
    },
    prizes: async (quiz: string) =>
      ownPrizes.parse(await asked('GET', `/participation/open/${quiz}/own/prizes`)).prizes,
  }
}

export type PublishedDraw = Awaited<ReturnType<typeof aPublishedDraw>>

/**
 * A quiz whose first cut-off comes while it is played by three people, and its draw: two win, one is a reserve. All by the product's
 * clock and through the doors that people use, so it takes about half a minute; the walks wait for it when they come to it.
 */
export async function aPublishedDraw(product: Product, bank: string) {
  const players = [
    await aPlayer(product, '13900003001'),
    await aPlayer(product, '13900004001'),
    await aPlayer(product, '13900005001'),
  ]
  const now = await theirClock(product)
  const opensAt = now() - DAY_MS + 12_000
  const quiz = await anOpenQuiz(product, bank, {
    ...{ titleZh: '抽奖的竞答', titleEn: 'Quiz with a draw' },
    opensAt: new Date(opensAt).toISOString(),
    closesAt: new Date(opensAt + 3 * DAY_MS).toISOString(),
    rules: { seconds: 10, floorTenths: 0 },
    draws: { everyDays: 1, winners: 2, ofTop: 3, reserves: 1, prize: '20元话费' },
  })
  for (const [choice, player] of players.entries()) await player.play(quiz, choice)
  await wait(opensAt + DAY_MS + 10_000 - now())

  const [staff, staff2, head] = [
    await office(product, 'staff'),
    await office(product, 'staff2'),
    await office(product, 'head'),
  ]
  const draw = await untilCounted(() =>
    staff(`/participation/quizzes/${quiz}/draws`, { number: 1, sources: [soon(now())] }),
  )
  const act = async (by: typeof staff, path: string, { version }: { version: number }, more: object = {}) =>
    seen.parse(await by(`/participation/draws/${draw.id}/${path}`, { version, ...more }))
  const announced = await act(head, 'announce', draw)
  await wait(PUBLIC_IN_MS)
  const given = { kind: 'text', text: '3117.74' }
  const typed = await act(staff2, 'sources/1', await act(staff, 'sources/1', announced, { given }), { given })
  await act(head, 'publish', await act(staff, 'draw', typed))

  const own = await Promise.all(players.map(async player => ({ player, prize: (await player.prizes(quiz))[0] })))
  const winners = own.flatMap(({ player, prize }) => (prize ? [{ player, prize }] : []))
  const [first, second] = winners
  const reserve = own.find(({ prize }) => prize === undefined)
  if (!first || !second || !reserve) throw new Error('of three people two won')
  return {
    quiz,
    draw: draw.id,
    /** What the browser of each keeps: who may claim, whose prize the head refuses, and who then moves up. */
    cookies: { winner: first.player.cookie, refused: second.player.cookie, reserve: reserve.player.cookie },
    async refuse(reason: string) {
      const path = `/participation/draws/${draw.id}/prizes`
      const { rows } = prizePage.parse(await head(path))
      const version = rows.find(({ id }) => id === second.prize.id)?.version
      await head(`/participation/prizes/${second.prize.id}/refuse`, { version, reason })
    },
    async told() {
      const answer = await fetch(`${product.url}${API}/participation/open/${quiz}/draws`)
      const [only] = openDraws.parse(await answer.json()).draws
      if (!only) throw new Error('the draw is not told')
      return only
    },
  }
}

const PUBLIC_IN_MS = 6000

/** The clock of the product: the demonstration lives on a day of its own, at the speed of everybody's. */
async function theirClock({ url }: Product): Promise<() => number> {
  const { now } = openQuizzes.parse(await (await fetch(`${url}${API}/participation/open`)).json())
  const ahead = Date.parse(now) - Date.now()
  return () => Date.now() + ahead
}

/** A printed figure that is public in a moment, with another that may stand in for it much later. */
function soon(now: number) {
  const at = (ms: number) => new Date(now + ms).toISOString()
  const figure = (nameZh: string, nameEn: string) => ({ kind: 'text', nameZh, nameEn, issue: '2025-05-09' })
  return {
    ...figure('上证指数收盘', 'Shanghai composite, close'),
    at: at(PUBLIC_IN_MS),
    fallback: {
      after: at(600_000),
      source: { ...figure('深证成指收盘', 'Shenzhen component, close'), at: at(601_000) },
    },
  }
}

/** The server goes through what was handed in every two seconds; until it has, nothing is frozen. */
async function untilCounted(freeze: () => Promise<unknown>): Promise<z.infer<typeof seen>> {
  for (let left = 20; ; left--) {
    try {
      return seen.parse(await freeze())
    } catch (error) {
      if (left === 0 || !/draw-not-counted|draw-too-early/.test(String(error))) throw error
      await wait(500)
    }
  }
}
