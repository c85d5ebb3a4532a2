import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { passwordReset } from '#contract/accounts.ts'
import { enrolment, recoveryCodes } from '#contract/signIn.ts'
import { type Seal, sealWith } from '#kernel/accounts/seal.ts'
import { codeOf, stepAt } from '#kernel/accounts/totp.ts'
import { one, rows, run, sql } from '#kernel/database/sql.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { officeRoutes } from '#server/testing/officeRoutes.ts'
import { ownPassword } from '#server/testing/ownPassword.ts'
import { aServer } from '#server/testing/server.ts'
import { addMember } from './commands.ts'

/* Through the HTTP server, with real passwords: what a person and an attacker can do, and nothing shorter. */

let city: City
let server: Awaited<ReturnType<typeof aServer>>
let made = 0
/** The account the test is about: its id and user name, and a session of it. */
let subject: { id: string; username: string; cookie: string }
beforeAll(async () => {
  city = await aCity()
  server = await aServer(city)
})
afterAll(async () => {
  await server.close()
  await city.close()
})

const PASSWORD = 'a sentence about tides'
const OWN = '/api/320600/accounts/own-second-factor'
const signIn = (code?: string, password = PASSWORD) =>
  server.as().post('/api/session', { username: subject.username, password, ...(code === undefined ? {} : { code }) })
const mine = () => ({ cookie: subject.cookie })
const codeIs = (body: unknown) => z.object({ refusal: z.object({ code: z.string() }) }).parse(body).refusal.code

beforeEach(async () => {
  made += 1
  const username = `tide${made}`
  const { id } = await city.do('system', ctx =>
    addMember(ctx, {
      username,
      name: '潮',
      unitId: city.unit('science'),
      roles: ['unit-reporter'],
    }),
  )
  await ownPassword(city, username, PASSWORD)
  subject = { id, username, cookie: '' }
  subject.cookie = cookieOf(await signIn())
})

describe('enrolling', () => {
  it('needs the password, and a code of the application before anything is asked of a sign-in', async () => {
    expect((await server.as().post(OWN, { password: PASSWORD })).status).toBe(401)
    expect(await server.as().post(OWN, { password: 'somebody at an open desk' }, mine())).toMatchObject({
      status: 422,
      body: { refusal: { code: 'accounts.password-wrong', field: 'password' } },
    })
    const { secret } = await begun()
    expect((await signIn()).status).toBe(200)
    expect(codeIs((await server.as().post(`${OWN}/confirm`, { code: wrong(secret) }, mine())).body)).toBe(
      'accounts.code-wrong',
    )
    const again = await begun()
    expect(again.secret).not.toBe(secret)
    expect(codeIs((await confirmed(secret)).body)).toBe('accounts.code-wrong')
    expect((await confirmed(again.secret)).status).toBe(200)
    expect(await server.as().post(OWN, { password: PASSWORD }, mine())).toMatchObject({
      status: 409,
      body: { refusal: { code: 'accounts.second-factor-exists' } },
    })
    expect(codeIs((await signIn()).body)).toBe('session.code-needed')
  })

  it('gives ten recovery codes, ends the other sessions, keeps this one, and is written down without a secret', async () => {
    const elsewhere = cookieOf(await signIn())
    const { codes } = await enrolled()
    expect(codes).toHaveLength(10)
    expect((await server.as().get('/api/session', { cookie: elsewhere })).status).toBe(401)
    expect(await server.as().get('/api/session', mine())).toMatchObject({
      status: 200,
      body: { secondFactor: { isOn: true, isMissing: false } },
    })
    expect(await city.events(subject.id)).toContain('accounts.second-factor-on')
  })

  it('shows its secret once: a repeat under the same key is a request of its own, and no table keeps an answer', async () => {
    const key = { ...mine(), 'idempotency-key': 'one-press-of-the-button' }
    const [first, second] = [
      enrolment.parse((await server.as().post(OWN, { password: PASSWORD }, key)).body),
      enrolment.parse((await server.as().post(OWN, { password: PASSWORD }, key)).body),
    ]
    expect(second.secret).not.toBe(first.secret)
    const { codes } = await enrolled()
    for (const secret of [
      first.secret,
      second.secret,
      PASSWORD,
      ...codes,
      ...codes.map(each => each.replaceAll('-', '')),
    ])
      expect(await tablesHolding(secret), secret).toEqual([])
    // The search is seen to find what is there.
    expect(await tablesHolding(subject.username)).toContain('member')
  })
})

