import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { rows, sql } from '#kernel/database/sql.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { ownPassword } from '#server/testing/ownPassword.ts'
import { aServer } from '#server/testing/server.ts'

/* What must not be written down is planted into requests of every kind, and looked for wherever something is written. */

const PLANTED = {
  password: 'planted-password-7f3k',
  code: 'PLANTEDCODE7',
  cookie: 'plantedsessiontoken7f3k',
  token: 'planted-set-up-token-7f3k',
}
const secrets = Object.values(PLANTED)

let city: City
let server: Awaited<ReturnType<typeof aServer>>
/** Everything the program would say: faults as the terminal prints them, and whatever else is printed. */
const said: string[] = []
const says = (error: unknown) => said.push(error instanceof Error ? (error.stack ?? error.message) : String(error))

beforeAll(async () => {
  city = await aCity()
  server = await aServer(city, { onFault: says, firstRun: { token: PLANTED.token, until: new Date(0) } })
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation(piece => said.push(String(piece)) > 0)
  for (const way of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, way).mockImplementation((...words) => void said.push(words.map(String).join(' ')))
})
afterAll(async () => {
  vi.restoreAllMocks()
  await server.close()
  await city.close()
})

it('no password, code, cookie or token stands in an answer, in what is printed, or in a table', async () => {
  const { password, code, cookie, token } = PLANTED
  const accounts = '/api/320600/accounts'
  const added = await server.as('system').post(accounts, {
    username: 'mole',
    name: '堤',
    unitId: city.unit('science'),
    roles: ['unit-reporter'],
  })
  await ownPassword(city, 'mole', password)
  const broken = (payload: string, type = 'application/json') =>
    server.app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { 'x-jianghai': '1', 'content-type': type, cookie: `jianghai.session_token=${cookie}` },
      payload,
    })
  const credentials = { username: 'mole', password, code }
  const by = server.as()
  const forged = { cookie: `jianghai.session_token=${cookie}.${cookie}`, 'idempotency-key': 'the-same-key-again' }
  const answers = [
    added,
    await by.post('/api/session', { username: 'nobody', password, code }),
    await by.post('/api/session', { username: password, password: code }),
    await by.post('/api/session', { ...credentials, username: [password] }),
    await by.post('/api/session', { ...credentials, password: { password } }),
    await by.post('/api/session', { ...credentials, password: password.repeat(20) }),
    await by.post('/api/session', { ...credentials, [password]: code }),
    await by.post('/api/session', { username: `mole\u0000`, password }),
    await by.get(`/api/session?password=${password}`, forged),
    await by.post(`${accounts}/own-sessions/end-others`, {}, forged),
    await server.as('staff').put(`${accounts}/own-password`, { old: password, password: code }),
    await server.as('staff').post(`${accounts}/own-second-factor`, { password }),
    await server.as('staff').post(`${accounts}/own-second-factor/confirm`, { code }),
    await server
      .as('staff')
      .post(`${accounts}/own-second-factor/off`, { password, code }, { 'idempotency-key': 'off-with-it' }),
    await server.as('system').post(accounts, { username: 'x', password }),
    await server
      .as('system')
      .post(accounts, { username: 'mole', name: '堤', unitId: null, roles: ['viewer'], password }),
    await by.post('/api/session/first-run', { token, password }),
    await by.post('/api/session/first-run', { token: `${token}x`, region: { id: 1 }, password }),
    await broken(`{"username":"mole","password":"${password}"`),
    await broken(`{"password":"${password}","code":${code}}`),
    await broken(password, 'text/plain'),
    await broken(`password=${password}`, 'application/x-www-form-urlencoded'),
  ]
  expect(added.status).toBe(200)
  // A fault under a sign-in: the table it counts in is gone.
  await sql`alter table sign_in_failure rename to sign_in_failure_gone`.execute(city.database.db)
  const failed = await by.post('/api/session', credentials, forged)
  await sql`alter table sign_in_failure_gone rename to sign_in_failure`.execute(city.database.db)
  expect(failed.status).toBe(500)
  expect(said.join('\n')).toContain('sign_in_failure')

  for (const answer of [...answers, failed])
    expect(holding([JSON.stringify(answer.body), JSON.stringify(answer.headers)])).toEqual([])
  expect(holding(said)).toEqual([])
  expect(await tablesHolding()).toEqual([])
})

it('and each is found where it is', async () => {
  expect(holding([`x ${PLANTED.code} y`])).toEqual([PLANTED.code])
  await sql`insert into installation (name, value) values ('planted', ${JSON.stringify(PLANTED)}::jsonb)`.execute(
    city.database.db,
  )
  expect(await tablesHolding()).toEqual(['installation'])
})

const holding = (texts: readonly string[]) => secrets.filter(secret => texts.some(text => text.includes(secret)))

/** The tables in which one of the secrets stands, in whatever column; names typed as user names are not secrets. */
async function tablesHolding(): Promise<string[]> {
  const tables = await rows(
    city.database.db,
    sql<{
      name: string
    }>`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  const each = tables.map(
    ({ name }) =>
      sql`select ${name}::text as name where exists (
        select 1 from ${sql.table(name)} t, unnest(${secrets}::text[]) x where position(x in t::text) > 0)`,
  )
  const found = await rows(city.database.db, sql<{ name: string }>`${sql.join(each, sql` union all `)}`)
  return found.map(({ name }) => name)
}
