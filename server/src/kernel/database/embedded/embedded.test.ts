import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { NANTONG } from '#server/testing/city.ts'
import { aPlace, type Place } from '#server/testing/place.ts'
import { systemActor } from '../../accounts/members.ts'
import { kernelOver } from '../../boot.ts'
import { systemClock } from '../../clock.ts'
import { type CommandOptions, command, type Kernel } from '../../run.ts'
import { isUnreachable } from '../failures.ts'
import { type Database, openEmbedded } from '../open.ts'
import { one, rows, run, sql } from '../sql.ts'
import { realDisk } from './disk.ts'

/** What the disk does; a test changes it, and it is put right again after it. */
const sound = {
  datasync: realDisk.datasync,
  datasyncNow: realDisk.datasyncNow,
  free: async () => 10 * 1024 ** 3,
  beforeWrite: (_path: string): void => undefined,
}
const disk = { ...sound }
let syncedData = 0

/** In the PostgreSQL run there is nothing here to be seen a second time. */
const isEmbedded = inject('postgresUrl') === undefined

let place: Place
let database: Database
let kernel: Kernel
beforeAll(async () => {
  place = await aPlace([], { server: undefined })
  database = await openEmbedded(place.data, {
    disk: {
      datasync: path => disk.datasync(path),
      datasyncNow: path => disk.datasyncNow(path),
      free: () => disk.free(),
      syncNow: handle => {
        syncedData += 1
        realDisk.syncNow(handle)
      },
    },
    beforeWrite: path => disk.beforeWrite(path),
    logBetweenCheckpoints: 16 * 1024 ** 2,
  })
  kernel = kernelOver(database, [], systemClock())
})
afterEach(() => void Object.assign(disk, sound))
afterAll(async () => {
  await database.close()
  await place.remove()
})

const act = (event: string, options: CommandOptions = {}, on: Kernel = kernel) =>
  command(
    on,
    systemActor(NANTONG),
    NANTONG,
    async ctx => {
      await ctx.record(`storm.${event}`, { kind: 'test', id: ctx.newId() })
      return event
    },
    options,
  )

async function count(event: string): Promise<number> {
  const found = await one(
    database.db,
    sql<{ n: number }>`select count(*) n from log_entry where event = ${`storm.${event}`}`,
  )
  return found?.n ?? 0
}

const refusing = (code: string) => Object.assign(new Error(`${code}: refused by the test`), { code })
const logIsFull = (path: string) => {
  if (path.includes('/pg_wal/')) throw refusing('ENOSPC')
}

describe.runIf(isEmbedded)('a command on the embedded database', () => {
  it('does not resolve before the log stands on the disk', async () => {
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
    let isAsked = false
    disk.datasync = async path => {
      isAsked = true
      await held
      await realDisk.datasync(path)
    }
    let resolved = false
    const done = act('held').then(() => {
      resolved = true
    })
    while (!isAsked) await pause(5)
    // The commit has happened: the engine shows it. Only the acknowledgement waits.
    expect(await count('held')).toBe(1)
    await pause(50)
    expect(resolved).toBe(false)
    letGo()
    await done
    expect(resolved).toBe(true)
  })

  it('shares its sync with the others: sixty commands at once cost far fewer syncs', async () => {
    let syncs = 0
    disk.datasync = async path => {
      syncs += 1
      await pause(40)
      await realDisk.datasync(path)
    }
    await Promise.all(Array.from({ length: 60 }, () => act('together')))
    console.log(`60 commands at once on a slow disk: ${syncs} syncs`)
    expect(await count('together')).toBe(60)
    expect(syncs).toBeGreaterThan(0)
    expect(syncs).toBeLessThan(30)
  })

  it('has its log on the disk before any page it changed is written, also while the sync that was asked for is slow', async () => {
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
    const seen: string[] = []
    disk.datasync = () => held
    disk.datasyncNow = path => {
      seen.push('log forced')
      realDisk.datasyncNow(path)
    }
    disk.beforeWrite = path => {
      if (path.includes('/base/')) seen.push('page written')
    }
    const done = act('ordered')
    while ((await count('ordered')) === 0) await pause(5)
    await run(database.db, sql`checkpoint`)
    expect(seen.indexOf('log forced')).toBe(0)
    expect(seen).toContain('page written')
    letGo()
    await done
  })

  it('fails when the disk refuses the sync; its key then tells whether it happened, and later commands go on', async () => {
    disk.datasync = () => Promise.reject(refusing('EIO'))
    await expect(act('refused', { idempotencyKey: 'refused-by-disk' })).rejects.toMatchObject({
      code: 'kernel.outcome-unavailable',
    })
    disk.datasync = sound.datasync
    expect(await act('refused', { idempotencyKey: 'refused-by-disk' })).toBe('refused')
    expect(await count('refused')).toBe(1)
    await act('later')
    expect(await count('later')).toBe(1)
  })

  it('says that the disk is full when the sync was refused for that', async () => {
    disk.datasync = () => Promise.reject(refusing('ENOSPC'))
    await expect(act('refused-full')).rejects.toMatchObject({ code: '53100' })
  })

  it('is not acknowledged when the engine was started anew between its commit and its sync', async () => {
    const durable = (since?: number) => database.durable(since === undefined ? since : since - 1)
    const overtaken: Kernel = { ...kernel, database: { ...database, durable } }
    await expect(act('overtaken', {}, overtaken)).rejects.toMatchObject({ code: 'kernel.outcome-unavailable' })
  })
})

