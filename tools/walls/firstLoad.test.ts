import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { complaintsAbout, firstLoadOf } from './firstLoad.ts'

let dist: string
beforeEach(async () => {
  dist = await mkdtemp(join(tmpdir(), 'jianghai-dist-'))
  await mkdir(join(dist, 'assets'))
})
afterEach(() => rm(dist, { recursive: true }))

/** A built application: the portal's page with one script, and whatever else. */
async function built(files: Record<string, string>): Promise<void> {
  await writeFile(
    join(dist, 'portal.html'),
    '<script type="module" crossorigin src="/assets/portal-1.js"></script><link rel="stylesheet" href="/assets/p.css">',
  )
  for (const [name, text] of Object.entries(files)) await writeFile(join(dist, 'assets', name), text)
}

it('a small portal is no cause for complaint, and what is imported on demand does not count', async () => {
  await built({
    'portal-1.js': 'import{a}from"./part-2.js";import"./part-3.js";const p=()=>import("./later-4.js");a(p)',
    'part-2.js': 'export const a=1',
    'part-3.js': 'import{a}from"./part-2.js"',
    'later-4.js': `"react-dom ${randomBytes(200_000).toString('base64')}"`,
  })
  expect(firstLoadOf(dist).files).toEqual(['portal-1.js', 'part-2.js', 'part-3.js'])
  expect(complaintsAbout(dist)).toEqual([])
})

it('one that grew too big through what it imports is told', async () => {
  await built({
    'portal-1.js': 'import"./part-2.js"',
    'part-2.js': `"${randomBytes(120_000).toString('base64')}"`,
  })
  expect(complaintsAbout(dist)).toEqual([expect.stringMatching(/^the portal loads \d+ bytes of script/)])
})

it.each([
  ['a library of the office by its name', { 'portal-1.js': 'import"./charts-9.js"', 'charts-9.js': '"echarts"' }],
  ['a library of the office by its words', { 'portal-1.js': '"https://ant-design.example"' }],
  ['a method that old telephones lack', { 'portal-1.js': '[1].findLast(a=>a)' }],
  ['a function that old telephones lack', { 'portal-1.js': 'fetch("/",{signal:AbortSignal.timeout(9)})' }],
])('%s is told', async (_, files) => {
  await built(files)
  expect(complaintsAbout(dist)).toHaveLength(1)
})

it('a page without a script is told', async () => {
  await writeFile(join(dist, 'portal.html'), '<p>nothing</p>')
  expect(complaintsAbout(dist)).toEqual(['portal.html loads no script'])
})
