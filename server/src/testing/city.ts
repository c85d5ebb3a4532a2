import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { Role } from '#contract/kernel.ts'
import { actorNamed, members, putRegion, systemActor, units } from '#kernel/accounts/members.ts'
import { passwordHashing } from '#kernel/accounts/passwordHash.ts'
import { allMigrations, kernelOver, startKernel } from '#kernel/boot.ts'
import { type Clock, heldClock } from '#kernel/clock.ts'
import type { Actor, Ctx } from '#kernel/context.ts'
import { type Database, openInMemory, openPostgres } from '#kernel/database/open.ts'
import { rows, sql } from '#kernel/database/sql.ts'
import type { NewId } from '#kernel/ids.ts'
import { passingSigner } from '#kernel/log/checkpoint.ts'
import { sequenceAll } from '#kernel/log/sequencer.ts'
import { type CommandOptions, command, type Kernel, query } from '#kernel/run.ts'
import { rooms } from '#server/app/rooms.ts'
import { dropDatabase, newDatabase } from './newDatabase.ts'
import { mustBindRegions } from './statements/check.ts'
import { recorded } from './statements/record.ts'

export const NANTONG = 320600
export const PUTUO = 310107
/** A Thursday morning, the demonstration's own day. */
export const MORNING = '2025-05-08T00:40:00.000Z'

type Person = readonly [username: string, regionId: number, unit: string, ...roles: Role[]]

/** The people of the test city: one of each role, and a second of those that must be two. */
const people: readonly Person[] = [
  ['viewer', NANTONG, 'office', 'viewer'],
  ['staff', NANTONG, 'office', 'office-staff'],
  ['staff2', NANTONG, 'office', 'office-staff'],
  ['head', NANTONG, 'office', 'office-head'],
  ['leader', NANTONG, 'office', 'leader'],
  ['reporter', NANTONG, 'science', 'unit-reporter'],
  ['unithead', NANTONG, 'science', 'unit-head'],
  ['reporter2', NANTONG, 'industry', 'unit-reporter'],
  ['district', NANTONG, 'chongchuan', 'unit-reporter'],
  ['system', NANTONG, 'office', 'system-operator'],
  ['security', NANTONG, 'office', 'security-officer'],
  ['audit', NANTONG, 'office', 'auditor'],
  ['citizen', NANTONG, 'office', 'citizen'],
  ['partner', PUTUO, 'putuo', 'partner'],
  ['putuostaff', PUTUO, 'putuo', 'office-staff'],
]

const unitList: ReadonlyArray<readonly [code: string, regionId: number, nameZh: string, parent: string | null]> = [
  ['office', NANTONG, '科创委办公室', null],
  ['science', NANTONG, '市科技局', null],
  ['industry', NANTONG, '市工信局', null],
  ['chongchuan', NANTONG, '崇川区', null],
  ['shibei', NANTONG, '市北高新区', 'chongchuan'],
  ['putuo', PUTUO, '普陀区科委', null],
]

export type City = Awaited<ReturnType<typeof aCity>>

export type CityOptions = {
  /** The clock to live by: the held one of the city's own morning unless given. */
  clock?: ReturnType<typeof heldClock> & Clock
  /** Makes the ids; with `seededIds` the same commands give the same ids in every city. */
  newId?: NewId
  /** The embedded engine, also in the PostgreSQL run: for what must come to the same on both. */
  embedded?: boolean
}

/**
 * A migrated database with two regions, their units and people, on the embedded engine or, in the PostgreSQL run, on a fresh
 * database of the real server. The clock stands still until the test moves it.
 */
