import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { dropDatabase, newDatabase } from '#server/testing/newDatabase.ts'
import { startKernel } from '../boot.ts'
import { systemClock } from '../clock.ts'
import { one, rows, sql } from '../database/sql.ts'
import { jobs, startJobs } from './index.ts'
import type { JobRow } from './store.ts'
import { openNamed, roomOfTwoSteps } from './testing/doomed.ts'

const cleaning: Array<() => Promise<void>> = []
afterAll(async () => {
  for (const clean of cleaning) await clean()
})

/** Where the database lives: a directory of its own, or a fresh database of the tests' server. */
async function aPlace(): Promise<string> {
  const server = inject('postgresUrl')
  if (server) {
    const url = await newDatabase(server)
    cleaning.push(() => dropDatabase(url))
    return url
  }
  const directory = await mkdtemp(join(tmpdir(), 'jianghai-doomed-'))
  cleaning.push(() => rm(directory, { recursive: true, force: true }))
  return directory
}

async function killedAfterFirstStep(place: string): Promise<void> {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'testing/doomed.ts'), place], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout?.on('data', chunk => {
    said += String(chunk)
  })
  const gone = new Promise(resolve => child.once('exit', resolve))
  while (!said.includes('first done')) {
    if (child.exitCode !== null) throw new Error(`the process ended before it was killed: ${said}`)
    await pause(20)
  }
  child.kill('SIGKILL')
  await gone
}

describe('a process killed in the middle of a job', () => {
  it('leaves a job that the next process ends, each step having happened once', async () => {
    const place = await aPlace()
    await killedAfterFirstStep(place)

    const database = await openNamed(place)
    const attempts: number[] = []
    const kernel = await startKernel(
      database,
      [jobs, roomOfTwoSteps(async attempt => void attempts.push(attempt))],
      systemClock(),
    )
    const broken = await one(database.db, sql<JobRow>`select * from job`)
    expect(broken).toMatchObject({ state: 'running', done: 1, total: 2 })

    // On a server the dead runner is known by its silence; here it need not be long. The embedded database knows at once.
    const runner = await startJobs(kernel, { onFault: () => attempts.push(Number.NaN), lookMs: 50, silentMs: 1500 })
    for (;;) {
      const job = await one(database.db, sql<JobRow>`select * from job`)
      if (job?.state === 'done') break
      await pause(20)
    }
    await runner.stop()
    const effects = await rows(
      database.db,
      sql<{ event: string; n: number }>`
        select event, count(*) n from log_entry where event like 'doomed.%' group by event order by event`,
    )
    expect(effects).toEqual([
      { event: 'doomed.first', n: 1 },
      { event: 'doomed.second', n: 1 },
    ])
    expect(attempts).toEqual([2])
    await database.close()
  })
})
