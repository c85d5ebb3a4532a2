import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { phone } from '#contract/citizens.ts'
import { one, rows, run, sql } from '#kernel/database/sql.ts'
import { aCitizen } from '#server/testing/citizen.ts'
import { aCity, type City, NANTONG, PUTUO } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import { codeRules } from './codes.ts'
import { type Message, senderOf } from './sender.ts'

let city: City
let server: Awaited<ReturnType<typeof aServer>>
const sent: Message[] = []
const carrier = { down: false }

beforeAll(async () => {
  city = await aCity()
  await run(city.database.db, sql`update region set demonstration = false where region_id = ${NANTONG}`)
  await run(city.database.db, sql`update region set demonstration = true where region_id = ${PUTUO}`)
  city.kernel.sender = {
    async send(message) {
      if (carrier.down) throw new Error('the gateway answered 502')
      sent.push(message)
    },
  }
  server = await aServer(city)
})
afterAll(async () => {
  await server.close()
  await city.close()
})

const portal = `/api/${NANTONG}/citizens`
const codeFor = (number: string) => server.as().post(`${portal}/code`, { phone: number })
const consent = { kind: 'take-part-2', language: 'zh' }
const enterAs = (number: string, code: string) =>
  server.as().post(`${portal}/session`, { phone: number, code, consent })
const cookieOf = (headers: Record<string, unknown>) =>
  /jianghai\.citizen=[^;]+/.exec(String(headers['set-cookie']))?.[0] ?? ''
/** Lets time pass for the code of a number: its times are the database's own. */
const age = (seconds: number) =>
  run(
    city.database.db,
    sql`update citizen_code set sent_at = sent_at - make_interval(secs => ${seconds}), expires_at = expires_at - make_interval(secs => ${seconds}) where region_id = ${NANTONG}`,
  )

async function entered(number: string): Promise<string> {
  await age(codeRules.againAfterSeconds)
  expect((await codeFor(number)).status).toBe(200)
  const answer = await enterAs(number, sent.at(-1)?.fields.code ?? '')
  expect(answer.status).toBe(200)
  return cookieOf(answer.headers)
}

describe('a mobile number', () => {
  it.each([
    ['13912345678', '13912345678'],
    ['+86 139-1234-5678', '13912345678'],
    ['008613912345678', '13912345678'],
    ['１３９１２３４５６７８', '13912345678'],
    ['(139) 1234 5678', '13912345678'],
  ])('is read from %s', (typed, read) => {
    expect(phone.parse(typed)).toBe(read)
  })
  it.each(['', '1391234567', '139123456789', '12345678901', '051385098888', '+1 212 555 0100', '139123456७8'])(
    'is not %s',
    typed => {
      expect(phone.safeParse(typed).success).toBe(false)
    },
  )
})

