import { type FileHandle, mkdir, open, readdir, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { sentenceOf } from '#contract/words.ts'
import { aPlace, copyOf, type Place } from '#server/testing/place.ts'
import { Refusal } from '../../refusal.ts'
import { openEmbedded } from '../open.ts'
import { one, sql } from '../sql.ts'
import { findBrokenPage } from './pages.ts'

/** In the PostgreSQL run there is nothing here to be seen a second time. */
const isEmbedded = inject('postgresUrl') === undefined

let place: Place
let path: string
const cleaning: Array<() => Promise<unknown>> = []
beforeAll(async () => {
  place = await aPlace([], { server: undefined })
  const database = await place.open()
  const found = await one(database.db, sql<{ path: string }>`select pg_relation_filepath('member') "path"`)
  path = found?.path ?? ''
  await database.close()
})
afterEach(async () => {
  for (const clean of cleaning.splice(0)) await clean()
})
afterAll(() => place.remove())

/** A copy of the city that a test damages below `database`; gives the refusal with which it is not opened. */
async function refusalAfter(damage: (directory: string, data: string) => Promise<unknown>): Promise<Refusal> {
  const { data, remove } = await copyOf(place)
  cleaning.push(remove)
  await damage(join(data, 'database'), data)
  const refusal = await openEmbedded(data).then(
    async database => {
      await database.close()
      throw new Error('it was opened')
    },
    error => error,
  )
  expect(refusal).toBeInstanceOf(Refusal)
  // Whoever comes after is told the same, and not that somebody has it open.
  expect(await readdir(data)).not.toContain('process.lock')
  return refusal
}

async function garble(file: string, at: number): Promise<void> {
  const handle: FileHandle = await open(file, 'r+')
  await handle.write(Buffer.from('garbled by the test'), 0, 19, at)
  await handle.close()
}

const damages: ReadonlyArray<readonly [string, (directory: string) => Promise<unknown>, RegExp]> = [
  ['its version file is gone', directory => rm(join(directory, 'PG_VERSION')), /PG_VERSION/],
  ['its control file is gone', directory => rm(join(directory, 'global/pg_control')), /pg_control/],
  [
    'its control file is cut',
    directory => truncate(join(directory, 'global/pg_control'), 100),
    /pg_control|control file/,
  ],
  ['its control file is garbled', directory => garble(join(directory, 'global/pg_control'), 40), /control file/],
  ['its log is gone', directory => rm(join(directory, 'pg_wal'), { recursive: true }), /pg_wal|WAL|checkpoint/],
  ['a table is cut', directory => truncate(join(directory, path), 5000), /page 0/],
  ['one byte of a table is another', directory => garble(join(directory, path), 8000), /page 0/],
]

describe.runIf(isEmbedded)('an embedded database that is damaged', () => {
  it.each(damages)('is not opened where %s, and the sentence names it', async (_, damage, named) => {
    const { code, params } = await refusalAfter(damage)
    expect(code).toBe('kernel.database-damaged')
    expect(String(params.what)).toMatch(named)
  })

  it('is refused with the newest backup, where there is one, in one sentence of either language', async () => {
    const { code, params } = await refusalAfter(async (directory, data) => {
      await rm(join(directory, 'global/pg_control'))
      await mkdir(join(data, 'backups'))
      for (const [name, at] of [
        ['b.tar', '2025-05-01'],
        ['a.tar', '2025-05-03'],
        ['c.tar', '2025-05-02'],
      ] as const) {
        await writeFile(join(data, 'backups', name), '')
        await utimes(join(data, 'backups', name), new Date(at), new Date(at))
      }
    })
    expect(code).toBe('kernel.database-damaged-restore')
    expect(params.backup).toBe(join(String(params.directory), 'backups/a.tar'))
    for (const language of ['zh', 'en'] as const) {
      const sentence = sentenceOf(language, code, params)
      expect(sentence).toContain(`jianghai restore ${String(params.backup)} --data ${String(params.directory)}`)
      expect(sentence).not.toContain('\n')
    }
  })

  it('is told from one that is sound: no page of that is found broken', () => {
    expect(findBrokenPage(join(place.data, 'database'))).toBeUndefined()
  })
})