export async function aCity(options: CityOptions = {}) {
  const url = options.embedded ? undefined : inject('postgresUrl')
  const { database, statements } = recorded(await aDatabase(url))
  const clock = options.clock ?? heldClock(MORNING)
  const kernel: Kernel = kernelOver(database, rooms, clock, {
    // The full cost of a password is shown where it is made; here hundreds sign in.
    passwords: passwordHashing({ N: 2 ** 10, r: 8, p: 1 }),
    ...(options.newId ? { newId: options.newId } : {}),
  })
  const signer = passingSigner()
  await populate(kernel)
  const unitIds = new Map(
    (await rows(database.db, sql<{ code: string; id: string }>`select code, id from unit`)).map(unit => [
      unit.code,
      unit.id,
    ]),
  )

  const everybody: Person[] = [...people]

  return {
    database,
    kernel,
    clock,
    signer,
    /** The id of a unit by its code. */
    unit(code: string): string {
      const id = unitIds.get(code)
      if (!id) throw new Error(`the test city has no unit ${code}`)
      return id
    },
    /** The actor with a user name. */
    as(username: string): Promise<Actor> {
      const person = everybody.find(([name]) => name === username)
      if (!person) throw new Error(`the test city has nobody called ${username}`)
      return actorNamed(database.db, person[1], username)
    },
    /** Lets more people join than the city has; the unit by its code, null for none. */
    async join(username: string, regionId: number, unit: string | null, ...roles: Role[]): Promise<void> {
      const unitId = unit === null ? null : this.unit(unit)
      await command(kernel, systemActor(regionId), regionId, ctx =>
        members.insert(ctx, {
          accountId: `account-${username}`,
          username,
          name: username,
          unitId,
          roles,
          active: true,
        }),
      )
      everybody.push([username, regionId, unit ?? '', ...roles])
    },
    /** Runs a command as somebody, in their own region unless another is named. */
    async do<Result>(
      username: string,
      work: (ctx: Ctx) => Promise<Result>,
      options: CommandOptions & { region?: number } = {},
    ): Promise<Result> {
      const actor = await this.as(username)
      return command(kernel, actor, options.region ?? actor.regionId, work, options)
    },
    /** Asks as somebody, as of an instant or now. */
    async ask<Result>(
      username: string,
      work: (ctx: Ctx) => Promise<Result>,
      options: { asOf?: string | Date; region?: number } = {},
    ): Promise<Result> {
      const actor = await this.as(username)
      return query(kernel, actor, options.region ?? actor.regionId, options.asOf ? new Date(options.asOf) : null, work)
    },
    /** The events recorded about a subject, in order. */
    async events(subjectId: string): Promise<string[]> {
      const found = await rows(
        database.db,
        sql<{ event: string }>`select event from log_entry where subject_id = ${subjectId} order by ordinal`,
      )
      return found.map(entry => entry.event)
    },
    sequence: (regionId = NANTONG) => sequenceAll(database, regionId, clock, signer),
    /** Ends the city, and the test file with an error when the product sent a statement that does not keep to one region. */
    async close(): Promise<void> {
      try {
        await mustBindRegions(database.db, statements)
      } finally {
        await database.close()
      }
    },
  }
}

/** The database, with its address on the server or, embedded, the way to copy it out. */
type TestDatabase = Database & ({ url: string } | { dump(): Promise<Blob> })

async function aDatabase(url: string | undefined): Promise<TestDatabase> {
  const hash = await hashOfMigrations()
  if (url) {
    const own = await newDatabase(url, { name: `migrated_${hash}`, prepare })
    const database = await openPostgres(own, { max: 8 })
    return {
      ...database,
      url: own,
      async close() {
        await database.close()
        await dropDatabase(own)
      },
    }
  }
  return openInMemory(await snapshot(hash))
}

/** Names a prepared database: whatever a migration changes changes it. */
export async function hashOfMigrations(): Promise<string> {
  return createHash('sha256')
    .update(JSON.stringify(await allMigrations(rooms)))
    .digest('hex')
    .slice(0, 20)
}

/** Brings an empty database of the server to this version. */
export async function prepare(url: string): Promise<void> {
  const database = await openPostgres(url, { max: 2 })
  await startKernel(database, rooms, heldClock(MORNING))
  await database.close()
}

/** A migrated embedded database, made once and kept beside the dependencies: making one takes seconds, loading one does not. */
export async function snapshot(hash: string): Promise<Blob> {
  const folder = join(import.meta.dirname, '../../../node_modules/.cache/jianghai')
  const path = join(folder, `migrated-${hash}.tar`)
  const kept = await readFile(path).catch(() => undefined)
  if (kept) return new Blob([new Uint8Array(kept)])
  const database = await openInMemory()
  await startKernel(database, rooms, heldClock(MORNING))
  const dump = await database.dump()
  await database.close()
  await mkdir(folder, { recursive: true })
  const temporary = `${path}.${process.pid}`
  await writeFile(temporary, new Uint8Array(await dump.arrayBuffer()))
  await rename(temporary, path)
  return dump
}

/** Puts the regions, units and people of the test city into a database. */
export async function populate(kernel: Kernel): Promise<void> {
  await putRegion(kernel.database.db, { regionId: NANTONG, nameZh: '南通市', nameEn: 'Nantong', demonstration: false })
  await putRegion(kernel.database.db, {
    regionId: PUTUO,
    nameZh: '上海市普陀区',
    nameEn: 'Putuo, Shanghai',
    demonstration: false,
  })
  for (const regionId of [NANTONG, PUTUO])
    await command(kernel, systemActor(regionId), regionId, async ctx => {
      const ids = new Map<string, string>()
      for (const [code, region, nameZh, parent] of unitList) {
        if (region !== regionId) continue
        const unit = await units.insert(ctx, {
          parentId: parent ? (ids.get(parent) ?? null) : null,
          code,
          nameZh,
          nameEn: null,
          shortZh: null,
          kind: 'bureau',
          position: ids.size,
          validFrom: null,
          validTo: null,
        })
        ids.set(code, unit.id)
      }
      for (const [username, region, unit, ...roles] of people)
        if (region === regionId)
          await members.insert(ctx, {
            accountId: `account-${username}`,
            username,
            name: username,
            unitId: ids.get(unit) ?? null,
            roles,
            active: true,
          })
    })
}
