import { spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type BackupSource, recordRestored, verifyBackup } from '#kernel/backup/index.ts'
import { allMigrations } from '#kernel/boot.ts'
import { one, rows, run, sql } from '#kernel/database/sql.ts'
import { type JobRunner, startJobs } from '#kernel/jobs/index.ts'
import { jobList } from '#kernel/jobs/people.ts'
import { type Signer, signerAt } from '#kernel/log/checkpoint.ts'
import { sequenceAll } from '#kernel/log/sequencer.ts'
import { Refusal, refuse } from '#kernel/refusal.ts'
import type { Kernel } from '#kernel/run.ts'
import { aCity, type City, NANTONG, PUTUO } from '#server/testing/city.ts'
import { rooms } from '../rooms.ts'
import { answerRequests, askRunning, move } from './control.ts'
import { askWhenDue, backupsIn, folderOf, KIND, nightlyBackup, planOf } from './nightly.ts'
import { defaultPlan, nameOf, type Plan } from './retention.ts'

let city: City
let kernel: Kernel
let data: string
let keys: string
let signer: Signer
let source: BackupSource
const faults: unknown[] = []
const onFault = (error: unknown) => void faults.push(error)
/** Nine in the morning of a Saturday, in the real world; the city's own clock stands in 2025. */
const NOW = new Date('2026-11-28T01:00:00Z')

beforeAll(async () => {
  city = await aCity()
  keys = await mkdtemp(join(tmpdir(), 'jianghai-keys-'))
  signer = await signerAt(join(keys, 'log.pem'))
})
afterAll(async () => {
  await city.close()
  await rm(keys, { recursive: true, force: true })
})
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'jianghai-nightly-'))
  await mkdir(join(data, 'keys'))
  await writeFile(join(data, 'keys', 'session.secret'), 'secret\n')
  await cp(join(keys, 'log.pem'), join(data, 'keys', 'log.pem'))
  await utimes(join(data, 'keys', 'session.secret'), NOW, new Date('2026-10-01T01:00:00Z'))
  source = {
    database: city.database,
    directory: data,
    product: '0.0.0-test',
    now: NOW,
    migrations: await allMigrations(rooms),
  }
  kernel = {
    ...city.kernel,
    jobs: new Map([
      [
        KIND,
        nightlyBackup(
          () => source,
          () => Promise.resolve(defaultPlan),
        ),
      ],
    ]),
  }
})
afterEach(async () => {
  await rm(data, { recursive: true, force: true })
  await run(city.database.db, sql`delete from job`)
  expect(faults.splice(0)).toEqual([])
})

/** Lets the work of the night be asked for and done; gives how it went as the operator sees it. */
async function night(plan: Plan = defaultPlan) {
  await askWhenDue(kernel, source, plan, new Date(0))
  const runner: JobRunner = await startJobs(kernel, { onFault, lookMs: 20 })
  try {
    for (;;) {
      const { rows: jobs } = await city.ask('staff', async ctx =>
        jobList({ ...ctx, actor: { ...ctx.actor, roles: new Set(['system-operator']) } }, { limit: 10, kind: KIND }),
      )
      if (jobs.every(job => job.state !== 'waiting' && job.state !== 'running')) return jobs
      await pause(20)
    }
  } finally {
    await runner.stop()
  }
}
const planted = async (...instants: string[]) => {
  await mkdir(folderOf(data), { recursive: true })
  const names = instants.map(each => nameOf(new Date(each)))
  for (const name of names) await writeFile(join(folderOf(data), name), 'an old one')
  return names
}

