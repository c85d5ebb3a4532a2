import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { walSync } from './walSync.ts'

const SEGMENT = '000000010000000000000001'
const NEXT = '000000010000000000000002'

/** A disk whose syncs are counted and wait for the test. */
function aDisk() {
  const asked: string[] = []
  const waiting: Array<{ done(): void; refuse(code: string): void }> = []
  return {
    asked,
    /** Ends the syncs that run now. */
    done: () => {
      for (const sync of waiting.splice(0)) sync.done()
    },
    refuse: (code: string) => {
      for (const sync of waiting.splice(0)) sync.refuse(code)
    },
    datasync: (path: string) => {
      asked.push(path.slice(path.lastIndexOf('/') + 1))
      return new Promise<void>((resolve, reject) =>
        waiting.push({ done: resolve, refuse: code => reject(Object.assign(new Error(code), { code })) }),
      )
    },
    datasyncNow: (path: string) => void asked.push(`now ${path.slice(path.lastIndexOf('/') + 1)}`),
  }
}

/** Whether a promise has resolved by now, seen after everything that could run has run. */
async function hasResolved(promise: Promise<unknown>): Promise<boolean> {
  let resolved = false
  void promise.then(
    () => {
      resolved = true
    },
    () => undefined,
  )
  await pause(1)
  return resolved
}

describe('forcing the log to the disk', () => {
  it('resolves at once, without a sync, while nothing is owed', async () => {
    const disk = aDisk()
    await walSync('/wal', disk).flush()
    expect(disk.asked).toEqual([])
  })

  it('does not resolve before the sync has', async () => {
    const disk = aDisk()
    const log = walSync('/wal', disk)
    log.owe(SEGMENT)
    const flushed = log.flush()
    expect(await hasResolved(flushed)).toBe(false)
    disk.done()
    await flushed
    expect(disk.asked).toEqual([SEGMENT])
  })

  it('takes all who ask during a sync into the one after it, because theirs may have been written after it began', async () => {
    const disk = aDisk()
    const log = walSync('/wal', disk)
    log.owe(SEGMENT)
    const first = log.flush()
    const others = Array.from({ length: 50 }, () => {
      log.owe(SEGMENT)
      return log.flush()
    })
    disk.done()
    await first
    expect(await hasResolved(Promise.race(others))).toBe(false)
    disk.done()
    await Promise.all(others)
    expect(disk.asked).toEqual([SEGMENT, SEGMENT])
  })

  it('owes a segment written during its sync once more', async () => {
    const disk = aDisk()
    const log = walSync('/wal', disk)
    log.owe(SEGMENT)
    const first = log.flush()
    log.owe(SEGMENT)
    disk.done()
    await first
    const second = log.flush()
    expect(await hasResolved(second)).toBe(false)
    disk.done()
    await second
  })

  it('forces every segment a commit reached into', async () => {
    const disk = aDisk()
    const log = walSync('/wal', disk)
    log.owe(SEGMENT)
    log.owe(NEXT)
    const flushed = log.flush()
    await pause(1)
    disk.done()
    await flushed
    expect(disk.asked.sort()).toEqual([SEGMENT, NEXT])
  })

  it('rejects for those who wait and for good when the disk refused, even if it would not refuse again', async () => {
    const disk = aDisk()
    const log = walSync('/wal', disk)
    log.owe(SEGMENT)
    const first = log.flush()
    log.owe(SEGMENT)
    const second = log.flush()
    disk.refuse('EIO')
    await expect(first).rejects.toMatchObject({ code: 'EIO' })
    await expect(second).rejects.toMatchObject({ code: 'EIO' })
    await expect(log.flush()).rejects.toMatchObject({ code: 'EIO' })
    expect(() => log.settle()).toThrow('EIO')
    expect(disk.asked).toEqual([SEGMENT])
  })

  it('takes a segment that the engine recycled for forced: a checkpoint came first', async () => {
    const disk = aDisk()
    const log = walSync('/wal', disk)
    log.owe(SEGMENT)
    const flushed = log.flush()
    disk.refuse('ENOENT')
    await flushed
    await log.flush()
    expect(disk.asked).toEqual([SEGMENT])
  })

  it('is forced on the spot before a page is written, also what a running sync has not finished', async () => {
    const disk = aDisk()
    const log = walSync('/wal', disk)
    log.owe(SEGMENT)
    const flushed = log.flush()
    log.settle()
    expect(disk.asked).toEqual([SEGMENT, `now ${SEGMENT}`])
    disk.done()
    await flushed
    log.settle()
    expect(disk.asked).toHaveLength(2)
  })
})
