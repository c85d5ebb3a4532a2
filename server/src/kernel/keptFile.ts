import { open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { hasCode } from './database/directoryLock.ts'

/** The text of a file that may not be there, or undefined. */
export async function readKept(path: string): Promise<string | undefined> {
  try {
    // One of an older version that was killed while it wrote it is empty: nothing was ever signed with it.
    return (await readFile(path, 'utf8')) || undefined
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/**
 * Writes a file that must be there whole or not at all, readable by its owner only: a key that is half written when the process is
 * killed would forbid every later start.
 */
export async function keepFile(path: string, text: string): Promise<void> {
  const unfinished = `${path}.unfinished`
  const file = await open(unfinished, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(unfinished, path)
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
