import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inject } from 'vitest'
import { type Database, openInMemory, openPostgres } from '#kernel/database/open.ts'
import { dropDatabase, newDatabase } from './newDatabase.ts'

/**
 * A database without a single table, for tests of how tables come to be. `again` opens it once more, as a second process would; the
 * embedded engine has one session, so there it is the same one.
 */
export async function emptyDatabase(): Promise<{
  database: Database
  again(): Promise<Database>
  close(): Promise<void>
}> {
  const url = inject('postgresUrl')
  if (!url) {
    const database = await openInMemory(await emptySnapshot())
    return { database, again: async () => database, close: () => database.close() }
  }
  const own = await newDatabase(url)
  const opened: Database[] = []
  const again = async () => {
    const database = await openPostgres(own, { max: 4 })
    opened.push(database)
    return database
  }
  return {
    database: await again(),
    again,
    async close() {
      for (const database of opened) await database.close()
      await dropDatabase(own)
    },
  }
}

/** An empty embedded database, made once and kept beside the dependencies: making one takes seconds, loading one does not. */
async function emptySnapshot(): Promise<Blob> {
  const folder = join(import.meta.dirname, '../../../node_modules/.cache/jianghai')
  const engine = await readFile(join(folder, '../../@electric-sql/pglite/package.json'))
  const path = join(folder, `empty-${createHash('sha256').update(engine).digest('hex').slice(0, 20)}.tar`)
  const kept = await readFile(path).catch(() => undefined)
  if (kept) return new Blob([new Uint8Array(kept)])
  const database = await openInMemory()
  const dump = await database.dump()
  await database.close()
  await mkdir(folder, { recursive: true })
  const temporary = `${path}.${process.pid}`
  await writeFile(temporary, new Uint8Array(await dump.arrayBuffer()))
  await rename(temporary, path)
  return dump
}
