import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { rows, sql } from '#kernel/database/sql.ts'
import { rooms } from '#server/app/rooms.ts'
import { aCitizen } from '#server/testing/citizen.ts'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { columnsOf } from '#server/testing/everyRecord.ts'
import { sampleOf } from '#server/testing/sample.ts'
import { aServer } from '#server/testing/server.ts'

/* What answers must not do: be kept by others, lead to files, change what is stored, or take what was not asked for (ASVS 5.0 V3, V4, V13, V15). */

let city: City
let server: Awaited<ReturnType<typeof aServer>>
let webRoot: string
beforeAll(async () => {
  webRoot = await mkdtemp(join(tmpdir(), 'jianghai-quiet-'))
  await mkdir(join(webRoot, 'assets'))
  await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>the page</title>')
  await writeFile(join(webRoot, 'assets/a-1.js'), 'export {}')
  await writeFile(join(webRoot, 'assets/a-1.css'), 'a{}')
  city = await aCity()
  server = await aServer(city, { webRoot })
  server.holdBeside((await aCitizen(city, NANTONG)).cookie)
})
afterAll(async () => {
  await server.close()
  await city.close()
  await rm(webRoot, { recursive: true })
})

/** Every route that answers GET, with an id that nothing has where one is asked for. */
const reads = () =>
  server.app.registered
    .filter(({ method }) => method === 'GET')
    .map(({ url }) => url.replace(':region', String(NANTONG)).replace(/:\w+/g, '01900000-0000-7000-8000-000000000000'))

/** A sum over every row of every table but the one that counts when a session was last seen. */
async function everything(): Promise<Record<string, string>> {
  const tables = new Set((await columnsOf(city)).map(({ table }) => table))
  const sums: Record<string, string> = {}
  for (const table of [...tables].filter(name => name !== 'session')) {
    const [found] = await rows(
      city.database.db,
      sql<{
        n: string
      }>`select coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') n from ${sql.table(table)} t`,
    )
    sums[table] = found?.n ?? ''
  }
  return sums
}

describe('an answer with data', () => {
  it('is kept by no cache, whichever route gives it', async () => {
    const kept: string[] = []
    for (const url of reads()) {
      const { headers } = await server.as('staff').get(url)
      if (headers['cache-control'] !== 'no-store') kept.push(`${url}: ${headers['cache-control']}`)
    }
    expect(kept).toEqual([])
    expect(reads().length).toBeGreaterThan(50)
  })

  it('to a question changes nothing that is stored', async () => {
    // Sessions are made before the count: that is signing in, not asking.
    await server.as('staff').get('/api/session')
    const before = await everything()
    for (const url of reads()) await server.as('staff').get(url)
    expect(await everything()).toEqual(before)
    expect(Object.keys(before).length).toBeGreaterThan(60)
  })

  it('sets a base for no address, and says so in its policy', async () => {
    const { headers } = await server.app.inject({ url: '/' })
    expect(String(headers['content-security-policy']).split('; ')).toEqual(
      expect.arrayContaining(["base-uri 'none'", "form-action 'self'", "default-src 'none'"]),
    )
  })

  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/api/docs', 'text/html; charset=utf-8'],
    ['/assets/a-1.js', 'application/javascript; charset=utf-8'],
    ['/assets/a-1.css', 'text/css; charset=utf-8'],
    ['/api/openapi.json', 'application/json; charset=utf-8'],
    ['/api/session', 'application/json; charset=utf-8'],
    ['/nothing.here', 'application/json; charset=utf-8'],
    [`/api/${NANTONG}/matters/table?format=csv`, 'text/csv; charset=utf-8'],
  ])('says its type and its characters: %s', async (url, type) => {
    const { headers } = await server.as('staff').get(url)
    expect(headers['content-type']).toBe(type)
  })
})

describe('an address', () => {
  it.each([
    '/.git/config',
    '/.git/HEAD',
    '/uploads/',
    '/data/uploads',
    '/keys/seal.secret',
    '/assets/',
    '/assets',
    '/%2e%2e/keys/session.secret',
    '/..%2f..%2fpackage.json',
    '/server/src/app/main.ts',
  ])('%s leads to no folder and no file but those of the application', async url => {
    const { statusCode, body } = await server.app.inject({ url })
    // A path of the application is answered with its one page, whatever it is; everything else is not there.
    if (statusCode === 200) expect(body).toBe('<!doctype html><title>the page</title>')
    else expect([400, 404]).toContain(statusCode)
    expect(body).not.toMatch(/a-1\.js|repositoryformatversion|refs\/heads|"dependencies"/)
  })

  it('answers no TRACE', async () => {
    await server.app.listen({ port: 0, host: '127.0.0.1' })
    const address = server.app.server.address()
    const port = address && typeof address === 'object' ? address.port : 0
    const said = await new Promise<string>((resolve, reject) => {
      let text = ''
      const socket = connect(port, '127.0.0.1', () =>
        socket.write('TRACE / HTTP/1.1\r\nhost: x\r\nx-secret: 1234\r\nconnection: close\r\n\r\n'),
      )
      socket
        .on('data', piece => (text += String(piece)))
        .on('end', () => resolve(text))
        .on('error', reject)
    })
    expect(said).toMatch(/^HTTP\/1\.1 4\d\d /)
    expect(said).not.toContain('x-secret')
  })
})

describe('a body', () => {
  const given = {
    regionId: 310107,
    region_id: 310107,
    recordedBy: '01900000-0000-7000-8000-000000000001',
    isAdministrator: true,
    may: ['*'],
    __proto__: { roles: ['auditor'] },
  }
  const strange = Object.keys(given).filter(name => name !== 'may')
  const writes = rooms.flatMap(room => room.routes.filter(({ takes }) => takes.body !== undefined))

  it('gives a route nothing beyond what the route names', () => {
    let read = 0
    const taken: string[] = []
    for (const { method, path, takes } of writes) {
      if (!takes.body) continue
      const sample = sampleOf(takes.body)
      if (typeof sample !== 'object' || sample === null) continue
      const parsed = takes.body.safeParse({ ...given, ...sample })
      if (!parsed.success) continue
      read++
      const names = Object.keys(z.looseObject({}).parse(parsed.data))
      taken.push(...names.filter(name => strange.includes(name)).map(name => `${method} ${path} takes ${name}`))
    }
    expect(taken).toEqual([])
    expect(read).toBeGreaterThan(50)
  })

  it('of a schema that takes whatever comes would be seen', () => {
    const loose = z.looseObject({ title: z.string() }).parse({ title: 'x', ...given })
    expect(Object.keys(loose).filter(name => strange.includes(name))).toContain('regionId')
  })
})

describe('the name of a session', () => {
  it('holds at least 128 random bits and no two are alike', async () => {
    const cookies = await Promise.all(Array.from({ length: 20 }, () => server.sessionOf('staff')))
    const citizens = await Promise.all(Array.from({ length: 20 }, () => aCitizen(city, NANTONG)))
    expect(new Set(cookies).size).toBe(20)
    expect(new Set(citizens.map(({ cookie }) => cookie)).size).toBe(20)
    for (const { cookie } of citizens)
      expect(Buffer.from(cookie.split('.').at(-1) ?? '', 'base64url').length).toBeGreaterThanOrEqual(32)
  })
})
