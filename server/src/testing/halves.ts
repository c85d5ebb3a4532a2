import { join } from 'node:path'
import { systemClock } from '#kernel/clock.ts'
import type { Database } from '#kernel/database/open.ts'
import { rows, sql } from '#kernel/database/sql.ts'
import { hashOfRow, snake } from '#kernel/history/records.ts'
import { type Signer, signerAt } from '#kernel/log/checkpoint.ts'
import { sequenceAll } from '#kernel/log/sequencer.ts'
import { verifyLog } from '#kernel/log/verify.ts'
import { NANTONG } from './city.ts'
import type { Place } from './place.ts'

/** Looks for halves at a place nobody has open, the log's last entries included. */
export async function halvesAt(place: Place): Promise<string[]> {
  const database = await place.open()
  const signer = await signerAt(join(place.data, 'keys/log.pem'))
  await sequenceAll(database, NANTONG, systemClock(), signer)
  const halves = await halvesIn(database, signer)
  await database.close()
  return halves
}

/**
 * Every half of a command there is in a database: a version that stands under no entry of the log or whose content is not what the entry
 * hashed, an entry whose version is not there, a record without its earlier versions, an entry that is neither in the tree nor waiting,
 * and a tree that does not verify. Works on every table of records, whatever room it belongs to.
 */
export async function halvesIn(database: Database, signer: Signer): Promise<string[]> {
  const { db } = database
  const tables = await rows(
    db,
    sql<{ name: string }>`select left(table_name, -8) "name" from information_schema.tables
      where table_schema = 'public' and table_name like '%\\_history' order by 1`,
  )
  const versions = new Map<string, string>()
  for (const { name } of tables) {
    const current = await rows(db, sql<Record<string, unknown>>`select * from ${sql.table(name)}`)
    const history = await rows(db, sql<Record<string, unknown>>`select * from ${sql.table(`${name}_history`)}`)
    for (const { recordedTo: _, ...row } of [...history, ...current])
      versions.set(`${name}:${row.id}:${row.version}`, hashOfRow(row))
    for (const row of current)
      for (let version = 1; version < Number(row.version); version++)
        if (!versions.has(`${name}:${row.id}:${version}`)) return [`${name}:${row.id} has no version ${version}`]
  }
  const halves: string[] = []
  const entries = await rows(db, sql<{ body: string }>`select body from log_entry`)
  const logged = new Map(entries.flatMap(({ body }) => (JSON.parse(body) as { rows: Array<[string, string]> }).rows))
  for (const [version, hash] of versions)
    if (logged.get(version) !== hash) halves.push(`${snake(version)}: ${logged.has(version) ? 'hash' : 'no entry'}`)
  for (const version of logged.keys()) if (!versions.has(version)) halves.push(`${version}: entry without version`)
  const { fault } = await verifyLog(db, NANTONG, signer)
  if (fault) halves.push(`log: ${JSON.stringify(fault)}`)
  return halves
}
