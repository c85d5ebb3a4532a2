import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadFile, storeFile } from './index.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const bytes = new TextEncoder().encode('江海协同')
const sha256 = createHash('sha256').update(bytes).digest('hex')
const all = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ name }) => name)

test('a file is kept once under its SHA-256 and comes back the same', async () => {
  expect(await storeFile(folder, bytes)).toEqual({ sha256, size: 12 })
  const place = join(folder, sha256.slice(0, 2), sha256.slice(2))
  const { ino } = statSync(place)
  await Promise.all(Array.from({ length: 5 }, () => storeFile(folder, bytes)))
  expect(statSync(place).ino).toBe(ino)
  expect(all()).toEqual([sha256.slice(2)])
  expect(await loadFile(folder, sha256)).toEqual(bytes)
})

test('many who keep the same new file at once leave one file', async () => {
  await Promise.all(Array.from({ length: 20 }, () => storeFile(folder, bytes)))
  expect(all()).toEqual([sha256.slice(2)])
})

test('nothing is left behind when a step fails', async () => {
  const shelf = join(folder, sha256.slice(0, 2))
  // A folder stands in the file's place: writing succeeds, renaming cannot.
  mkdirSync(join(shelf, sha256.slice(2), 'x'), { recursive: true })
  await expect(storeFile(folder, bytes)).rejects.toThrow()
  expect(all()).toEqual([])
})

test('what is not there is refused, also by a name that is no hash', async () => {
  for (const asked of [sha256, '../../etc/passwd', '', 'A'.repeat(64)]) {
    await expect(loadFile(folder, asked)).rejects.toMatchObject({ code: 'files.not-found', status: 404 })
  }
})

test('a damaged file is a fault, never given out', async () => {
  await storeFile(folder, bytes)
  const place = join(folder, sha256.slice(0, 2), sha256.slice(2))
  chmodSync(place, 0o640)
  writeFileSync(place, 'other bytes!')
  await expect(loadFile(folder, sha256)).rejects.toThrow(/damaged/)
})