describe.runIf(isEmbedded)('an embedded database whose log cannot be written', () => {
  it('refuses, starts anew by itself, and has every acknowledged command and no half one', async () => {
    for (let n = 0; n < 5; n++) await act('before')
    disk.beforeWrite = logIsFull
    await expect(act('full')).rejects.toMatchObject({ code: 'kernel.outcome-unavailable' })
    disk.beforeWrite = sound.beforeWrite
    await act('after')
    expect(await count('before')).toBe(5)
    expect(await count('after')).toBe(1)
    expect(await count('full')).toBe(0)
    const halves = await rows(
      database.db,
      sql`select e.id from log_entry e left join log_pending p on p.entry_id = e.id
        where e.event like 'storm.%' and p.entry_id is null`,
    )
    expect(halves).toEqual([])
  })

  it('lets no transaction of the broken engine go on in the new one', async () => {
    const broken = database.db.transaction().execute(async tx => {
      disk.beforeWrite = logIsFull
      // More than the engine's memory for the log holds: it must write, cannot, and ends under the transaction.
      const message = sql`select pg_logical_emit_message(false, 'storm', repeat('x', 8000000), true)`
      await expect(run(tx, message)).rejects.toMatchObject({ code: '53100' })
      disk.beforeWrite = sound.beforeWrite
      await run(tx, sql`insert into installation (name, value) values ('half', '1')`)
    })
    await expect(broken).rejects.toSatisfy(isUnreachable)
    await act('afterwards')
    expect(await count('afterwards')).toBe(1)
    expect(await rows(database.db, sql`select * from installation where name = 'half'`)).toEqual([])
  })

  it('takes no commands while the disk has only the room it needs to stay readable', async () => {
    await act('room')
    disk.free = async () => 1024 ** 2
    await expect(act('room')).rejects.toMatchObject({ code: 'kernel.disk-full', status: 507 })
    expect(await count('room')).toBe(1)
    disk.free = sound.free
    await act('room')
    expect(await count('room')).toBe(2)
  })
})

describe.runIf(isEmbedded)('the log of an embedded database', () => {
  it('stays small: checkpoints are made as it grows, and data files are forced to the disk by them', async () => {
    const before = syncedData
    await run(database.db, sql`create table filling (n integer, text text)`)
    await run(database.db, sql`alter table filling alter text set storage external`)
    for (let n = 0; n < 12; n++) {
      await run(
        database.db,
        sql`insert into filling select n, (select string_agg(md5(random()::text), '') from generate_series(1, 60) where n = n)
          from generate_series(1, 6000) n`,
      )
      await act('filled')
    }
    const segments = (await readdir(join(place.data, 'database/pg_wal'))).filter(name => /^[0-9A-F]{24}$/.test(name))
    console.log(
      `12 times 12 MB written: ${segments.length} segments of 16 MB, ${syncedData - before} syncs of data files`,
    )
    expect(segments.length).toBeLessThan(8)
    expect(syncedData - before).toBeGreaterThan(20)
  })
})

describe.runIf(isEmbedded)('making an embedded database', () => {
  it('begins again where a process was killed while it made one', async () => {
    const data = await mkdtemp(join(tmpdir(), 'jianghai-unmade-'))
    await writeFile(join(data, 'process.lock'), '{"pid":')
    await mkdir(join(data, 'database.unfinished/base'), { recursive: true })
    await writeFile(join(data, 'database.unfinished/PG_VERSION'), '18')
    const made = await openEmbedded(data)
    expect(await one(made.db, sql`select 1 n`)).toEqual({ n: 1 })
    expect(await readdir(data)).toEqual(['database', 'process.lock'])
    await made.close()
    expect(await readdir(data)).toEqual(['database'])
    await rm(data, { recursive: true, force: true })
  })
})
