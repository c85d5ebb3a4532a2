import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refusal } from '#contract/kernel.ts'
import { aCitizen } from '#server/testing/citizen.ts'
import { aCity, NANTONG } from '#server/testing/city.ts'
import { naughtyStrings, worseStrings } from '#server/testing/naughty.ts'
import { ownPassword } from '#server/testing/ownPassword.ts'
import { aServer } from '#server/testing/server.ts'
import { aQuiz } from '../../participation/testing/aQuiz.ts'
import { type Operation, operationsOf, type Product } from './testing/walk.ts'

let product: Product
let operations: Operation[]
beforeAll(async () => {
  const city = await aCity()
  product = { city, server: await aServer(city) }
  product.server.holdBeside((await aCitizen(city, NANTONG)).cookie)
  operations = await operationsOf(product)
})
afterAll(async () => {
  await product.server.close()
  await product.city.close()
})

type Sent = { method?: 'GET' | 'POST'; url: string; headers?: Record<string, string>; payload?: string | Buffer }
async function send({ method = 'GET', url, headers = {}, payload }: Sent) {
  const said = await product.server.app.inject({
    method,
    url,
    headers: { 'x-jianghai': '1', ...headers },
    ...(payload === undefined ? {} : { payload }),
  })
  const read = refusal.safeParse(said.headers['content-type']?.toString().includes('json') ? said.json() : null)
  return { status: said.statusCode, body: said.body, refusal: read.success ? read.data.refusal : undefined }
}
const sound = '019680d0-0000-7000-8000-000000000000'
const urlOf = (path: string, params: Record<string, string> = {}) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? { region: '320600', kind: 'person' }[name] ?? sound)
/** Nothing of ours is told: no place in a program, no words of a library or a database. */
const ours = /node_modules|\.ts:\d|\bat \w+ \(|Fastify|FST_|postgres|kysely|ZodError|syntax error/i

const full = process.env.JIANGHAI_STORM === 'full'
let asked = 0

/** In full all of them; in short every fourth, beginning with another each time, so that each is sent somewhere. */
const some = (values: readonly string[]) => {
  const from = asked++ % 4
  return full ? values : values.filter((_, index) => index % 4 === from)
}

describe('an address', () => {
  test('with a part that is no id and no region is refused, at every route', async () => {
    const wrong: Record<string, readonly string[]> = {
      region: [
        '0',
        '-1',
        'x',
        '99999999999',
        '320600.5',
        '1e5',
        'NaN',
        '%20',
        '３２０６００',
        '0x4E4E4',
        '320600;drop',
      ],
      id: ['x', '0', '../..', '%2e%2e%2f', `${sound}0`, "'--", '%00', '%ed%a0%80', 'null', '%F0%9F%98%80', '{id}'],
    }
    let sent = 0
    const session = { cookie: await product.server.cookieOf('staff') }
    for (const { path, method } of operations) {
      for (const [, name = ''] of path.matchAll(/\{(\w+)\}/g)) {
        for (const value of some(wrong[name] ?? wrong.id ?? [])) {
          const url = urlOf(path, { [name]: value })
          const said = await send({
            url,
            method: method === 'GET' ? 'GET' : 'POST',
            headers: { ...session, ...(method === 'GET' ? {} : { 'content-type': 'application/json' }) },
            ...(method === 'GET' ? {} : { payload: '{}' }),
          })
          sent++
          // A citizen's session is of one region, so under another address, or one that is none, nobody is signed in.
          const isStranger = said.refusal?.code === 'citizens.not-signed-in' && name === 'region'
          if ((![400, 404, 422].includes(said.status) && !isStranger) || !said.refusal || ours.test(said.body))
            expect.fail(`${method} ${url}: ${said.status} ${said.body.slice(0, 300)}`)
        }
      }
    }
    console.log(`addresses: ${sent} wrong parts refused`)
    expect(product.server.faults).toEqual([])
  })

  test.each([
    '/api/%',
    '/api/%zz/matters',
    '/api/320600/matters/%c3%28',
    '/api/320600/no-such-room',
    '//api',
    '/api/320600/matters/'.padEnd(3000, 'a'),
  ])('%j is answered as a refusal', async url => {
    const said = await send({ url })
    expect([400, 404, 414]).toContain(said.status)
    expect(said.refusal?.code).toMatch(/^kernel\./)
  })
})

describe('a query string', () => {
  const wrong = [
    '',
    'x',
    '-1',
    '1e9',
    '99999999999999999999',
    'NaN',
    '2025-02-30',
    '2025-02-30T00:00:00Z',
    '0000-01-01',
    '%00',
    '%ff',
    'a%00b',
    '[]',
    '{}',
    'null',
    '+010000-01-01T00:00:00Z',
    '9999-12-31T23:59:59-23:59',
    '0000-01-01T00:00:00Z',
    '-name',
    '-__proto__',
    'constructor',
    "'; drop table matter; --",
    '%E2%80%AE',
    'WyJ4IiwieSIsIjAiXQ',
    'WyIxIiwiMiIsIjAxOTY4MGQwLTAwMDAtNzAwMC04MDAwLTAwMDAwMDAwMDAwMCJd',
  ]

  test('with anything in any of its parts is answered or refused with the part named', {
    timeout: 120_000,
  }, async () => {
    const tally = { answered: 0, refused: 0 }
    const session = { cookie: await product.server.cookieOf('staff') }
    for (const { path, query } of operations.filter(each => each.method === 'GET')) {
      const needed = query
        .filter(each => each.required)
        .map(
          each =>
            `${each.name}=${{ kind: 'matter', id: sound, on: '2025-05-01', from: '2025-05-01T00:00:00Z', index: '0', size: '1', to: '1' }[each.name] ?? 'x'}`,
        )
      for (const { name } of query) {
        const others = needed.filter(each => !each.startsWith(`${name}=`))
        for (const value of some([...wrong, `1&${name}=2`])) {
          const url = `${urlOf(path)}?${[...others, `${name}=${value}`].join('&')}`
          const said = await send({ url, headers: session })
          if (said.status === 200) tally.answered++
          else {
            tally.refused++
            const isSaid = said.status >= 400 && said.status < 500 && said.refusal !== undefined
            const isNamed = said.status !== 422 || said.refusal?.field !== null
            if (!isSaid || !isNamed || ours.test(said.body.replaceAll(value, '')))
              expect.fail(`${url}: ${said.status} ${said.body.slice(0, 300)} ${String(product.server.faults.at(-1))}`)
          }
        }
      }
    }
    console.log(`queries: ${tally.answered} answered, ${tally.refused} refused`)
    expect(product.server.faults).toEqual([])
  })

  test('of a list finds with any words', async () => {
    const session = { cookie: await product.server.cookieOf('staff') }
    const lists = operations.filter(each => each.method === 'GET' && each.query.some(part => part.name === 'find'))
    // The kinds of thing that have a list below them.
    const quiz = await aQuiz(product.city)
    expect(lists.map(({ path }) => path).filter(path => path.includes('{id}'))).toEqual([
      '/api/{region}/participation/quizzes/{id}/suspicions',
      '/api/{region}/participation/draws/{id}/pool',
      '/api/{region}/participation/draws/{id}/prizes',
    ])
    for (const [index, words] of [...worseStrings, ...naughtyStrings].entries()) {
      const list = lists[index % lists.length]
      if (!list || words.length > 4000) continue
      const said = await send({
        url: `${urlOf(list.path, { id: quiz })}?find=${encodeURIComponent(words.toWellFormed())}`,
        headers: session,
      })
      // A list of a record that is not there is not there either.
      const expected = list.path.includes('{id}') ? [200, 403, 404, 422] : [200, 403, 422]
      if (!expected.includes(said.status))
        expect.fail(`${list.path} ${JSON.stringify(words)}: ${said.status} ${said.body.slice(0, 200)}`)
    }
    expect(product.server.faults).toEqual([])
  })
})

describe('a body that is none', () => {
  /** Signed in: who is not is refused before a body is read. */
  const post = async (payload: string | Buffer, type: string) => {
    const cookie = await product.server.cookieOf('staff')
    return send({ method: 'POST', url: '/api/320600/matters', payload, headers: { cookie, 'content-type': type } })
  }

  test('of somebody who is not signed in is not read', async () => {
    for (const [payload, type] of [
      ['{"title":', 'application/json'],
      [JSON.stringify({ title: 'x'.repeat(1_100_000) }), 'application/json'],
      ['{}', 'text/plain'],
    ] as const) {
      const said = await send({
        method: 'POST',
        url: '/api/320600/matters',
        payload,
        headers: { 'content-type': type },
      })
      expect([said.status, said.refusal?.code]).toEqual([401, 'session.not-signed-in'])
    }
  })

  test.each([
    ['application/x-www-form-urlencoded', 415],
    ['text/plain', 415],
    ['multipart/form-data; boundary=x', 415],
    ['application/json; charset=gbk', 415],
    ['application/xml', 415],
    ['application/jsonp', 415],
    ['x', 415],
    ['application/json; charset=utf-8', 422],
    ['APPLICATION/JSON', 422],
  ])('of the type %s answers %i', async (type, status) => {
    expect((await post('{}', type)).status).toBe(status)
  })

  test.each([
    ['nothing', '', 400],
    ['cut off', '{"title":', 400],
    ['with a mark', '\uFEFF{}', 400],
    ['in another encoding', Buffer.from('{"title":"\xd6\xd0"}', 'latin1'), 400],
    ['with a key twice', '{"title":"a","title":"b"}', 400],
    ['with a key of JavaScript', '{"title":"a","__proto__":{"isAdmin":true}}', 400],
    ['10,000 deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 400],
    ['of a megabyte and more', JSON.stringify({ title: 'x'.repeat(1_100_000) }), 413],
    ['with a number beyond all', '{"title":"a","goalValue":1e400}', 422],
    ['with more behind it', '{"title":"a"} {"title":"b"}', 400],
  ])('%s is refused, and tells nothing of ours', async (_, payload, status) => {
    const said = await post(payload, 'application/json')
    expect([said.status, said.refusal?.code]).toEqual([status, expect.stringMatching(/^kernel\./)])
    expect(said.body).not.toMatch(ours)
  })

  test.each(['', 'short', 'x'.repeat(101), 'a b', '\u00ff'.repeat(8), '00000000'])(
    'with the request number %j',
    async key => {
      const said = await product.server.as('staff').post('/api/320600/matters', {}, { 'idempotency-key': key })
      expect([400, 422]).toContain(said.status)
      expect(product.server.faults).toEqual([])
    },
  )
})

describe('signing in', () => {
  test('takes no name and no password of any kind that is not there, and breaks on none', {
    timeout: 120_000,
  }, async () => {
    const strings = [...worseStrings, ...naughtyStrings]
    const tried = process.env.JIANGHAI_STORM === 'full' ? strings : strings.filter((_, index) => index % 20 === 0)
    for (const text of tried) {
      const said = await product.server.as().post('/api/session', { username: text, password: text })
      expect([401, 422, 429]).toContain(said.status)
    }
    console.log(`signing in: ${tried.length} texts`)
    expect(product.server.faults).toEqual([])
  })

  test.each([
    '🐟江海-doCk-73',
    'e\u0301tE-Salt-1234',
    '  spaces  in 7 A  ',
    '\u202Eabc-DEF-123456',
    '\'; drop table "user"; -- A1',
  ])('with the password %j works with it and with no other', async password => {
    const username = `pass.${Buffer.from(password).toString('hex').slice(0, 12)}`
    const added = await product.server
      .as('system')
      .post('/api/320600/accounts', { username, name: '试', unitId: null, roles: ['viewer'] })
    expect(added.status, JSON.stringify(added.body)).toBe(200)
    await ownPassword(product.city, username, password)
    expect((await product.server.as().post('/api/session', { username, password })).status).toBe(200)
    expect((await product.server.as().post('/api/session', { username, password: `${password}x` })).status).toBe(401)
  })
})

test('a second factor takes no password and no code of any kind that is not there, and breaks on none', {
  timeout: 120_000,
}, async () => {
  const tried = [...worseStrings, ...naughtyStrings].filter((_, index) => index % 20 === 0)
  for (const text of tried)
    for (const step of ['', '/confirm', '/recovery-codes', '/off']) {
      const said = await product.server
        .as('staff2')
        .post(`/api/320600/accounts/own-second-factor${step}`, { version: 1, password: text, code: text })
      if (![400, 401, 403, 404, 409, 422, 429].includes(said.status))
        expect.fail(`${step} ${JSON.stringify(text)}: ${said.status} ${JSON.stringify(said.body)}`)
    }
  expect(product.server.faults).toEqual([])
})

test('setting up an installation that is set up takes no text of any kind', async () => {
  for (const [index, text] of [...worseStrings, ...naughtyStrings].entries()) {
    if (index % 5 > 0) continue
    const said = await product.server.as().post('/api/session/first-run', {
      token: text,
      region: { id: 320600, nameZh: text, nameEn: text },
      unitZh: text,
      username: 'first',
      name: text,
      password: 'kE7-dock-Salt-92',
    })
    expect([409, 422]).toContain(said.status)
  }
  expect(product.server.faults).toEqual([])
})