describe('signing in with a second factor', () => {
  it('takes a code of the application once, and leaves no session behind where it does not', async () => {
    const { secret, spent } = await enrolled()
    const before = await sessions()
    expect(await signIn()).toMatchObject({
      status: 401,
      body: { refusal: { code: 'session.code-needed', field: 'code' } },
      headers: expect.not.objectContaining({ 'set-cookie': expect.anything() }),
    })
    // The code that confirmed the enrolment opens nothing more.
    expect(codeIs((await signIn(spent)).body)).toBe('session.code-wrong')
    expect(codeIs((await signIn(wrong(secret))).body)).toBe('session.code-wrong')
    expect(await sessions()).toBe(before)

    await timeGoesOn()
    const answers = await Promise.all([1, 2, 3].map(() => signIn(present(secret))))
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 401, 401])
    expect(await sessions()).toBe(before + 1)
  })

  it('never tells whether a code is right to who has not the password', async () => {
    const { secret, codes } = await enrolled()
    await timeGoesOn()
    for (const code of [present(secret), wrong(secret), codes[0] ?? ''])
      expect(codeIs((await signIn(code, 'not the password')).body)).toBe('session.wrong')
    expect((await signIn(present(secret))).status).toBe(200)
  })

  it('takes each recovery code once, however it is typed', async () => {
    const { codes } = await enrolled()
    const typed = ` ${(codes[3] ?? '').toLowerCase().replaceAll('-', ' ')}`
    const answers = await Promise.all([signIn(typed), signIn(codes[3])])
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 401])
    expect((await signIn(codes[4])).status).toBe(200)
    expect((await server.as().get(OWN, mine())).body).toMatchObject({ isOn: true, recoveryLeft: 8 })
    const shown = await logged('kernel.signed-in')
    expect(shown.slice(-2)).toEqual([{ shown: 'recovery' }, { shown: 'recovery' }])
  })

  it('takes no code for ten minutes after five wrong ones, also not the right one, until the officer opens it', async () => {
    const { secret } = await enrolled()
    await timeGoesOn()
    for (let attempt = 0; attempt < 5; attempt++)
      expect(codeIs((await signIn(wrong(secret))).body)).toBe('session.code-wrong')
    const sixth = await signIn(wrong(secret))
    expect(sixth).toMatchObject({
      status: 429,
      body: { refusal: { code: 'session.locked-too-many', params: { minutes: 10 } } },
    })
    expect(Number(sixth.headers['retry-after'])).toBeGreaterThan(500)
    expect((await signIn(present(secret))).status).toBe(429)
    // The password alone, given again and again, does not open it.
    expect((await signIn()).status).toBe(401)
    expect((await signIn(present(secret))).status).toBe(429)
    expect((await server.as('security').get(`/api/320600/accounts/${subject.id}`)).body).toMatchObject({
      secondFactor: true,
      lockedUntil: expect.any(String),
    })
    expect((await server.as('security').post(`/api/320600/accounts/${subject.id}/unlock`)).status).toBe(200)
    expect((await signIn(present(secret))).status).toBe(200)
  })

  it('is the same for a server that starts with the same key; with another it fails and lets nobody in', async () => {
    const { secret } = await enrolled()
    await timeGoesOn()
    const enter = async (seal: Seal) => {
      const elsewhere = await aServer(city, { kernel: { ...city.kernel, seal } })
      const code = present(secret)
      const answer = await elsewhere.as().post('/api/session', { username: subject.username, password: PASSWORD, code })
      await elsewhere.close()
      return answer
    }
    const before = await sessions()
    expect((await enter(sealWith('the key of another installation'))).status).toBe(500)
    expect(await sessions()).toBe(before)
    expect((await enter(city.kernel.seal)).status).toBe(200)
  })
})

