import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dropDatabase, newDatabase, type PostgresServer, startPostgres } from './postgres.ts'

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

async function ask(url: string, question: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(question)).rows
  } finally {
    await client.end()
  }
}

describe('a PostgreSQL server for tests', () => {
  test('is a real server of version 15 or later that does not run as root', async () => {
    const [row] = await ask(
      server.url,
      "select current_setting('server_version_num')::int as version, version() as text",
    )
    expect(row).toMatchObject({ version: expect.any(Number), text: expect.stringContaining('PostgreSQL') })
    expect(row).toHaveProperty(
      'version',
      expect.toSatisfy(version => version >= 150000),
    )
  })

  test('gives each asker a database that the others do not see', async () => {
    const [one, two] = await Promise.all([server.newDatabase(), server.newDatabase()])
    await ask(one, 'create table thing (id int)')
    expect(await ask(one, "select to_regclass('thing') is not null as there")).toEqual([{ there: true }])
    expect(await ask(two, "select to_regclass('thing') is not null as there")).toEqual([{ there: false }])
  })

  test('orders text by code point, as the embedded database does', async () => {
    expect(await ask(server.url, "select x from (values ('b'), ('A'), ('a'), ('中')) as t (x) order by x")).toEqual(
      ['A', 'a', 'b', '中'].map(x => ({ x })),
    )
  })

  test('prepares a template once, however many ask for it together, and copies it', async () => {
    let prepared = 0
    const template = {
      name: 'city_of_tests',
      async prepare(url: string) {
        prepared += 1
        await ask(url, "create table town as select '南通' as name")
      },
    }
    const copies = await Promise.all([1, 2, 3, 4].map(() => newDatabase(server.url, template)))
    expect(prepared).toBe(1)
    for (const copy of copies) expect(await ask(copy, 'select name from town')).toEqual([{ name: '南通' }])
    await ask(copies[0] ?? '', 'drop table town')
    expect(await ask(await newDatabase(server.url, template), 'select name from town')).toEqual([{ name: '南通' }])
  })

  test('prepares a template again when the first attempt broke off', async () => {
    let attempts = 0
    const template = {
      name: 'city_that_fails_once',
      async prepare(url: string) {
        attempts += 1
        await ask(url, 'create table half (id int)')
        if (attempts === 1) throw new Error('broken off')
      },
    }
    await expect(newDatabase(server.url, template)).rejects.toThrow('broken off')
    await expect(newDatabase(server.url, template)).resolves.toContain('/test_')
  })

  test('drops a database also while somebody is connected to it', async () => {
    const url = await server.newDatabase()
    const client = new pg.Client({ connectionString: url })
    const thrownOut = new Promise(resolve => client.on('error', resolve))
    await client.connect()
    await dropDatabase(url)
    await thrownOut
    await expect(ask(url, 'select 1')).rejects.toThrow('does not exist')
  })

  test('leaves no file and no process behind when it stops', async () => {
    const folder = ownFolder()
    const usual = process.env.TMPDIR
    process.env.TMPDIR = folder
    try {
      const short = await startPostgres()
      expect(readdirSync(folder)).toHaveLength(1)
      await short.stop()
      expect(readdirSync(folder)).toEqual([])
      await expect(ask(short.url, 'select 1')).rejects.toThrow('ECONNREFUSED')
    } finally {
      if (usual === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = usual
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test('leaves none behind either when the run that started it is told to end', async () => {
    const folder = ownFolder()
    const program = `
      import { startPostgres } from '${new URL('postgres.ts', import.meta.url).href}'
      console.log((await startPostgres()).url)
      setInterval(() => {}, 1000)`
    const run = spawn(process.execPath, ['--input-type=module', '-e', program], {
      env: { ...process.env, TMPDIR: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const url = await new Promise<string>(resolve => run.stdout.once('data', text => resolve(String(text).trim())))
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
    const ended = new Promise(resolve => run.once('close', resolve))
    run.kill('SIGTERM')
    await ended
    expect(readdirSync(folder)).toEqual([])
    await expect(ask(url, 'select 1')).rejects.toThrow('ECONNREFUSED')
    rmSync(folder, { recursive: true, force: true })
  })
})

/** A temporary folder that the server's user may enter. */
function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jianghai-own-tmp-'))
  chmodSync(folder, 0o755)
  return folder
}
