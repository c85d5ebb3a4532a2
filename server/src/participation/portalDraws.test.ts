import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDraws, openPool, openProof } from '#contract/participation/draws.ts'
import { tellDraw } from '#contract/participation/toldDraws.ts'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { aPortalRoot } from '#server/testing/portalRoot.ts'
import { aServer } from '#server/testing/server.ts'
import { announceDraw, callOffDraw } from './commands/drawActs.ts'
import { withdrawQuiz } from './commands/quizzes.ts'
import { drawDetail } from './queries/draws.ts'
import { quizDetail } from './queries/quizzes.ts'
import { aDraw, aPlayedQuiz } from './testing/aPublishedDraw.ts'
import { aQuiz } from './testing/aQuiz.ts'

let city: City
let server: Awaited<ReturnType<typeof aServer>>
let webRoot: string
beforeAll(async () => {
  webRoot = await aPortalRoot()
  city = await aCity()
  server = await aServer(city, { webRoot })
})
afterAll(async () => {
  await server.close()
  await city.close()
  await rm(webRoot, { recursive: true })
})

const get = (path: string) => server.app.inject({ url: `/portal/${NANTONG}/quiz/${path}` })
const api = async (path: string) => (await server.as().get(`/api/${NANTONG}/participation/open/${path}`)).body
const drawsOf = async (quizId: string) => openDraws.parse(await api(`${quizId}/draws`)).draws
const zh = (key: Parameters<typeof tellDraw>[1], params = {}) => tellDraw('zh', key, params)

describe('the first screen of the draws', () => {
  it('tells what waits, then what was announced, then who won and how anybody computes it again', async () => {
    const { quizId } = await aPlayedQuiz(city, 4)
    const waiting = await get(`${quizId}/draws`)
    expect(waiting.statusCode).toBe(200)
    expect(waiting.body).toContain('<title>抽奖和结果 · 医保知识竞答 · 江海协同</title>')
    for (const words of [zh('draw-state.waiting'), zh('draw-state.before'), zh('check-1'), '/draw-verifier.html'])
      expect(waiting.body).toContain(words)
    expect((await get(quizId)).body).toContain(`<a href="/portal/${NANTONG}/quiz/${quizId}/draws">抽奖和结果</a>`)

    const id = await aDraw(city, quizId, 1, 'drawn')
    const [announced] = await drawsOf(quizId)
    const drawn = (await get(`${quizId}/draws`)).body
    for (const words of [
      zh('draw-state.drawn'),
      announced?.announcementHash,
      announced?.announcement.pool.root,
      `/portal/${NANTONG}/quiz/${quizId}/draws/${id}`,
    ])
      expect(drawn).toContain(words)
    // Until a second person publishes it nobody reads who won, what the sources said, or the proof.
    for (const words of [`<h3>${zh('draw-winners')}</h3>`, '3117.74', '/proof']) expect(drawn).not.toContain(words)
    expect(announced).toMatchObject({ used: [], winners: [] })
  })

  it('once published names the winners by their public names, and what the sources said', async () => {
    const { quizId } = await aPlayedQuiz(city, 13, { winners: 12, reserves: 1 })
    const id = await aDraw(city, quizId, 1)
    const [draw] = await drawsOf(quizId)
    const { body } = await get(`${quizId}/draws`)
    expect(draw?.winners).toHaveLength(12)
    for (const { alias } of draw?.winners.slice(0, 10) ?? []) expect(body).toContain(`<th scope="row">${alias}</th>`)
    expect(body).not.toContain(draw?.winners[11]?.alias)
    for (const words of [zh('drawn-more', { n: 2 }), '公布的是：3117.74', `/participation/open/draws/${id}/proof`])
      expect(body).toContain(words)
    expect((await get(`${quizId}/draws?lang=en`)).body).toContain(tellDraw('en', 'draw-state.published'))
    // What is linked to is there, and agrees.
    const proof = openProof.parse(await api(`draws/${id}/proof`))
    expect(proof.winners).toEqual(draw?.winners.map(({ alias }) => alias))
    expect(draw?.used).toEqual(proof.used)
    expect(openPool.parse(await api(`draws/${id}/pool`)).pool).toEqual(proof.input.pool)
  })

  it('tells that one was called off, and that a quiz without prizes has none', async () => {
    const { quizId } = await aPlayedQuiz(city, 3)
    const id = await aDraw(city, quizId, 1, 'frozen')
    for (const verb of [announceDraw, callOffDraw]) {
      const { version } = await city.do('head', ctx => drawDetail(ctx, id))
      await city.do('head', ctx => verb(ctx, id, { version, reason: '来源填错了' }))
    }
    const { body } = await get(`${quizId}/draws`)
    for (const words of [zh('draw-state.called-off'), zh('draw-state.waiting')]) expect(body).toContain(words)
    const without = await aQuiz(city)
    expect((await get(`${without}/draws`)).body).toContain(zh('draws-none'))
    expect((await get(without)).body).not.toContain('/draws')
  })
})

describe('an address under a quiz', () => {
  it('is there for what the portal draws itself, under its title, and for nothing else', async () => {
    const { quizId } = await aPlayedQuiz(city, 3)
    const id = await aDraw(city, quizId, 1, 'frozen')
    const other = await aQuiz(city, { draws: { prize: '话费' } })
    const codeOf = async (path: string) => (await get(path)).statusCode
    // Frozen and not announced, it is nobody's business yet.
    expect(await codeOf(`${quizId}/draws/${id}`)).toBe(404)
    const { version } = await city.do('head', ctx => drawDetail(ctx, id))
    await city.do('head', ctx => announceDraw(ctx, id, { version, reason: '' }))
    const pool = await get(`${quizId}/draws/${id}`)
    expect(pool.body).toContain('<title>看封存的名单 · 医保知识竞答第1次抽取 · 江海协同</title>')
    for (const [path, code] of [
      [`${quizId}/draws/${id}`, 200],
      [`${quizId}/draws/${id}/`, 200],
      [`${other}/draws/${id}`, 404],
      [`${quizId}/draws/${quizId}`, 404],
      [`${quizId}/draws/1`, 404],
      [`${quizId}/ranking`, 200],
      [`${quizId}/bank`, 200],
      [`${quizId}/poster`, 200],
      [`${quizId}/attempt/${id}`, 200],
      [`${quizId}/attempt/1`, 404],
      [`${quizId}/prizes`, 404],
      [`${quizId}/ranking/1`, 404],
      [`${id}/draws`, 404],
      [`${id}/ranking`, 404],
      ['1/draws', 404],
    ] as const)
      expect([path, await codeOf(path)]).toEqual([path, code])
  })

  it('is gone with a quiz that was taken back', async () => {
    const id = await aQuiz(city, { draws: { prize: '话费' } })
    const { version } = await city.do('head', ctx => quizDetail(ctx, id))
    await city.do('head', ctx => withdrawQuiz(ctx, id, { version, reason: '办错了' }))
    for (const path of [`${id}/draws`, `${id}/ranking`, `${id}/bank`]) expect((await get(path)).statusCode).toBe(404)
  })
})
