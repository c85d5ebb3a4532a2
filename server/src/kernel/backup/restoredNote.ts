import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { regions, systemActor } from '../accounts/members.ts'
import { hasCode } from '../database/directoryLock.ts'
import { command, type Kernel } from '../run.ts'
import type { BackupSummary } from './manifest.ts'

const note = z.object({
  takenAt: z.string(),
  seal: z.string(),
  /** What each region's log was when the backup was taken; a note of an older version does not say it. */
  logs: z.array(z.object({ regionId: z.int(), size: z.int(), root: z.string() })).default([]),
})
const placeOf = (directory: string) => join(directory, 'restored.json')

/** Leaves a note beside the restored data. The restored log itself is left as it was, so that its root can be compared. */
export async function keepNote(directory: string, { takenAt, seal, logs }: BackupSummary): Promise<void> {
  await rm(placeOf(directory), { force: true })
  await writeFile(placeOf(directory), JSON.stringify({ takenAt, seal, logs }), { mode: 0o600 })
}

/**
 * Records in every region's log that the data were restored, and to what size and root of that log, once, at the first start after it:
 * whoever reads the log, or holds a later checkpoint of it (`log verify --checkpoint`), learns why it went back.
 */
export async function recordRestored(kernel: Kernel, directory: string): Promise<void> {
  const text = await readFile(placeOf(directory), 'utf8').catch(error => {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  })
  if (text === undefined) return
  const { takenAt, seal, logs } = note.parse(JSON.parse(text))
  for (const { regionId } of await regions(kernel.database.db)) {
    const log = logs.find(each => each.regionId === regionId)
    // The root makes the claim checkable: whoever holds a later checkpoint can see that up to this size nothing else was changed.
    const wentBackTo = log ? { size: log.size, root: log.root } : {}
    await command(
      kernel,
      systemActor(regionId),
      regionId,
      async ctx => {
        await ctx.record('backup.restored', { kind: 'backup', id: seal }, { takenAt, ...wentBackTo })
        return {}
      },
      { idempotencyKey: `backup.restored:${text}` },
    )
  }
  await rm(placeOf(directory))
}
