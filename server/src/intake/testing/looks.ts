import { setTimeout as pause } from 'node:timers/promises'
import type { DeliveryRow, SourceRow } from '#contract/intake/deliveries.ts'
import { startJobs } from '#kernel/jobs/index.ts'
import { makeRound } from '#kernel/rounds.ts'
import { parseSources } from '#kernel/sources/settings.ts'
import { type City, NANTONG } from '#server/testing/city.ts'
import { lookRound } from '../commands/planLooks.ts'
import { tryAgain } from '../commands/tryAgain.ts'
import { deliveriesList, sourcesList } from '../queries/sources.ts'

/** Sets sources up for the test city as a settings file would, each of Nantong unless it says otherwise. */
export function setUpSources(city: City, ...sources: ReadonlyArray<Record<string, unknown>>): void {
  const text = JSON.stringify({ sources: sources.map(each => ({ region: NANTONG, ...each })) })
  city.kernel.sources = parseSources(text, '/sources.json')
}

/** Starts a look at every source whose time has come; `faults` are what broke. */
export async function startLooking(city: City) {
  const faults: unknown[] = []
  await makeRound(city.kernel, lookRound, error => faults.push(error))
  const runner = await startJobs(city.kernel, { onFault: error => faults.push(error), lookMs: 10, pulseMs: 50 })
  return { faults, runner }
}

/** Has every source whose time has come looked at, and gives them as the office sees them. A fault of the look is thrown. */
export async function look(city: City): Promise<SourceRow[]> {
  const { faults, runner } = await startLooking(city)
  try {
    for (;;) {
      const { sources } = await city.ask('staff', ctx => sourcesList(ctx))
      if (faults.length > 0) throw faults[0]
      if (sources.every(each => !each.isLooking)) return sources
      await pause(10)
    }
  } finally {
    await runner.stop()
  }
}

/** Lets some minutes pass, and looks. */
export function lookAfter(city: City, minutes: number): Promise<SourceRow[]> {
  city.clock.pass(minutes * 60_000)
  return look(city)
}

/** What a source delivered, the first first. */
export async function delivered(city: City, source: string): Promise<DeliveryRow[]> {
  const { rows } = await city.ask('staff', ctx => deliveriesList(ctx, { source, sort: 'delivered', limit: 200 }))
  return rows
}

/** Says as the office to try a delivery again. */
export const again = (city: City, { id, version }: DeliveryRow) =>
  city.do('staff', ctx => tryAgain(ctx, id, { version }))

/** Each delivery as its name, what became of it and why. */
export const outcomes = (rows: readonly DeliveryRow[]) =>
  rows.map(({ name, state, error }) => (error ? `${name} ${state} ${error.code}` : `${name} ${state}`))
