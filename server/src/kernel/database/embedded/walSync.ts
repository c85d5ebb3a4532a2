import { join } from 'node:path'
import { hasCode } from '../directoryLock.ts'
import type { Disk } from './disk.ts'

export type WalSync = ReturnType<typeof walSync>

/**
 * Forces the embedded database's write-ahead log to the disk before anything is acknowledged.
 *
 * The engine says which segments it has written and wants forced (`owe`); asking the files themselves would miss writes, because a
 * file's time of change moves in steps of milliseconds. Calls of `flush` made while one sync runs share the next one, so that many
 * commands cost few syncs. A segment is owed until a sync that began after its last write has succeeded.
 */
export function walSync(directory: string, disk: Pick<Disk, 'datasync' | 'datasyncNow'>) {
  /** Segments by name, with the number of the write that was last owed. */
  const owed = new Map<string, number>()
  let writes = 0
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  let failure: { error: unknown } | undefined

  function failed(error: unknown): never {
    // After a failed sync the system may drop what it could not write and call the next sync a success: it must never be believed again.
    failure ??= { error }
    throw error
  }

  async function syncOwed(): Promise<void> {
    await Promise.all(
      [...owed].map(async ([name, write]) => {
        try {
          await disk.datasync(join(directory, name))
        } catch (error) {
          if (!isRecycled(error)) failed(error)
        }
        if (owed.get(name) === write) owed.delete(name)
      }),
    )
  }

  async function flush(): Promise<void> {
    if (failure) throw failure.error
    if (owed.size === 0) return
    if (!running) {
      running = syncOwed().finally(() => {
        running = undefined
      })
      return running
    }
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined
        return flush()
      })
    return next
  }

  return {
    /** A segment was written and must be forced before what it holds is acknowledged. */
    owe(name: string): void {
      writes += 1
      owed.set(name, writes)
    },

    /** Resolves when everything owed before the call stands on the disk; rejects for good once the disk has refused. */
    flush,

    /** Forces at once what is owed: before the engine writes a page, whose change must stand in the log first. */
    settle(): void {
      if (failure) throw failure.error
      for (const name of [...owed.keys()]) {
        try {
          disk.datasyncNow(join(directory, name))
        } catch (error) {
          if (!isRecycled(error)) failed(error)
        }
        owed.delete(name)
      }
    },
  }
}

/**
 * The engine has removed or renamed the segment since: it does so after a checkpoint, when nothing in it is needed any more, and asks
 * for what it renamed under the new name again.
 */
const isRecycled = (error: unknown) => hasCode(error, 'ENOENT')
