import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { refuse } from '#kernel/refusal.ts'

let written = 0

/**
 * Keeps the bytes of an upload under their SHA-256: `<folder>/ab/cdef…`, the same bytes once.
 *
 * They are written beside, flushed to the disk and then renamed, so that a name always stands for whole content; nothing is left behind
 * when any step fails.
 */
export async function storeFile(folder: string, bytes: Uint8Array): Promise<{ sha256: string; size: number }> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const result = { sha256, size: bytes.length }
  const shelf = join(folder, sha256.slice(0, 2))
  const place = join(shelf, sha256.slice(2))
  if ((await sizeOf(place)) === bytes.length) return result

  await mkdir(shelf, { recursive: true })
  const beside = join(shelf, `.${sha256.slice(2, 18)}.${process.pid}.${written++}`)
  try {
    const file = await open(beside, 'wx', 0o640)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, place)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
  await flushFolder(shelf)
  return result
}

/** The bytes kept under a SHA-256. Refuses `files.not-found`; content that no longer has its hash is a fault. */
export async function loadFile(folder: string, sha256: string): Promise<Uint8Array> {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw refuse('files.not-found')
  const place = join(folder, sha256.slice(0, 2), sha256.slice(2))
  if ((await sizeOf(place)) === null) throw refuse('files.not-found')
  const bytes = new Uint8Array(await readFile(place))
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new Error(`the stored file ${sha256} is damaged`)
  return bytes
}

async function sizeOf(place: string): Promise<number | null> {
  try {
    const found = await stat(place)
    return found.isFile() ? found.size : null
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Makes the rename itself last over a power cut. Windows has no flushing of folders. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
