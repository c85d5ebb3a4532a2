import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { regions, systemActor } from '../accounts/members.ts'
import { hasCode } from '../database/directoryLock.ts'
import { command, type Kernel } from '../run.ts'
import type { BackupSummary } from './manifest.ts'

const note = z.object({ takenAt: z.string(), seal: z.string() })
const placeOf = (directory: string) => join(directory, 'restored.json')

/** Leaves a note beside the restored data. The restored log itself is left as it was, so that its root can be compared. */
export async function keepNote(directory: string, { takenAt, seal }: BackupSummary): Promise<void> {
  await rm(placeOf(directory), { force: true })
  await writeFile(placeOf(directory), JSON.stringify({ takenAt, seal }), { mode: 0o600 })
}

/**
 * Records in every region's log that the data were restored, once, at the first start after it: whoever reads the log, or holds a later
 * checkpoint of it, learns why it went back.
 */
export async function recordRestored(kernel: Kernel, directory: string): Promise<void> {
  const text = await readFile(placeOf(directory), 'utf8').catch(error => {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  })
  if (text === undefined) return
  const { takenAt, seal } = note.parse(JSON.parse(text))
  for (const { regionId } of await regions(kernel.database.db))
    await command(
      kernel,
      systemActor(regionId),
      regionId,
      async ctx => {
        await ctx.record('backup.restored', { kind: 'backup', id: seal }, { takenAt })
        return {}
      },
      { idempotencyKey: `backup.restored:${text}` },
    )
  await rm(placeOf(directory))
}
