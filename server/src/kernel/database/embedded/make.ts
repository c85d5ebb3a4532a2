import { open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { refuse } from '../../refusal.ts'
import { hasCode } from '../directoryLock.ts'
import { isDiskFull } from '../failures.ts'
import { type Engine, StartFailed } from './engine.ts'
import { findBrokenPage } from './pages.ts'

/**
 * Makes a database when there is none. It is made under another name, forced to the disk and renamed, so that a process killed at its
 * first start leaves nothing that looks like a database.
 */
export async function makeDatabase(directory: string): Promise<void> {
  const unfinished = `${directory}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  if (!(await isAbsent(directory))) return
  const lite = await PGlite.create({ dataDir: unfinished })
  await lite.close()
  await syncAll([unfinished, ...(await readdir(unfinished, { recursive: true })).map(name => join(unfinished, name))])
  await rename(unfinished, directory)
  await syncAll([dirname(directory)])
}

/** Whether there is no database yet: no folder, or one with nothing in it. */
async function isAbsent(directory: string): Promise<boolean> {
  try {
    return (await readdir(directory)).length === 0
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return true
    throw error
  }
}

/** Forces files and folders to the disk, several at once: one after the other, a thousand small ones take seconds. */
async function syncAll(paths: readonly string[]): Promise<void> {
  const left = [...paths]
  const work = async () => {
    for (let path = left.pop(); path !== undefined; path = left.pop()) {
      const file = await open(path, 'r')
      try {
        await file.sync()
      } finally {
        await file.close()
      }
    }
  }
  await Promise.all(Array.from({ length: 8 }, work))
}

/**
 * Starts the engine for the first time and looks at every page. Refuses a database that cannot be trusted with one sentence that says
 * what to do: `kernel.database-damaged`, or `kernel.database-damaged-restore` {backup} when a backup lies beside it.
 */
export async function startSound(engine: Engine, directory: string): Promise<void> {
  const missing = await stat(join(directory, 'PG_VERSION')).then(
    () => undefined,
    () => 'PG_VERSION',
  )
  if (missing !== undefined) throw await damaged(directory, missing)
  try {
    await engine.living()
  } catch (error) {
    if (isDiskFull(error)) throw refuse('kernel.disk-full', {}, { status: 507 })
    if (error instanceof StartFailed) throw await damaged(directory, lastWords(error))
    throw error
  }
  const page = findBrokenPage(directory)
  if (page !== undefined) throw await damaged(directory, page)
}

/** What the engine said before it gave up; where it said nothing, what the library said. */
function lastWords({ said, cause }: StartFailed): string {
  const line = said.split('\n').findLast(each => /\b(FATAL|PANIC|ERROR):/.test(each))
  if (line !== undefined) return line.replace(/^.*?\b(FATAL|PANIC|ERROR):\s*/, '')
  return cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause)
}

async function damaged(directory: string, what: string) {
  const data = dirname(directory)
  const backup = await newestBackup(join(data, 'backups'))
  return backup === undefined
    ? refuse('kernel.database-damaged', { directory: data, what })
    : refuse('kernel.database-damaged-restore', { directory: data, what, backup })
}

/** The file written last into the folder of backups, or undefined. */
async function newestBackup(folder: string): Promise<string | undefined> {
  const names = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const files = await Promise.all(
    names
      .filter(each => each.isFile() && !each.name.startsWith('.'))
      .map(async ({ name }) => ({ path: join(folder, name), at: (await stat(join(folder, name))).mtimeMs })),
  )
  return files.sort((a, b) => b.at - a.at || b.path.localeCompare(a.path))[0]?.path
}
