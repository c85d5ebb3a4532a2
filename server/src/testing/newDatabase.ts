import { randomUUID } from 'node:crypto'
import pg from 'pg'

/**
 * A database to copy from. `name` changes whenever what `prepare` does would change (put a hash of the migrations in it), and
 * holds lower-case letters, digits and `_` only; `prepare` is given the address of an empty database, fills it, and closes every
 * connection it opened.
 */
export type DatabaseTemplate = { name: string; prepare(url: string): Promise<void> }

/**
 * Makes a database on the server and gives its address: empty, or a copy of the template. The template is prepared once per
 * server, whichever process asks first; the others wait for it. A copy takes well under a second.
 */
export async function newDatabase(serverUrl: string, template?: DatabaseTemplate): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await withServer(serverUrl, async server => {
    if (template) await prepareOnce(server, serverUrl, template)
    await server.query(`create database ${name} ${template ? `template ${checked(template.name)}` : ''}`)
  })
  return addressOf(serverUrl, name)
}

/** Drops a database made by `newDatabase`, with whatever is still connected to it. */
export async function dropDatabase(url: string): Promise<void> {
  const name = checked(new URL(url).pathname.slice(1))
  await withServer(addressOf(url, 'postgres'), async server => {
    await server.query(`drop database if exists ${name} with (force)`)
  })
}

/** The template is filled under another name and renamed when complete, so that a half-filled one is never copied. */
async function prepareOnce(server: pg.Client, serverUrl: string, template: DatabaseTemplate): Promise<void> {
  const name = checked(template.name)
  await server.query('select pg_advisory_lock(hashtext($1))', [name])
  try {
    const { rowCount } = await server.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount) return
    const unfinished = `${name}_unfinished`
    await server.query(`drop database if exists ${unfinished} with (force)`)
    await server.query(`create database ${unfinished}`)
    await template.prepare(addressOf(serverUrl, unfinished))
    // A pool that was just closed may still hold its connection for a moment, and one connection forbids the renaming.
    await server.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [unfinished])
    await server.query(`alter database ${unfinished} rename to ${name}`)
  } finally {
    await server.query('select pg_advisory_unlock(hashtext($1))', [name])
  }
}

async function withServer<Answer>(url: string, work: (server: pg.Client) => Promise<Answer>): Promise<Answer> {
  const server = new pg.Client({ connectionString: url })
  await server.connect()
  try {
    return await work(server)
  } finally {
    await server.end()
  }
}

function addressOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.href
}

function checked(name: string): string {
  if (!/^[a-z][a-z0-9_]{0,50}$/.test(name)) throw new Error(`not a name for a test database: ${name}`)
  return name
}