describe('switching it off', () => {
  it('needs password and code, each counted when wrong, and a fresh code', async () => {
    const { secret, codes } = await enrolled()
    await timeGoesOn()
    const off = (password: string, code: string) => server.as().post(`${OWN}/off`, { password, code }, mine())
    expect(codeIs((await off('not the password', present(secret))).body)).toBe('accounts.password-wrong')
    expect(codeIs((await off(PASSWORD, wrong(secret))).body)).toBe('accounts.code-wrong')
    expect(await off(PASSWORD, present(secret))).toMatchObject({ status: 200, body: { isOn: false, recoveryLeft: 0 } })
    expect((await signIn()).status).toBe(200)
    expect((await signIn(codes[0])).status).toBe(200)
    expect(await city.events(subject.id)).toContain('accounts.second-factor-off')
  })

  it('stops taking guesses from a session that somebody left open, though every guess is undone', async () => {
    const { secret } = await enrolled()
    const renew = (password: string) =>
      server.as().post(`${OWN}/recovery-codes`, { password, code: wrong(secret) }, mine())
    for (let guess = 0; guess < 5; guess++) expect((await renew(`guess ${guess}`)).status).toBe(422)
    expect((await renew(PASSWORD)).status).toBe(429)
  })

  it('is not needed for fresh recovery codes; the old ones are over', async () => {
    const { secret, codes } = await enrolled()
    await timeGoesOn()
    const answer = await server
      .as()
      .post(`${OWN}/recovery-codes`, { password: PASSWORD, code: present(secret) }, mine())
    const fresh = recoveryCodes.parse(answer.body).codes
    expect(new Set([...fresh, ...codes]).size).toBe(20)
    expect((await signIn(codes[0])).status).toBe(401)
    expect((await signIn(fresh[0])).status).toBe(200)
  })
})

describe('a lost second factor', () => {
  it('is taken away by a security officer alone, never their own, and every session ends', async () => {
    await enrolled()
    const reset = (by: string, id = subject.id) => server.as(by).post(`/api/320600/accounts/${id}/reset-second-factor`)
    for (const by of ['system', 'audit', 'staff', 'head', 'leader', 'putuostaff'])
      expect([403, 404], by).toContain((await reset(by)).status)
    expect((await reset('security', (await city.as('security')).id)).status).toBe(403)
    expect((await reset('security')).status).toBe(200)
    expect((await server.as().get('/api/session', mine())).status).toBe(401)
    expect((await signIn()).status).toBe(200)
    expect(codeIs((await reset('security')).body)).toBe('accounts.no-second-factor')
    expect(await city.events(subject.id)).toContain('accounts.second-factor-reset')
  })

  it('is not got round by a new first password', async () => {
    await enrolled()
    const path = `/api/320600/accounts/${subject.id}/reset-password`
    const { firstPassword } = passwordReset.parse((await server.as('system').post(path)).body)
    expect(codeIs((await signIn(undefined, firstPassword)).body)).toBe('session.code-needed')
  })
})

