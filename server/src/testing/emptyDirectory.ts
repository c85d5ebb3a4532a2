import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { type Database, openEmbedded, openInMemory } from '#kernel/database/open.ts'

const folder = join(import.meta.dirname, '../../../node_modules/.cache/jianghai')
const path = join(folder, 'empty-18.tar')

/** Opens an embedded database nothing was done to in a directory. Making one takes seconds, so it is unpacked from one made before. */
export async function openEmptyEmbedded(directory: string): Promise<Database> {
  await mkdir(directory, { recursive: true })
  const lite = await PGlite.create({ dataDir: join(directory, 'database'), loadDataDir: await empty() })
  await lite.close()
  return openEmbedded(directory)
}

/** Opens one in memory. */
export async function openEmptyInMemory(): Promise<Database> {
  return openInMemory(await empty())
}

const empty = async () => new Blob([new Uint8Array(await readFile(path).catch(make))])

async function make(): Promise<Buffer> {
  const lite = await PGlite.create()
  const bytes = Buffer.from(await (await lite.dumpDataDir('none')).arrayBuffer())
  await lite.close()
  await mkdir(folder, { recursive: true })
  const temporary = `${path}.${process.pid}`
  await writeFile(temporary, bytes)
  await rename(temporary, path)
  return bytes
}
