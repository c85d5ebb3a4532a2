import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, stat } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'

/** What stands in the data directory and is no part of a backup: the database's own files, and what belongs to one process or machine. */
const left = new Set(['database', 'backups', 'control', 'process.lock', 'restored.json'])

/**
 * What the key remembers of having signed, which is later than the snapshot: a restored log is signed on from where it was, on purpose, and
 * its first entry after that says that it was restored.
 */
const signedMemory = /^keys\/[^/]+\.signed\//

export type DataFile = { path: string; mode: number }

/**
 * The files of the data directory that a backup must hold (keys, uploads, whatever rooms put there later), in the order of their paths.
 * Names that begin with a dot are files still being written; a backup somebody put there is no part of the next.
 */
export async function dataFiles(directory: string): Promise<DataFile[]> {
  const found = await readdir(directory, { recursive: true, withFileTypes: true }).catch(error => {
    // With a database server the directory may not have been made yet.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  })
  const paths = found
    .filter(entry => entry.isFile())
    .map(entry => relative(directory, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter(
      path => !left.has(path.split('/')[0] ?? '') && !/(^|\/)\.|^[^/]*\.backup$/.test(path) && !signedMemory.test(path),
    )
    .sort((a, b) => (a < b ? -1 : 1))
  return Promise.all(paths.map(async path => ({ path, mode: (await stat(join(directory, path))).mode & 0o777 })))
}

/** The bytes of a file, in pieces that fit into memory. */
export async function* pieces(path: string): AsyncGenerator<Buffer> {
  for await (const part of createReadStream(path, { highWaterMark: 48 * 1024 })) yield Buffer.from(part)
}

/** Writes one file of a backup back, piece by piece; `end` resolves when it stands on the disk. */
export async function putBack(directory: string, { path, mode }: DataFile) {
  const place = join(directory, path)
  await mkdir(dirname(place), { recursive: true, mode: 0o700 })
  const file = await open(place, 'wx', mode)
  return {
    piece: async (bytes: Buffer): Promise<void> => void (await file.write(bytes)),
    async end(): Promise<void> {
      await file.chmod(mode)
      await file.sync()
      await file.close()
    },
  }
}

/** How many files are put onto the disk at once: it writes several in one turn. */
const AT_ONCE = 8

/** Puts every file below a directory onto the disk: the embedded engine writes its own files without asking for that. */
export async function flushTree(directory: string): Promise<void> {
  const found = await readdir(directory, { recursive: true, withFileTypes: true })
  // Windows has no flushing of folders.
  const left = found.filter(entry => entry.isFile() || (process.platform !== 'win32' && entry.isDirectory()))
  async function flush(): Promise<void> {
    for (let entry = left.pop(); entry; entry = left.pop()) {
      const handle = await open(join(entry.parentPath, entry.name), 'r')
      try {
        await handle.sync()
      } finally {
        await handle.close()
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, flush))
}