describe('the backup of a night', () => {
  it('is a job with progress, stands whole under its name, is in the log under its seal, and only then the old ones go', async () => {
    const old = await planted('2026-06-01T18:30:00Z', '2026-06-01T19:30:00Z', '2026-11-26T18:30:00Z')
    await writeFile(join(folderOf(data), `.${nameOf(NOW)}.1.partial`), 'left by a process that was killed')
    const [job] = await night()
    expect(job).toMatchObject({ state: 'done', error: null, kind: KIND })
    expect([job?.done, job?.total]).toEqual([job?.total, expect.any(Number)])
    expect((await readdir(folderOf(data))).sort()).toEqual([...old.slice(1), nameOf(NOW)])
    const [newest] = await backupsIn(data)
    const { seal, takenAt } = await verifyBackup(String(newest?.path))
    expect([newest?.name, takenAt]).toEqual([nameOf(NOW), NOW.toISOString()])
    expect(await city.events(seal)).toEqual(['backup.written'])
    expect((await stat(String(newest?.path))).mode & 0o777).toBe(0o600)
  })

  it('that fails leaves every old one, is told as a failed job, and is asked for again only in an hour', async () => {
    const old = await planted('2026-06-01T18:30:00Z', '2026-06-01T19:30:00Z')
    // What is written is found unfit only when it is read again.
    await sequenceAll(city.database, NANTONG, city.clock, signer)
    const entry = await one(
      city.database.db,
      sql<{
        id: string
        body: string
      }>`select id, body from log_entry where region_id = ${NANTONG} order by ordinal limit 1`,
    )
    const put = (body: string) =>
      run(city.database.db, sql`update log_entry set body = ${body} where region_id = ${NANTONG} and id = ${entry?.id}`)
    await put('{}')
    const [job] = await night()
    await put(String(entry?.body))
    expect(job).toMatchObject({ state: 'failed', error: { code: 'backup.log-broken' } })
    expect((await readdir(folderOf(data))).sort()).toEqual(old)
    const asked = new Date(NOW.getTime() - 59 * 60_000)
    expect(await askWhenDue(kernel, source, { ...defaultPlan, at: '08:59' }, asked)).toBe(asked)
  })

  it('is not asked for twice in a night, nor when the plan says never', async () => {
    expect(await night({ ...defaultPlan, at: null })).toEqual([])
    expect(await night()).toHaveLength(1)
    expect(await night()).toHaveLength(1)
    expect(await backupsIn(data)).toHaveLength(1)
  })

  it('follows the plan in the data directory, read each time; an unfit one is refused by name', async () => {
    expect(await planOf(data)).toEqual(defaultPlan)
    await writeFile(join(data, 'backup-plan.json'), '{"at":"23:10","weekly":8}')
    expect(await planOf(data)).toEqual({ at: '23:10', daily: 7, weekly: 8 })
    for (const unfit of ['{"at":"24:00"}', '{"daily":0}', 'at night']) {
      await writeFile(join(data, 'backup-plan.json'), unfit)
      await expect(planOf(data)).rejects.toMatchObject({ code: 'backup.plan-unfit' })
    }
  })
})

describe('a program that holds the data', () => {
  const inUse = () => refuse('kernel.data-in-use', { directory: data, pid: process.pid })

  it('makes a backup for whoever asks through the data directory, while commands go on, and keeps nothing of it', async () => {
    const answering = await answerRequests(() => source, onFault)
    try {
      let isOver = false
      let commands = 0
      const writer = (async () => {
        for (; !isOver; commands++) {
          await city.do('staff', ctx => ctx.record('test.meanwhile', { kind: 'test', id: 'meanwhile' }))
          await pause(5)
        }
      })()
      const seen: number[] = []
      const made = await askRunning(data, inUse(), done => seen.push(done))
      isOver = true
      await writer
      expect(commands).toBeGreaterThan(0)
      const mine = join(data, 'mine.backup')
      await move(made.path, mine)
      await made.done()
      expect(await verifyBackup(mine)).toEqual(made.summary)
      expect(await readdir(join(data, 'control'))).toEqual([])
    } finally {
      await answering.stop()
    }
    expect(await readdir(data)).not.toContain('control')
  })

  it('gives its refusal to who asked', async () => {
    const newer = (): BackupSource => ({ ...source, migrations: source.migrations.slice(0, -1) })
    const answering = await answerRequests(newer, onFault)
    await expect(askRunning(data, inUse(), () => undefined)).rejects.toMatchObject({ code: 'kernel.database-newer' })
    await answering.stop()
  })

  it('that answers nothing, or dies first, is told as that', async () => {
    // No server: the directory it would be asked through is not there.
    const refusal = inUse()
    await expect(askRunning(data, refusal, () => undefined)).rejects.toBe(refusal)
    await mkdir(join(data, 'control'))
    await expect(askRunning(data, refusal, () => undefined, 0)).rejects.toBe(refusal)
    const child = spawn(process.execPath, ['-e', ''])
    await new Promise(resolve => child.once('exit', resolve))
    const gone = askRunning(
      data,
      refuse('kernel.data-in-use', { directory: data, pid: Number(child.pid) }),
      () => undefined,
    )
    await expect(gone).rejects.toBeInstanceOf(Refusal)
    await expect(gone).rejects.toMatchObject({ code: 'backup.server-gone', params: { pid: child.pid } })
    expect(await readdir(join(data, 'control'))).toEqual([])
  })
})

describe('the first start after a restore', () => {
  it('records it once in the log of every region', async () => {
    const seal = 'f'.repeat(64)
    await writeFile(join(data, 'restored.json'), JSON.stringify({ takenAt: NOW.toISOString(), seal }))
    await recordRestored(city.kernel, data)
    await recordRestored(city.kernel, data)
    expect(await city.events(seal)).toEqual(['backup.restored', 'backup.restored'])
    const regions = await rows(
      city.database.db,
      sql<{ regionId: number }>`select region_id from log_entry where subject_id = ${seal} order by region_id`,
    )
    expect(regions.map(each => each.regionId)).toEqual([PUTUO, NANTONG])
    expect(await readdir(data)).not.toContain('restored.json')
  })
})