describe('a role that needs a second factor', () => {
  const RULE = '/api/320600/accounts/second-factor-rule'
  afterAll(() => run(city.database.db, sql`delete from second_factor_rule`))

  it('is set by the security officer alone; nobody needs one before', async () => {
    expect((await server.as('security').get(RULE)).body).toMatchObject({ roles: [], fromOn: null, version: 0 })
    const rule = { version: 0, roles: ['unit-reporter'], fromOn: '2025-06-01' }
    for (const by of ['system', 'audit', 'staff', 'head', 'reporter'])
      expect((await server.as(by).put(RULE, rule)).status, by).toBe(403)
    expect((await server.as('security').put(RULE, rule)).body).toMatchObject({ version: 1, roles: ['unit-reporter'] })
    expect(codeIs((await server.as('security').put(RULE, rule)).body)).toBe('accounts.rule-changed-conflict')
  })

  it('is said before its day and enforced from it on: whoever has none can enrol and nothing else', async () => {
    expect((await server.as().get('/api/session', mine())).body).toMatchObject({
      secondFactor: { isOn: false, neededFrom: '2025-06-01', isMissing: false },
    })
    expect((await server.as().get('/api/320600/matters', mine())).status).toBe(200)

    city.clock.set('2025-06-01T00:00:00+08:00')
    expect((await server.as().get('/api/session', mine())).body).toMatchObject({ secondFactor: { isMissing: true } })
    const routes = officeRoutes(server.app.registered)
    const reached: string[] = []
    for (const { method, url } of routes) {
      const path = url.replace(':region', '320600').replace(/:\w+/g, subject.id)
      const by = server.as()
      const { body } = await (method === 'GET'
        ? by.get(path, mine())
        : method === 'DELETE'
          ? by.delete(path, mine())
          : method === 'PUT'
            ? by.put(path, {}, mine())
            : by.post(path, {}, mine()))
      // An empty request is refused for its own sake where it is read before the session: nothing was done and nothing told.
      const shut = /session\.second-factor-not-permitted|kernel\.input-unfit/.test(JSON.stringify(body))
      if (!shut) reached.push(`${method} ${url}`)
    }
    expect(routes.length).toBeGreaterThan(100)
    expect(reached).toEqual(['GET /api/:region/accounts/own-second-factor'])
    // Others, whose roles do not need one, work on.
    expect((await server.as('staff').get('/api/320600/matters')).status).toBe(200)

    const { secret } = await enrolled()
    expect((await server.as().get('/api/320600/matters', mine())).status).toBe(200)
    await timeGoesOn()
    const off = await server.as().post(`${OWN}/off`, { password: PASSWORD, code: present(secret) }, mine())
    expect(codeIs(off.body)).toBe('accounts.second-factor-needed')
    expect(server.faults).toEqual([])
  })
})

async function begun() {
  return enrolment.parse((await server.as().post(OWN, { password: PASSWORD }, mine())).body)
}

const confirmed = (secret: string, code = present(secret)) => server.as().post(`${OWN}/confirm`, { code }, mine())

/** Enrols, and gives the code that confirmed it, which is spent. */
async function enrolled(): Promise<{ secret: string; codes: string[]; spent: string }> {
  const { secret } = await begun()
  const spent = present(secret)
  return { secret, spent, codes: recoveryCodes.parse((await confirmed(secret, spent)).body).codes }
}

/** What the application shows now, and a code it shows neither now nor a step off. */
const present = (secret: string, off = 0) => codeOf(bytesOf(secret), stepAt(Date.now() / 1000) + off)
function wrong(secret: string): string {
  const near = [-2, -1, 0, 1, 2].map(off => present(secret, off))
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find(code => !near.includes(code)) ?? ''
}

/** As if some minutes had passed since the last code was taken. */
const timeGoesOn = () => run(city.database.db, sql`update second_factor set spent_step = spent_step - 10`)

function bytesOf(base32: string): Buffer {
  const bits = [...base32]
    .map(sign => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
}

function cookieOf({ headers }: { headers: Record<string, unknown> }): string {
  return [headers['set-cookie']]
    .flat()
    .map(cookie => String(cookie).split(';')[0])
    .join('; ')
}

async function sessions(): Promise<number> {
  const found = await one(
    city.database.db,
    sql<{
      n: number
    }>`select count(*) n from "session" s join "user" u on u."id" = s."userId" where u."username" = ${subject.username}`,
  )
  return found?.n ?? -1
}

async function logged(event: string): Promise<unknown[]> {
  const found = await rows(
    city.database.db,
    sql<{
      body: string
    }>`select body from log_entry where event = ${event} and subject_id = ${subject.id} order by ordinal`,
  )
  return found.map(({ body }) => JSON.parse(body).facts)
}

/** The tables in which one of the texts stands, in whatever column. */
async function tablesHolding(...texts: string[]): Promise<string[]> {
  const tables = await rows(
    city.database.db,
    sql<{
      name: string
    }>`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  const holding = tables.map(
    ({ name }) =>
      sql<{ name: string }>`select ${name}::text as name where exists (
        select 1 from ${sql.table(name)} t, unnest(${texts}::text[]) x where position(x in t::text) > 0)`,
  )
  const found = await rows(city.database.db, sql<{ name: string }>`${sql.join(holding, sql` union all `)}`)
  return found.map(({ name }) => name)
}
