import { type FileHandle, open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Forces the embedded database's write-ahead log to the disk.
 *
 * PGlite writes its log but never calls fsync, so a commit it acknowledged may still stand only in the system's memory. This syncs
 * the segments that changed; calls made while one sync runs share the next one. It guards what was acknowledged against a loss of
 * power as far as the log goes; the guide says what is and is not promised.
 */
export function walSync(dataDir: string) {
  const directory = join(dataDir, 'pg_wal')
  const open_ = new Map<string, { file: FileHandle; syncedAt: number }>()
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined

  async function syncChanged(): Promise<void> {
    for (const name of await readdir(directory)) {
      if (!/^[0-9A-F]{24}$/.test(name)) continue
      const changed = (await stat(join(directory, name))).mtimeMs
      const known = open_.get(name)
      if (known && known.syncedAt > changed) continue
      const file = known?.file ?? (await open(join(directory, name), 'r+'))
      // Taken before the sync: what is written during it must be seen by the next one.
      const syncedAt = Date.now()
      await file.datasync()
      open_.set(name, { file, syncedAt })
    }
  }

  return {
    /** Resolves when everything written before the call stands on the disk. */
    flush(): Promise<void> {
      if (!running) {
        running = syncChanged().finally(() => {
          running = undefined
        })
        return running
      }
      next ??= running.then(
        () => {
          next = undefined
          return this.flush()
        },
        () => {
          next = undefined
          return this.flush()
        },
      )
      return next
    },
    async close(): Promise<void> {
      await running
      for (const { file } of open_.values()) await file.close()
      open_.clear()
    },
  }
}
