import { open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { refuse } from '../refusal.ts'

export type DirectoryLock = { release(): Promise<void> }

/**
 * Takes a data directory for this process, or refuses with `kernel.data-in-use` {pid}.
 *
 * The lock is a file with the process's number and start time: a number alone may have been given to another program since.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const path = join(directory, 'process.lock')
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const file = await open(path, 'wx')
      await file.writeFile(JSON.stringify({ pid: process.pid, started: await startOf(process.pid) }))
      await file.close()
      return { release: () => rm(path, { force: true }) }
    } catch (error) {
      if (!hasCode(error, 'EEXIST'))
        throw hasCode(error, 'EACCES', 'EROFS', 'EPERM') ? refuse('kernel.data-not-writable', { directory }) : error
      const holder = await holderOf(path)
      if (holder) throw refuse('kernel.data-in-use', { directory, pid: holder })
      await rm(path, { force: true })
    }
  }
  throw refuse('kernel.data-in-use', { directory, pid: null })
}

/** The number of the living process that holds the lock, or undefined when it died without releasing it. */
async function holderOf(path: string): Promise<number | undefined> {
  const held = parse(await readFile(path, 'utf8').catch(() => ''))
  if (!held) return undefined
  try {
    process.kill(held.pid, 0)
  } catch (error) {
    if (!hasCode(error, 'EPERM')) return undefined
  }
  return (await startOf(held.pid)) === held.started ? held.pid : undefined
}

function parse(text: string): { pid: number; started: string } | undefined {
  try {
    const held: unknown = JSON.parse(text)
    if (
      held &&
      typeof held === 'object' &&
      'pid' in held &&
      'started' in held &&
      typeof held.pid === 'number' &&
      typeof held.started === 'string'
    )
      return { pid: held.pid, started: held.started }
  } catch {
    // An empty or half-written lock belongs to a process that died while taking it.
  }
  return undefined
}

/** When a process started, in the system's own ticks; empty where the system does not say. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)
}
