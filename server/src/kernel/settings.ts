import { z } from 'zod'
import type { Db, Tx } from './database/open.ts'
import { one, run, sql } from './database/sql.ts'

/** A setting of this installation by its name, as JSON, or undefined. */
export async function setting(db: Db, name: string): Promise<unknown> {
  return (await one(db, sql<{ value: unknown }>`select value from installation where name = ${name}`))?.value
}

/** Keeps a setting of this installation, over the one before. */
export async function keepSetting(db: Db, name: string, value: unknown): Promise<void> {
  await run(
    db,
    sql`insert into installation (name, value) values (${name}, ${JSON.stringify(value)}::jsonb) on conflict (name) do update set value = excluded.value`,
  )
}

/** Forgets a setting of this installation. */
export async function dropSetting(db: Db, name: string): Promise<void> {
  await run(db, sql`delete from installation where name = ${name}`)
}

/** Claims the setting up of this installation inside its transaction; false when it is set up, or just being set up, by another. */
export async function claimSetUp(tx: Tx): Promise<boolean> {
  const claimed = await run(
    tx,
    sql`insert into installation (name, value) select 'set-up', '{}' where not exists (select 1 from region) on conflict do nothing`,
  )
  return claimed > 0
}

/** The version number of the database server, e.g. 180006. */
export async function serverVersion(db: Db): Promise<number> {
  return (
    (await one(db, sql<{ version: number }>`select current_setting('server_version_num')::int "version"`))?.version ?? 0
  )
}

/** Which log this database holds: an id made once, so that a key knows for whom it signs. */
export async function logIdOf(db: Db): Promise<string> {
  await run(
    db,
    sql`insert into installation (name, value) values ('log-id', to_jsonb(gen_random_uuid())) on conflict do nothing`,
  )
  return z.uuid().parse(await setting(db, 'log-id'))
}
