import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { units } from './accounts/members.ts'
import type { Ctx } from './context.ts'
import { one, rows, run, sql } from './database/sql.ts'
import { verifyLog } from './log/verify.ts'
import { Refusal } from './refusal.ts'

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

const unitOf = (code: string) => ({
  parentId: null,
  code,
  nameZh: `单位${code}`,
  nameEn: null,
  shortZh: null,
  kind: 'bureau' as const,
  position: 9,
  validFrom: null,
  validTo: null,
})
const addUnit = (code: string) => (ctx: Ctx) =>
  units.insert(ctx, unitOf(code)).then(async unit => {
    await ctx.record('kernel.test', { kind: 'unit', id: unit.id })
    return unit
  })

const rename = (id: string, nameZh: string) => async (ctx: Ctx) => {
  const found = await units.lock(ctx, id)
  if (!found) throw new Error('gone')
  const next = await units.change(ctx, found, { nameZh }, '更名')
  await ctx.record('kernel.test-renamed', { kind: 'unit', id })
  return next
}

const named = (id: string) => async (ctx: Ctx) => (await units.find(ctx, id))?.nameZh

describe('history', () => {
  it('answers as of every earlier instant what was known then, withdrawn records included', async () => {
    const before = city.clock.now()
    city.clock.pass(1000)
    const unit = await city.do('staff', addUnit('h1'))
    const first = city.clock.now()
    city.clock.pass(60_000)
    await city.do('staff', rename(unit.id, '新名'))
    const second = city.clock.now()
    city.clock.pass(60_000)
    await city.do('staff', async ctx => {
      const found = await units.lock(ctx, unit.id)
      if (found) await units.withdraw(ctx, found, '重复')
    })
    expect(await city.ask('staff', named(unit.id), { asOf: before })).toBeUndefined()
    expect(await city.ask('staff', named(unit.id), { asOf: first })).toBe('单位h1')
    expect(await city.ask('staff', named(unit.id), { asOf: second })).toBe('新名')
    expect(await city.ask('staff', named(unit.id))).toBeUndefined()
    const versions = await city.ask('staff', ctx => units.versions(ctx, unit.id))
    expect(
      versions.map(version => [version.version, version.nameZh, version.withdrawn, version.recordedTo === null]),
    ).toEqual([
      [1, '单位h1', false, false],
      [2, '新名', false, false],
      [3, '新名', true, true],
    ])
  })

  it('takes many records in few statements, in the order given, each under the log like any other', async () => {
    const codes = Array.from({ length: 1001 }, (_, n) => `many-${n}`)
    const made = await city.do('staff', async ctx => {
      const all = await units.insertMany(ctx, codes.map(unitOf))
      await ctx.record('kernel.test', { kind: 'units', id: ctx.newId() })
      return all
    })
    expect(made.map(({ code, version }) => [code, version])).toEqual(codes.map(code => [code, 1]))
    expect(await city.do('staff', ctx => units.insertMany(ctx, []))).toEqual([])
    await city.sequence()
    const { faults, versions } = await verifyLog(city.database.db, NANTONG, city.signer)
    expect(faults).toEqual([])
    expect(versions).toBeGreaterThan(1001)
  })

  it('shows nobody half a command, also as of its own instant', async () => {
    city.clock.pass(1000)
    const unit = await city.do('staff', async ctx => {
      const made = await addUnit('half')(ctx)
      return rename(made.id, '写成之名')(ctx)
    })
    const instant = city.clock.now()
    expect(unit.recordedFrom).toEqual(instant)
    expect(await city.ask('staff', named(unit.id), { asOf: instant })).toBe('写成之名')
    expect(await city.ask('staff', named(unit.id), { asOf: new Date(instant.getTime() - 1) })).toBeUndefined()
    const versions = await city.ask('staff', ctx => units.versions(ctx, unit.id))
    expect(versions.map(version => version.nameZh)).toEqual(['单位half', '写成之名'])
    // A second command in the same millisecond: the instant is what its last command left.
    await city.do('staff', rename(unit.id, '同刻再改'))
    city.clock.pass(1000)
    expect(await city.ask('staff', named(unit.id), { asOf: instant })).toBe('同刻再改')
  })

  it('never begins a version before the one it replaces, whatever the clock says', async () => {
    const unit = await city.do('staff', addUnit('h2'))
    city.clock.pass(-600_000)
    const next = await city.do('staff', rename(unit.id, '倒拨之后'))
    city.clock.pass(600_000)
    expect(next.recordedFrom).toEqual(unit.recordedFrom)
  })

  it('gives history tables the columns of their tables', async () => {
    const differing = await rows(
      city.database.db,
      sql<{ tableName: string }>`
        select h.table_name from information_schema.tables h
        where h.table_schema = 'public' and h.table_name like '%\\_history' and (
          select array_agg(column_name || data_type order by column_name) from information_schema.columns where table_name = h.table_name and column_name <> 'recorded_to')
          is distinct from (
          select array_agg(column_name || data_type order by column_name) from information_schema.columns where table_name = regexp_replace(h.table_name, '_history$', ''))`,
    )
    expect(differing).toEqual([])
  })
})

describe('a command', () => {
  it('leaves nothing behind when it fails', async () => {
    await expect(
      city.do('staff', async ctx => {
        await addUnit('c1')(ctx)
        throw new Error('broken off')
      }),
    ).rejects.toThrow('broken off')
    expect(await one(city.database.db, sql`select 1 from unit where code = 'c1'`)).toBeUndefined()
  })

  it('has one effect and fifty equal answers when it is sent fifty times with one key', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => city.do('staff', addUnit('once'), { idempotencyKey: 'key-once-1' })),
    )
    expect(new Set(answers.map(answer => answer.id)).size).toBe(1)
    expect(await rows(city.database.db, sql`select 1 from unit where code = 'once'`)).toHaveLength(1)
  })

  it('refuses a key that comes back with another request', async () => {
    await city.do('staff', async () => 1, { idempotencyKey: 'key-two-22', request: 'a' })
    await expect(city.do('staff', async () => 2, { idempotencyKey: 'key-two-22', request: 'b' })).rejects.toThrow(
      Refusal,
    )
  })
})

describe('the log', () => {
  it('carries every version that was written, and is found whole', async () => {
    await city.sequence()
    const verdict = await verifyLog(city.database.db, NANTONG, city.signer)
    expect(verdict.fault).toBeNull()
    expect(verdict.entries).toBeGreaterThan(3)
  })

  it('names the entry in which one bit was changed', async () => {
    await city.sequence()
    const target = await one(
      city.database.db,
      sql<{
        entryId: string
        body: string
      }>`select l.entry_id, e.body from log_leaf l join log_entry e on e.region_id = l.region_id and e.id = l.entry_id where l.region_id = ${NANTONG} and l.index = 2`,
    )
    await run(
      city.database.db,
      sql`update log_entry set body = replace(body, '"v":1', '"v":3') where region_id = ${NANTONG} and id = ${target?.entryId}`,
    )
    expect((await verifyLog(city.database.db, NANTONG, city.signer)).fault).toEqual({ index: 2, why: 'leaf-hash' })
    await run(
      city.database.db,
      sql`update log_entry set body = ${target?.body}, event = 'kernel.forged' where region_id = ${NANTONG} and id = ${target?.entryId}`,
    )
    expect((await verifyLog(city.database.db, NANTONG, city.signer)).fault).toEqual({ index: 2, why: 'column' })
  })
})
