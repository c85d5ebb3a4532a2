import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Model, modelOf, type Question } from './index.ts'
import { aFakeModel, answering, misbehaving, patienceFor, status } from './testing/fakeModel.ts'

let fake: Awaited<ReturnType<typeof aFakeModel>>
beforeAll(async () => {
  fake = await aFakeModel()
})
afterAll(() => fake.close())

const question = (more: Partial<Question> = {}): Question => ({
  system: 'Propose.',
  text: '全市港口货物吞吐量2150万吨。',
  schema: { name: 'proposals', schema: { type: 'object' } },
  signal: new AbortController().signal,
  permit: async () => undefined,
  ...more,
})
/** What the asking came to: the answer, or the code it was refused with. */
const outcome = (model: Model, more: Partial<Question> = {}) =>
  model.ask(question(more)).catch((error: { code?: string }) => error.code ?? String(error))

describe('a question to the model', () => {
  it('goes to one address, as the text alone beside what is to be done, with the key in its header only', async () => {
    fake.behave(answering('好'))
    expect(await outcome(fake.model({ key: 'sk-very-secret' }))).toBe('好')
    expect(fake.received).toHaveLength(1)
    const [{ method, path, key, body }] = fake.received as [(typeof fake.received)[number]]
    expect({ method, path, key }).toEqual({
      method: 'POST',
      path: '/v1/chat/completions',
      key: 'Bearer sk-very-secret',
    })
    expect(body).toMatchObject({
      model: 'test-model',
      messages: [
        { role: 'system', content: 'Propose.' },
        { role: 'user', content: '全市港口货物吞吐量2150万吨。' },
      ],
      response_format: { type: 'json_schema', json_schema: { name: 'proposals', strict: true } },
    })
    expect(JSON.stringify(body)).not.toContain('secret')
    await outcome(fake.model())
    expect(fake.received[1]?.key).toBeUndefined()
  })

  it('is not sent when it is not permitted', async () => {
    fake.behave(answering('好'))
    const no = Object.assign(new Error('no'), { code: 'test.no' })
    expect(await outcome(fake.model(), { permit: () => Promise.reject(no) })).toBe('test.no')
    expect(fake.received).toHaveLength(0)
  })

  it.each(misbehaving)('ends with a word of its own when the model %s', async (_, code, behave) => {
    fake.behave(behave)
    expect(await outcome(fake.model({ patienceMs: patienceFor(code), key: 'sk-very-secret' }))).toBe(code)
    const error: unknown = await fake
      .model({ patienceMs: patienceFor(code), key: 'sk-very-secret' })
      .ask(question())
      .catch(e => e)
    expect(JSON.stringify(error)).not.toMatch(/secret|127\.0\.0\.1/)
  })

  it('says so when nobody is at the address', async () => {
    const gone = await aFakeModel()
    await gone.close()
    expect(await outcome(gone.model())).toBe('model.unreachable')
  })

  it.each([429, 500, 502, 503])('is asked again after %i, each time with leave, three times in all', async code => {
    fake.behave((...all) => (all[2] < 3 ? status(code)(...all) : answering('好')(...all)))
    let asked = 0
    const permit = async () => void asked++
    expect(await outcome(fake.model(), { permit })).toBe('好')
    expect([asked, fake.received.length]).toEqual([3, 3])
  })

  it.each([
    ['seconds', { 'retry-after': '0' }],
    [
      'a day and time, by the answer’s own clock',
      { 'retry-after': 'Sun, 06 Nov 1994 08:49:38 GMT', date: 'Sun, 06 Nov 1994 08:49:37 GMT' },
    ],
    ['words that say nothing', { 'retry-after': 'soon' }],
  ])('waits as Retry-After says in %s', async (_, headers: Record<string, string>) => {
    fake.behave((...all) => (all[2] === 1 ? status(429, headers)(...all) : answering('好')(...all)))
    expect(await outcome(fake.model())).toBe('好')
  })

  it.each([
    ['Retry-After is longer than is waited', status(429, { 'retry-after': '61' })],
    ['the address points elsewhere', status(302, { location: 'http://127.0.0.1:9/' })],
    ['the key is unknown', status(401)],
  ])('is not asked again where %s', async (_, behave) => {
    fake.behave(behave)
    await outcome(fake.model())
    expect(fake.received).toHaveLength(1)
  })

  it('is given up when the one who waits leaves, also between two tries', async () => {
    for (const behave of [() => undefined, status(503)]) {
      fake.behave(behave)
      const leaving = new AbortController()
      const asked = fake.model({ patienceMs: 60_000, secondMs: 60_000 }).ask(question({ signal: leaving.signal }))
      while (fake.received.length === 0) await new Promise(resolve => setTimeout(resolve, 5))
      leaving.abort(new Error('left'))
      await expect(asked).rejects.toThrow('left')
    }
  })
})

describe('the settings of the environment', () => {
  const none = { url: undefined, model: 'qwen', key: undefined, limits: undefined, network: undefined }
  const near = { ...none, url: 'http://127.0.0.1:8000/v1/' }

  it('name no model where the address is not set', () => {
    expect(modelOf(none)).toBeUndefined()
    expect(modelOf({ ...none, url: '' })).toBeUndefined()
  })

  it('name one with its host and limits', () => {
    expect(modelOf(near)).toMatchObject({
      name: 'qwen',
      host: '127.0.0.1:8000',
      limits: { perHour: 120, atOnce: 2, seconds: 60 },
    })
    expect(modelOf({ ...near, limits: 'per-hour=5, seconds=9' })?.limits).toEqual({ perHour: 5, atOnce: 2, seconds: 9 })
    expect(modelOf({ ...near, url: 'http://10.1.2.3/v1', network: 'private-network' })?.host).toBe('10.1.2.3')
  })

  it.each([
    ['model.address-unfit', { url: 'http://10.1.2.3/v1' }],
    ['model.address-unfit', { url: 'ftp://model.example/v1' }],
    ['model.address-unfit', { url: 'model.example' }],
    ['model.address-unfit', { url: 'https://user:word@model.example/v1' }],
    ['model.address-unfit', { url: 'https://model.example/v1?key=1' }],
    ['model.name-missing', { model: undefined }],
    ['model.name-missing', { model: ' ' }],
    ['model.key-unfit', { key: 'two\nlines' }],
    ['model.limits-unfit', { limits: 'per-hour=0' }],
    ['model.limits-unfit', { limits: 'per-day=3' }],
    ['model.limits-unfit', { limits: 'seconds=3,seconds=4' }],
  ])('are refused with %s for %j', (code, wrong) => {
    expect(() => modelOf({ ...near, ...wrong })).toThrow(code)
  })
})