describe('signing in to the portal', () => {
  it('sends a code to the number and nowhere else, and takes it once', async () => {
    const asked = await codeFor('13900000001')
    expect(asked).toMatchObject({ status: 200, body: { goodFor: 300, againAfter: 60, shown: null } })
    const message = sent.at(-1)
    expect(message).toMatchObject({ phone: '13900000001', kind: 'code' })
    const code = message?.fields.code ?? ''
    expect(message?.text).toContain(code)

    const answer = await enterAs('13900000001', code)
    expect(answer).toMatchObject({ status: 200, body: { lastFour: '0001', consents: ['take-part-2'] } })
    expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly.*SameSite=Lax/i)
    expect(await server.as().get(`${portal}/own`, { cookie: cookieOf(answer.headers) })).toMatchObject({ status: 200 })
    expect(await enterAs('13900000001', code)).toMatchObject({
      status: 422,
      body: { refusal: { code: 'citizens.code-wrong' } },
    })
  })

  it('takes one of fifty equal sign-ins sent at once, and makes one citizen', async () => {
    await codeFor('13900000002')
    const code = sent.at(-1)?.fields.code ?? ''
    const answers = await Promise.all(Array.from({ length: 50 }, () => enterAs('13900000002', code)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('counts five wrong codes whatever is sent at once, and then takes not even the right one', async () => {
    await codeFor('13900000003')
    const code = sent.at(-1)?.fields.code ?? ''
    const wrong = Array.from({ length: 30 }, (_, n) => String((Number(code) + n + 1) % 1_000_000).padStart(6, '0'))
    const answers = await Promise.all(wrong.map(each => enterAs('13900000003', each)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([422]))
    const left = await one(
      city.database.db,
      sql<{
        n: number
      }>`select tries_left n from citizen_code where region_id = ${NANTONG} order by sent_at desc limit 1`,
    )
    expect(left?.n).toBe(0)
    expect((await enterAs('13900000003', code)).status).toBe(422)
  })

  it('refuses a code that is too old, and one of another number', async () => {
    await codeFor('13900000004')
    const code = sent.at(-1)?.fields.code ?? ''
    expect((await enterAs('13900000005', code)).status).toBe(422)
    await age(codeRules.goodForSeconds)
    expect((await enterAs('13900000004', code)).status).toBe(422)
  })

  it('sends one code a minute and ten a day to a number, however many ask at once', async () => {
    const before = sent.length
    const answers = await Promise.all(Array.from({ length: 20 }, () => codeFor('13900000006')))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.find(({ status }) => status !== 200)).toMatchObject({
      status: 429,
      body: { refusal: { code: 'citizens.code-too-many', field: 'phone' } },
    })
    for (let n = 1; n < codeRules.perDay; n++) {
      await age(codeRules.againAfterSeconds)
      expect((await codeFor('13900000006')).status).toBe(200)
    }
    await age(codeRules.againAfterSeconds)
    const tooMany = await codeFor('13900000006')
    expect(tooMany.status).toBe(429)
    expect(Number(tooMany.headers['retry-after'])).toBeGreaterThan(0)
    expect(sent.length).toBe(before + codeRules.perDay)
  })

  it('says so when the carrier fails, and does not count it', async () => {
    carrier.down = true
    expect(await codeFor('13900000007')).toMatchObject({
      status: 503,
      body: { refusal: { code: 'citizens.carrier-unavailable' } },
    })
    carrier.down = false
    expect((await codeFor('13900000007')).status).toBe(200)
    server.faults.length = 0
  })

  it('refuses numbers, consents and regions that are none, naming the field', async () => {
    expect(await codeFor('12345')).toMatchObject({ status: 422, body: { refusal: { fields: [{ path: 'phone' }] } } })
    for (const kind of ['publish-name-1', 'take-part-1']) {
      const old = { phone: '13900000008', code: '000000', consent: { kind, language: 'zh' } }
      expect(await server.as().post(`${portal}/session`, old)).toMatchObject({
        status: 422,
        body: { refusal: { code: 'citizens.consent-old', field: 'consent.kind' } },
      })
    }
    expect(await server.as().post('/api/999998/citizens/code', { phone: '13900000008' })).toMatchObject({ status: 404 })
  })

  it('shows the code in the demonstration only, and sends nothing there', async () => {
    const before = sent.length
    const { body } = await server.as().post(`/api/${PUTUO}/citizens/code`, { phone: '13900000009' })
    expect(z.object({ shown: z.string() }).parse(body).shown).toMatch(/^\d{6}$/)
    expect(sent.length).toBe(before)
  })

  it('without a sender says what is missing', async () => {
    const bare = await aServer({ ...city, kernel: { ...city.kernel, sender: undefined } })
    expect(await bare.as().post(`${portal}/code`, { phone: '13900000010' })).toMatchObject({
      status: 503,
      body: { refusal: { code: 'citizens.sender-unavailable' } },
    })
    await bare.close()
  })
})

describe('what is kept of a citizen', () => {
  it('is no number anywhere in the database or its log', async () => {
    await entered('13987654321')
    const tables = await rows(
      city.database.db,
      sql<{
        name: string
      }>`select table_name name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    )
    for (const { name } of tables) {
      const held = await rows(city.database.db, sql<{ row: string }>`select t::text "row" from ${sql.table(name)} t`)
      expect(
        held.filter(({ row }) => row.includes('13987654321')),
        name,
      ).toEqual([])
    }
  })

  it('is given to the citizen whole, and to nobody else', async () => {
    const cookie = await entered('13900000011')
    expect(await server.as().get(`${portal}/own/data`, { cookie })).toMatchObject({
      status: 200,
      body: { citizen: { phone: '13900000011' }, consents: [{ kind: 'take-part-2', withdrawnAt: null }], rooms: {} },
    })
    expect((await server.as('head').get(`${portal}/own/data`)).status).toBe(401)
    expect((await server.as().get(`/api/${PUTUO}/citizens/own/data`, { cookie })).status).toBe(401)
  })

  it('is given as a file that the browser saves, holding the same', async () => {
    const cookie = await entered('13900000014')
    const url = `${portal}/own/data`
    const file = await server.app.inject({ url: `${url}/file`, headers: { cookie } })
    expect(file.headers['content-disposition']).toMatch(/^attachment; .*filename\*=UTF-8''/)
    expect(file.headers['cache-control']).toBe('no-store')
    const { at: _, ...kept } = z.looseObject({}).parse(file.json())
    expect((await server.as().get(url, { cookie })).body).toMatchObject(kept)
    expect(kept).toMatchObject({ citizen: { phone: '13900000014' } })
    expect((await server.app.inject({ url: `${url}/file` })).statusCode).toBe(401)
  })

  it('keeps each agreement with its words, and when it was taken back', async () => {
    const cookie = await entered('13900000012')
    const agreed = { kind: 'publish-name-1', language: 'en' }
    for (let n = 0; n < 2; n++)
      expect((await server.as().post(`${portal}/own/consents`, agreed, { cookie })).status).toBe(200)
    const { body } = await server.as().delete(`${portal}/own/consents/publish-name-1`, { cookie })
    const given = z.object({ consents: z.array(z.looseObject({ kind: z.string(), text: z.string() })) }).parse(body)
    expect(given.consents).toHaveLength(2)
    const named = given.consents.find(({ kind }) => kind === 'publish-name-1')
    expect(named).toMatchObject({ language: 'en', withdrawnAt: expect.any(String) })
    expect(named?.text).toContain('last four digits')
  })

  it('goes when the citizen says so, and leaves a tombstone; the number may come again as somebody new', async () => {
    const cookie = await entered('13900000013')
    const { body } = await server.as().get(`${portal}/own`, { cookie })
    const { id } = z.object({ id: z.string() }).parse(body)
    expect((await server.as().post(`${portal}/own/erase`, { really: true }, { cookie })).status).toBe(200)
    expect((await server.as().get(`${portal}/own`, { cookie })).status).toBe(401)
    expect(await rows(city.database.db, sql`select phone_key, phone_sealed from citizen where id = ${id}`)).toEqual([
      { phoneKey: null, phoneSealed: null },
    ])
    expect(await city.events(id)).toEqual(['citizens.joined', 'citizens.consent-given', 'citizens.erased'])
    const again = await server.as().get(`${portal}/own`, { cookie: await entered('13900000013') })
    expect(z.object({ id: z.string() }).parse(again.body).id).not.toBe(id)
  })

  it('ends with the session on signing out', async () => {
    const { cookie } = await aCitizen(city, NANTONG)
    expect((await server.as().delete(`${portal}/session`, { cookie })).status).toBe(204)
    expect((await server.as().get(`${portal}/own`, { cookie })).status).toBe(401)
    expect(server.faults).toEqual([])
  })
})

describe('a sender', () => {
  const message: Message = { phone: '13900000001', kind: 'code', text: '验证码123456', fields: { code: '123456' } }

  it('appends lines of JSON to a file that others cannot read', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'jianghai-sender-'))
    const path = join(directory, 'out.jsonl')
    const sender = senderOf(`file:${path}`)
    await sender?.send(message)
    await sender?.send(message)
    expect(
      (await readFile(path, 'utf8'))
        .trim()
        .split('\n')
        .map(line => JSON.parse(line)),
    ).toEqual([message, message])
    await rm(directory, { recursive: true })
  })

  it('posts to a gateway with a signature, follows no redirect, and fails when the gateway does', async () => {
    const got: Array<{ signature: unknown; body: string }> = []
    const gateway = createServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', part => parts.push(part))
      request.on('end', () => {
        got.push({ signature: request.headers['x-jianghai-signature'], body: Buffer.concat(parts).toString() })
        if (request.url === '/moved') response.writeHead(302, { location: '/ok' }).end()
        else response.writeHead(request.url === '/ok' ? 200 : 500).end()
      })
    })
    await new Promise<void>(resolve => gateway.listen(0, '127.0.0.1', resolve))
    const { port } = gateway.address() as AddressInfo
    const to = (path: string) => senderOf(`http://127.0.0.1:${port}/${path}`, 'a shared secret')
    await to('ok')?.send(message)
    expect(JSON.parse(got[0]?.body ?? '')).toEqual(message)
    expect(got[0]?.signature).toMatch(/^sha256=[0-9a-f]{64}$/)
    await expect(to('down')?.send(message)).rejects.toThrow('500')
    await expect(to('moved')?.send(message)).rejects.toThrow()
    expect(got).toHaveLength(3)
    await new Promise(resolve => gateway.close(resolve))
  })

  it.each(['http://sms.example', 'ftp://x', 'file:', 'sms'])('is not %s', setting => {
    expect(() => senderOf(setting)).toThrow('citizens.sender-unfit')
  })
  it('is none where none is set', () => {
    expect(senderOf(undefined)).toBeUndefined()
    expect(senderOf('')).toBeUndefined()
  })
})
