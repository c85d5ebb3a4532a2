import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { quizFields } from '#contract/participation/quiz.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { aPortalRoot } from '#server/testing/portalRoot.ts'
import { aServer } from '#server/testing/server.ts'
import { draftQuiz, withdrawQuiz } from './commands/quizzes.ts'
import { quizDetail } from './queries/quizzes.ts'
import { aBank, aQuiz } from './testing/aQuiz.ts'

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

const get = (path: string) => server.app.inject({ url: `/portal/320600${path}` })

describe('the first screen of the quizzes', () => {
  it('says so while there is none, and lists what is published, not what is drafted', async () => {
    expect((await get('')).body).toContain('现在没有竞答。')
    const bankId = (await aBank(city)).id
    const id = await aQuiz(city, { bankId })
    const draft = quizFields.parse({
      titleZh: '还没发布的竞答',
      organiser: '市医保局',
      bankId,
      bankVersion: 1,
      opensAt: '2025-05-07T16:00:00.000Z',
      closesAt: '2025-05-21T16:00:00.000Z',
      rules: {},
      draws: null,
    })
    const { id: drafted } = await city.do('head', ctx => draftQuiz(ctx, draft))
    const { body } = await get('')
    expect(body).toContain(`<a href="/portal/320600/quiz/${id}">医保知识竞答</a>`)
    expect(body).toContain('正在进行 · 2025年5月8日 00:00起，到2025年5月22日 00:00')
    expect(body).not.toContain('还没发布')
    expect((await get(`/quiz/${drafted}`)).statusCode).toBe(404)
  })
})

describe('the first screen of a quiz', () => {
  it('says who runs it, when, by which rules, for which prize and how to take part', async () => {
    const id = await aQuiz(city, { draws: { prize: '20元话费' }, introZh: '学医保、用医保。' })
    const { body, statusCode } = await get(`/quiz/${id}`)
    expect(statusCode).toBe(200)
    const said = ['<title>医保知识竞答 · 江海协同</title>', '市医保局', '学医保、用医保。', '2025年5月8日 00:00起']
    const rules = ['随机抽5题，限5分钟', '每题20分，满分100分', '累计前1000名中抽520名', '每7天一次，共2次', '20元话费']
    for (const words of [...said, ...rules]) expect(body).toContain(words)
    expect(body).toContain(`href="/portal/320600/sign-in?next=%2Fportal%2F320600%2Fquiz%2F${id}">登录后开始</a>`)
    const english = await get(`/quiz/${id}?lang=en`)
    expect(english.body).toContain('5 at random, in 5 min')
  })

  it('says why nobody can begin before it opens and after it is over', async () => {
    const early = await aQuiz(city, { opensAt: '2025-05-12T01:00:00.000Z' })
    expect((await get(`/quiz/${early}`)).body).toContain('<p class="note">2025年5月12日 09:00开始。</p>')
    expect((await get(`/quiz/${early}`)).body).not.toContain('登录后开始')
  })

  it('is none for a quiz that was taken back', async () => {
    const id = await aQuiz(city)
    const { version } = await city.do('head', ctx => quizDetail(ctx, id))
    await city.do('head', ctx => withdrawQuiz(ctx, id, { version, reason: '办错了' }))
    expect((await get(`/quiz/${id}`)).statusCode).toBe(404)
  })

  it('is none for what is no quiz, and shows names as names', async () => {
    for (const path of ['/quiz/1', '/quiz/0197c7c3-7a2e-7000-8000-000000000001'])
      expect((await get(path)).statusCode, path).toBe(404)
    const id = await aQuiz(city, { titleZh: '<b>竞答</b>', organiser: '"><script>1</script>' })
    const { body } = await get(`/quiz/${id}`)
    expect(body).not.toMatch(/<b>|<script/)
    expect(body).toContain('&lt;b&gt;竞答&lt;/b&gt;')
  })

  it('is told to HEAD as to GET', async () => {
    const id = await aQuiz(city)
    const head = await server.app.inject({ method: 'HEAD', url: `/portal/320600/quiz/${id}` })
    expect([head.statusCode, head.body, head.headers['cache-control']]).toEqual([200, '', 'no-store'])
  })
})
