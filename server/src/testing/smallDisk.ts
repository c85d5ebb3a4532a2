import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hasCode } from '#kernel/database/directoryLock.ts'

/** A small file system of its own, to be filled by a test. */
export type SmallDisk = {
  directory: string
  /** Writes until nothing more fits. */
  fill(): void
  /** Gives the room back. */
  clear(): void
  remove(): void
}

/** Mounts a small disk, which only root may; where that is refused it says so and gives nothing, and the test is to be skipped. */
export async function smallDisk(megabytes: number): Promise<SmallDisk | undefined> {
  const directory = mkdtempSync(join(tmpdir(), 'jianghai-small-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', directory], { stdio: 'pipe' })
  } catch (error) {
    console.warn(`SKIPPED: no small disk can be mounted here: ${String(error).split('\n')[0]}`)
    rmSync(directory, { recursive: true })
    return undefined
  }
  await chmod(directory, 0o755)
  const filler = join(directory, 'filler')
  return {
    directory,
    fill() {
      const file = openSync(filler, 'a')
      try {
        for (const size of [1024 * 1024, 4096]) writeUntilFull(file, Buffer.alloc(size))
      } finally {
        closeSync(file)
      }
    },
    clear: () => rmSync(filler, { force: true }),
    remove() {
      execFileSync('umount', ['--lazy', directory])
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

function writeUntilFull(file: number, block: Buffer): void {
  try {
    while (writeSync(file, block) === block.length);
  } catch (error) {
    if (!hasCode(error, 'ENOSPC')) throw error
  }
}
