import { closeSync, fdatasyncSync, fsyncSync, openSync } from 'node:fs'
import { open, statfs } from 'node:fs/promises'

/** What the embedded database asks of the disk beyond reading and writing. Tests put one in that is slow, broken or full. */
export type Disk = {
  /** Forces a file's content to the disk, while the program goes on. */
  datasync(path: string): Promise<void>
  /** The same, and the program stands still until it is done. */
  datasyncNow(path: string): void
  /** Forces an open file, or a folder's list of names, to the disk. */
  syncNow(handle: number): void
  /** How many bytes this process may still write below a folder. */
  free(path: string): Promise<number>
}

export const realDisk: Disk = {
  async datasync(path) {
    const file = await open(path, 'r+')
    try {
      await file.datasync()
    } finally {
      await file.close()
    }
  },
  datasyncNow(path) {
    const handle = openSync(path, 'r+')
    try {
      fdatasyncSync(handle)
    } finally {
      closeSync(handle)
    }
  },
  syncNow: fsyncSync,
  async free(path) {
    const { bavail, bsize } = await statfs(path)
    return bavail * bsize
  },
}
