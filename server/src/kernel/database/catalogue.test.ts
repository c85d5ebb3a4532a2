import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCity, type City } from '#server/testing/city.ts'
import { rows, run, sql } from './sql.ts'

/**
 * What an engine that spreads regions over machines asks of a schema (Citus, measured: see docs/decisions): held from the first
 * migration, because it cannot be put right later.
 */

/** Tables of libraries and of the installation, on one node for ever. */
const local = [
  'user',
  'session',
  'account',
  'verification',
  'second_factor',
  'recovery_code',
  'sign_in_failure',
  'installation',
  'migration',
]
/** Small tables that every node holds a copy of. */
const reference = ['region']

const keysWithoutRegion = sql<{ tableName: string; name: string }>`
  select t.relname table_name, i.relname name from pg_index x
  join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = t.relnamespace
  where n.nspname = 'public' and x.indisunique and not (t.relname = any(${[...local, ...reference]}))
    and coalesce((select a.attname from pg_attribute a where a.attrelid = t.oid and a.attnum = x.indkey[0]), '') <> 'region_id'`

const foreignKeysWithoutRegion = sql<{ tableName: string; name: string }>`
  select t.relname table_name, c.conname name from pg_constraint c
  join pg_class t on t.oid = c.conrelid join pg_class f on f.oid = c.confrelid join pg_namespace n on n.oid = t.relnamespace
  where n.nspname = 'public' and c.contype = 'f' and not (t.relname = any(${local})) and not (f.relname = any(${reference}))
    and not exists (select 1 from pg_attribute a where a.attrelid = t.oid and a.attname = 'region_id' and a.attnum = any(c.conkey))`

const tablesWithoutRegion = sql<{ tableName: string }>`
  select t.relname table_name from pg_class t join pg_namespace n on n.oid = t.relnamespace
  where n.nspname = 'public' and t.relkind = 'r' and not (t.relname = any(${[...local, ...reference]}))
    and not exists (select 1 from pg_attribute a where a.attrelid = t.oid and a.attname = 'region_id' and a.attnotnull)`

const forbidden = sql<{ what: string; name: string }>`
  select 'trigger' what, tgname name from pg_trigger where not tgisinternal
  union all select 'rule', r.rulename from pg_rewrite r join pg_class t on t.oid = r.ev_class join pg_namespace n on n.oid = t.relnamespace
    where n.nspname = 'public' and t.relkind <> 'v'
  union all select 'identity', table_name || '.' || column_name from information_schema.columns where table_schema = 'public' and is_identity = 'YES'
  union all select 'set null', conname from pg_constraint where contype = 'f' and confdeltype = 'n'`

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

describe('the catalogue', () => {
  it('has the region first in every unique key, in every foreign key and in every table of a region', async () => {
    expect(await rows(city.database.db, keysWithoutRegion)).toEqual([])
    expect(await rows(city.database.db, foreignKeysWithoutRegion)).toEqual([])
    expect(await rows(city.database.db, tablesWithoutRegion)).toEqual([])
  })

  it('has no trigger, rule, identity column, or foreign key that sets null', async () => {
    expect(await rows(city.database.db, forbidden)).toEqual([])
  })

  it('is seen to fail on a table that breaks each rule', async () => {
    await run(
      city.database.db,
      sql`create table planted (region_id integer not null, id uuid not null primary key, n bigint generated always as identity)`,
    )
    await run(
      city.database.db,
      sql`create table planted_bare (id uuid not null, other uuid references planted (id) on delete set null)`,
    )
    try {
      expect((await rows(city.database.db, keysWithoutRegion)).map(row => row.tableName)).toContain('planted')
      expect((await rows(city.database.db, foreignKeysWithoutRegion)).map(row => row.tableName)).toEqual([
        'planted_bare',
      ])
      expect((await rows(city.database.db, tablesWithoutRegion)).map(row => row.tableName)).toEqual(['planted_bare'])
      expect((await rows(city.database.db, forbidden)).map(row => row.what).sort()).toEqual(['identity', 'set null'])
    } finally {
      await run(city.database.db, sql`drop table planted_bare, planted`)
    }
  })
})
