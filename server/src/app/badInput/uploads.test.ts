import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { pageDetail, pageRow } from '#contract/intake.ts'
import { refusal } from '#contract/kernel.ts'
import { attacksAt } from '#kernel/files/testing/attacks.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import { hasShared, shared } from '#server/testing/shared.ts'

const cases = z.object({ archives: z.array(z.object({ name: z.string(), verdict: z.string() })) })
const there = hasShared('oracles/upload/cases.json')
const listed = there
  ? cases.parse(JSON.parse(readFileSync(join(shared, 'oracles/upload/cases.json'), 'utf8'))).archives
  : []

/** What needs no database is measured once. */
const onPostgres = process.env.JIANGHAI_TEST_DATABASE === 'postgres'

let city: City
let server: Awaited<ReturnType<typeof aServer>>
let asked = 0
const outside = createServer((_, response) => {
  asked++
  response.end()
})
let url = ''
/** A folder of our own for what anybody writes to the temporary folder meanwhile. */
const temporary = mkdtempSync(join(tmpdir(), 'jianghai-uploads-'))
const usual = process.env.TMPDIR
beforeAll(async () => {
  city = await aCity()
  server = await aServer(city)
  await new Promise<void>(resolve => outside.listen(0, '127.0.0.1', resolve))
  const address = outside.address()
  process.env.TMPDIR = temporary
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/template.dotx`
})
afterAll(async () => {
  if (usual === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = usual
  rmSync(temporary, { recursive: true, force: true })
  outside.close()
  await server.close()
  await city.close()
})

/** Brings a file in as the page of a paper; a long reading is asked for again, as a screen does. */
async function bring(name: string, bytes: Uint8Array) {
  const body = { name, base64: Buffer.from(bytes).toString('base64') }
  for (;;) {
    const said = await server.as('staff').post('/api/320600/intake/pages', body)
    if (said.status !== 503) return said
  }
}

describe.skipIf(!there)('every attack of the list, sent as a page', () => {
  test('is made here, none left out', () => {
    expect(listed).toHaveLength(20)
    expect(listed.map(each => each.name).filter(name => !(name in attacksAt(url)))).toEqual([])
  })

  test.each(listed)('$name: $verdict', async ({ name }) => {
    for (const attack of attacksAt(url)[name] ?? []) {
      const said = await bring(attack.name, attack.bytes())
      if ('refused' in attack) {
        expect(said.status, JSON.stringify(said.body)).toBeGreaterThanOrEqual(400)
        expect(said.status).toBeLessThan(500)
        const { code, field } = refusal.parse(said.body).refusal
        expect(code).toMatch(attack.refused)
        expect(['name', 'base64']).toContain(field)
      } else {
        expect(said.status, JSON.stringify(said.body)).toBe(200)
        const { id } = pageRow.parse(said.body)
        const page = pageDetail.parse((await server.as('staff').get(`/api/320600/intake/pages/${id}`)).body)
        if (name.includes('used range')) expect(page.text.replaceAll(/[\t\n表]/g, '')).toBe(attack.read)
        // A file that is a table is printed cell by cell.
        else if (name.endsWith('CSV'))
          expect(page.text).toBe(attack.read.trimEnd().replaceAll('\r\n', '\n').replaceAll(',', '\t'))
        else expect(page.text).toBe(attack.read)
      }
      expect(readdirSync(temporary)).toEqual([])
    }
    expect([asked, server.faults]).toEqual([0, []])
  })

  test('leaves no row behind that was refused, and no thread', async () => {
    const rows = z.object({ total: z.int() }).parse((await server.as('staff').get('/api/320600/intake/pages')).body)
    const kept = Object.values(attacksAt(url))
      .flat()
      .filter(attack => 'read' in attack)
    expect(rows.total).toBe(kept.length)
    expect(process.getActiveResourcesInfo().filter(each => each === 'MessagePort').length).toBeLessThanOrEqual(2)
  })

  test.skipIf(onPostgres)('costs a process of its own no more memory than a parser may have', () => {
    const files = Object.values(attacksAt(url)).flatMap(attacks => attacks.slice(0, 1))
    const paths = files.map((attack, index) => {
      const path = join(temporary, `${index}.bin`)
      writeFileSync(path, attack.bytes())
      return [path, attack.name] as const
    })
    const child = spawnSync(process.execPath, [join(import.meta.dirname, '../../kernel/files/testing/measured.ts')], {
      input: JSON.stringify(paths),
      encoding: 'utf8',
    })
    const { grown, read } = z.object({ grown: z.number(), read: z.int() }).parse(JSON.parse(child.stdout))
    console.log(
      `uploads: ${files.length} files of ${listed.length} attacks, memory grew by ${grown} MiB in a process of its own`,
    )
    expect(read).toBe(files.length)
    // The largest upload is here twice (as sent and in the thread), and a thread has its heap.
    expect(grown).toBeLessThan(256)
  })
})
