import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { operatedRegion, systemActor } from '#kernel/accounts/members.ts'
import { type BackupSource, writeBackup } from '#kernel/backup/index.ts'
import { hasCode } from '#kernel/database/directoryLock.ts'
import { type JobKind, jobKind } from '#kernel/jobs/index.ts'
import { refuse } from '#kernel/refusal.ts'
import { command, type Kernel } from '#kernel/run.ts'
import { defaultPlan, isDue, nameOf, type Plan, spent } from './retention.ts'

/** Where backups made by themselves lie: beside the data, so whoever minds a lost disk fetches them from there. */
export const folderOf = (data: string) => join(data, 'backups')

/** The backups in the folder, newest first; a name there means that the file was read again and is whole. */
export async function backupsIn(data: string): Promise<Array<{ name: string; path: string; bytes: number }>> {
  const names = (await namesIn(data))
    .filter(name => name.endsWith('.backup') && !name.startsWith('.'))
    .sort()
    .reverse()
  return Promise.all(
    names.map(async name => {
      const path = join(folderOf(data), name)
      return { name, path, bytes: (await stat(path)).size }
    }),
  )
}

const namesIn = (data: string) =>
  readdir(folderOf(data)).catch(error => {
    if (hasCode(error, 'ENOENT')) return []
    throw error
  })

const plan = z
  .object({
    at: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .nullable(),
    daily: z.int().min(1).max(366),
    weekly: z.int().min(0).max(520),
  })
  .partial()

/**
 * The plan of this data directory: `backup-plan.json` where there is one, what it leaves out by the default. It is read each time, so it can
 * be changed while the program runs. Refuses `backup.plan-unfit`.
 */
export async function planOf(data: string): Promise<Plan> {
  const path = join(data, 'backup-plan.json')
  const text = await readFile(path, 'utf8').catch(error => {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  })
  if (text === undefined) return defaultPlan
  try {
    const { at = defaultPlan.at, daily = defaultPlan.daily, weekly = defaultPlan.weekly } = plan.parse(JSON.parse(text))
    return { at, daily, weekly }
  } catch (error) {
    const why = error instanceof z.ZodError ? error.issues.map(issue => issue.path.join('.')).join(', ') : 'JSON'
    throw refuse('backup.plan-unfit', { path, why })
  }
}

/** When this data directory was set up or restored: its session secret was written then and never since. */
export async function setUpAt(data: string): Promise<Date> {
  return (await stat(join(data, 'keys', 'session.secret'))).mtime
}

export const KIND = 'backup.write'

/**
 * The work of a night: one backup, read again, and only then the old ones go. Begun again after a crash it finds the finished file and does
 * no second one. It is recorded in the log under its seal, so the auditor sees when the last good one was made.
 */
export function nightlyBackup(source: () => BackupSource, plans: () => Promise<Plan>): JobKind {
  return jobKind({
    input: z.object({}),
    async run(job) {
      const { directory, now } = source()
      const current = await plans()
      if (!isDue(current, await namesIn(directory), await setUpAt(directory), now)) return
      await mkdir(folderOf(directory), { recursive: true, mode: 0o700 })
      for (const name of await namesIn(directory))
        if (/^\.jianghai-.*\.partial$/.test(name)) await rm(join(folderOf(directory), name), { force: true })

      const name = nameOf(now)
      const { seal, bytes, tables } = await writeBackup(source(), join(folderOf(directory), name), {
        signal: job.signal,
        onProgress: (done, total) => job.progress({ done, total }),
      })
      const rows = tables.reduce((sum, table) => sum + table.rows, 0)
      for (const old of spent(await namesIn(directory), current))
        await rm(join(folderOf(directory), old), { force: true })
      await job.step(
        'written',
        async ctx => {
          await ctx.record('backup.written', { kind: 'backup', id: seal }, { name, bytes, rows })
          return {}
        },
        { done: tables.length + 1 },
      )
    },
  })
}

const RETRY_MS = 60 * 60 * 1000

/** Asks for a backup when one is due; after a try that failed, again in an hour. Gives when it last asked. */
export async function askWhenDue(kernel: Kernel, source: BackupSource, current: Plan, askedAt: Date): Promise<Date> {
  const { directory, now } = source
  if (now.getTime() - askedAt.getTime() < RETRY_MS) return askedAt
  if (!isDue(current, await namesIn(directory), await setUpAt(directory), now)) return askedAt
  // The job stands in a region's list of work, and the copy is of all of them: it must be where an operator sees it fail.
  const regionId = await operatedRegion(kernel.database.db)
  if (regionId === undefined) return askedAt
  await command(kernel, systemActor(regionId), regionId, ctx => ctx.enqueue(KIND, {}))
  return now
}
