import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aPlace, type Place } from '#server/testing/place.ts'
import { openInstallation } from './installation.ts'

let place: Place
beforeAll(async () => {
  place = await aPlace([])
})
afterAll(() => place.remove())

it('keys are made for their owner alone: no other account of the machine reads the folder or a file in it', async () => {
  // The test's own place made the folder and one key for its sessions; the product makes what is missing.
  await rm(join(place.data, 'keys'), { recursive: true })
  await (await openInstallation({ data: place.data, databaseUrl: place.databaseUrl })).close()
  const keys = join(place.data, 'keys')
  const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)
  expect(await modeOf(keys)).toBe('700')
  const names = await readdir(keys)
  expect(names).toEqual(expect.arrayContaining(['log.pem', 'seal.secret', 'session.secret']))
  for (const name of names) expect(await modeOf(join(keys, name)), name).toBe('600')
})
