import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { parseCsv } from 'hucre/csv'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { rows, sql } from '#kernel/database/sql.ts'
import { printable } from '#kernel/documents/text.ts'
import { readTable, readText, writeCsvTable, writeTable } from '#kernel/files/index.ts'
import { safeXml } from '#kernel/files/xml.ts'
import { download } from '#kernel/http/regionRoutes.ts'
import { rooms } from '#server/app/rooms.ts'
import { aCitizen } from '#server/testing/citizen.ts'
import { aCity, NANTONG } from '#server/testing/city.ts'
import { naughtyStrings, worseStrings } from '#server/testing/naughty.ts'
import { aServer } from '#server/testing/server.ts'
import { hasShared, shared } from '#server/testing/shared.ts'
import { isText } from './testing/bodies.ts'
import { everyRead } from './testing/reads.ts'
import { aWalk, fieldsOf, type Operation, operationsOf, type Product } from './testing/walk.ts'
import { notWalked, wholeWalk } from './testing/wholeWalk.ts'
import { wrongBodies } from './testing/wrongBodies.ts'

const full = process.env.JIANGHAI_STORM === 'full'
let product: Product
let operations: Operation[]
beforeAll(async () => {
  const city = await aCity()
  product = { city, server: await aServer(city) }
  product.server.holdBeside((await aCitizen(city, NANTONG)).cookie)
  operations = await operationsOf(product)
})
afterAll(async () => {
  await product.server.close()
  await product.city.close()
})

describe('a text of any kind, in any field of any route that writes', () => {
  test('is kept as it was sent, or refused with the field named', { timeout: full ? 7_200_000 : 300_000 }, async () => {
    const strings = [...worseStrings, ...naughtyStrings]
    const [hit, fields, pairs] = [new Set<string>(), new Set<string>(), new Set<string>()]
    const outcomes = { stored: 0, refused: 0 }
    let next = 0
    let inRound = 0
    let reads = 0
    const fieldOf = (route: string, path: string) => `${route} ${path.replaceAll(/\.\d+/g, '.n')}`
    const walk = await aWalk(product, operations, {
      fill: (_, leaf) => (isText(leaf) ? strings[(full ? next + inRound++ : next++) % strings.length] : undefined),
      tried(route, leaf, value, outcome) {
        hit.add(String(value))
        fields.add(fieldOf(route, leaf.path))
        pairs.add(`${fieldOf(route, leaf.path)} ${strings.indexOf(String(value))}`)
        outcomes[outcome]++
      },
    })
    // In short, texts go round the fields until each was somewhere; in full each is once in every field.
    let round = 1
    do {
      await wholeWalk(walk, round++)
      reads += await everyRead(walk, operations)
      inRound = 0
      if (full) next++
    } while (next < strings.length)

    console.log(
      `texts: ${hit.size} in ${fields.size} fields of ${walk.taken.size} routes, ${pairs.size} pairs, ${outcomes.stored} kept, ${outcomes.refused} refused, ${round - 1} rounds, ${reads} reads afterwards`,
    )
    expect(strings.filter(each => !hit.has(each))).toEqual([])
    const writes = operations.filter(each => each.method !== 'GET').map(each => each.route)
    expect(writes.filter(each => !walk.taken.has(each) && !(each in notWalked))).toEqual([])
    expect(product.server.faults).toEqual([])
  })
})

describe('a value of the wrong kind, in any field of any route that writes', () => {
  test('is refused with the field named', { timeout: full ? 3_600_000 : 120_000 }, async () => {
    let refused = 0
    const fields = new Set<string>()
    const wrong: string[] = []
    for (const { route, method, path, body } of operations.filter(each => each.body)) {
      const ofEachField = Map.groupBy(wrongBodies(body ?? {}), ({ at }) => at)
      // In short one wrong value a field, of another kind from field to field; in full all of them.
      for (const { at, payload } of [...ofEachField.values()].flatMap((all, n) =>
        full ? all : all.filter((_, kind) => kind === n % all.length),
      )) {
        const said = await send(method, path, payload)
        const named = fieldsOf(said.json())
        const isRefused = [400, 422].includes(said.statusCode) && (at === '' || named.some(each => touches(each, at)))
        if (!isRefused)
          wrong.push(`${route} ${at}: ${said.statusCode} ${said.body.slice(0, 200)} to ${payload.slice(0, 300)}`)
        fields.add(`${route} ${at}`)
        refused++
      }
    }
    console.log(`wrong values: ${refused} refused in ${fields.size} fields`)
    expect(wrong.slice(0, 20)).toEqual([])
    expect(fields.size).toBeGreaterThan(500)
    expect(product.server.faults).toEqual([])
  })

  /** Signed in, since who is not is refused before a body is read; a body is looked at before what the actor may do. */
  const send = async (method: string, path: string, payload: string) => {
    const cookie = await product.server.cookieOf('staff')
    return product.server.app.inject({
      method: method === 'PUT' ? 'PUT' : 'POST',
      url: path
        .replace('{region}', '320600')
        .replace('{kind}', 'person')
        .replace('{position}', '1')
        .replace('{place}', '1')
        .replaceAll(/\{\w+\}/g, '019680d0-0000-7000-8000-000000000000'),
      headers: { cookie, 'x-jianghai': '1', 'content-type': 'application/json' },
      payload,
    })
  }
  const touches = (named: string, at: string) =>
    at === named || at.startsWith(`${named}.`) || named.startsWith(`${at}.`)
})

describe('what goes out of a city full of such texts', () => {
  const api = '/api/320600'
  const formulas = hasShared('oracles/upload/cases.json')
    ? z
        .object({ csv_export_must_be_quoted: z.array(z.string()) })
        .parse(JSON.parse(readFileSync(join(shared, 'oracles/upload/cases.json'), 'utf8'))).csv_export_must_be_quoted
    : []
  const computed = /^[=+\-@\t\r\0＝＋－＠]/
  const file = async (url: string) => {
    const cookie = await product.server.cookieOf('staff')
    const said = await product.server.app.inject({ method: 'GET', url, headers: { cookie } })
    expect(said.statusCode, said.body.slice(0, 300)).toBe(200)
    return { bytes: new Uint8Array(said.rawPayload), headers: said.headers }
  }
  const made: string[] = []

  /** Matters that run, so that lists, exports and packs show them. */
  beforeAll(async () => {
    const staff = product.server.as('staff')
    const names = [...formulas, ...naughtyStrings.filter((_, index) => index % 40 === 0)]
    for (const [index, text] of names.entries()) {
      const said = await staff.post(`${api}/matters`, {
        title: text,
        sourceText: text,
        handler: text,
        dueOn: '2025-06-30',
        refNo: `督〔2025〕出${index}号`,
        parts: [{ role: 'lead', unitId: product.city.unit('science'), weight: 100 }],
      })
      if (said.status === 422) continue
      const standing = z.object({ id: z.uuid(), version: z.int() })
      let { id, version } = standing.parse(said.body)
      for (const [as, verb] of [
        ['staff', 'propose'],
        ['leader', 'approve'],
        ['staff', 'assign'],
      ] as const) {
        const done = await product.server.as(as).post(`${api}/matters/${id}/${verb}`, { version })
        ;({ id, version } = standing.parse(done.body))
      }
      made.push(id)
    }
    product.city.clock.pass(60_000)
  })

  test('every route that gives a file is looked at here', () => {
    const files = rooms.flatMap(room => room.routes.filter(route => route.gives === download).map(route => route.path))
    // Those of a bank are looked at where it is written (participation/bank), and what is kept of a citizen where it is given out
    // (kernel/citizens): it holds no text that anybody typed.
    const elsewhere = /^\/participation\/banks\/|^\/citizens\/own\/data\/file$/
    expect(files.filter(path => !elsewhere.test(path)).sort()).toEqual([
      '/gatherings/:id/pack/document',
      '/matters/table',
      // JSON, looked at where it is written (participation/draws.test.ts).
      '/participation/open/draws/:id/proof',
      // JSON in a package, which its own verifier reads (participation/archive.test.ts).
      '/participation/quizzes/:id/archive',
      '/promises/table',
    ])
  })

  test('a table: no cell is a formula, every cell reads back, and the table comes in again unchanged', async () => {
    const { bytes, headers } = await file(`${api}/matters/table?limit=200`)
    expect(headers['content-disposition']).toMatch(/^attachment; filename="matters-[\d-]+\.csv"; filename\*=UTF-8''/)
    const raw = parseCsv(new TextDecoder().decode(bytes), { typeInference: false })
    const cells = raw.flat().map(String)
    expect(cells.filter(cell => computed.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell))).toEqual([])

    const [sheet] = (await readTable(bytes, 'matters.csv')).sheets
    const [head = [], ...rows] = sheet?.rows ?? []
    const column = (name: string) => head.indexOf(name)
    const listed = z
      .object({ rows: z.array(z.object({ id: z.uuid(), title: z.string() })) })
      .parse((await product.server.as('staff').get(`${api}/matters?limit=200`)).body).rows
    const titles = new Map(rows.map(row => [row[column('id')], row[column('title')]]))
    for (const { id, title } of listed) expect(titles.get(id)).toBe(title)
    console.log(
      `exports: ${cells.length} cells of ${rows.length} matters, ${formulas.length} formulas, ${made.length} running`,
    )
    // Without the published lists there are only our own strings.
    expect(made.length).toBeGreaterThan(hasShared('oracles/upload/cases.json') ? 15 : 8)

    const again = await product.server
      .as('staff')
      .post(`${api}/matters/table`, { name: 'matters.csv', base64: Buffer.from(bytes).toString('base64') })
    expect(again).toMatchObject({ status: 200, body: { added: 0, changed: 0, same: rows.length } })
  })

  test('the table of what was announced: no cell is a formula, every cell reads back', async () => {
    const { bytes } = await file(`${api}/promises/table`)
    const cells = parseCsv(new TextDecoder().decode(bytes), { typeInference: false }).flat().map(String)
    expect(cells.filter(cell => computed.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell))).toEqual([])
    const [sheet] = (await readTable(bytes, 'promises.csv')).sheets
    expect(sheet?.rows.length).toBeGreaterThan(1)
  })

  test('the fourteen formulas, in every kind of table the product writes', async () => {
    const rows = formulas.map(text => [text, '甲'])
    for (const [name, bytes] of [
      ['a.csv', writeCsvTable(rows)],
      ['a.xlsx', await writeTable([{ name: '表', rows }])],
    ] as const) {
      const inner =
        name === 'a.xlsx'
          ? Object.values(unzipSync(bytes))
              .map(part => strFromU8(part))
              .join('')
          : ''
      expect(inner).not.toContain('<f>')
      if (name === 'a.csv') {
        const cells = parseCsv(new TextDecoder().decode(bytes), { typeInference: false }).map(row => String(row[0]))
        expect(cells.filter(cell => computed.test(cell))).toEqual([])
        expect(cells.map(cell => (cell.startsWith("'") ? cell.slice(1) : cell))).toEqual(formulas)
      }
    }
    expect(formulas.length === 14 || formulas.length === 0).toBe(true)
  })

  test('a document: well formed, and every title in it', async () => {
    const meeting = await product.server
      .as('staff')
      .post(`${api}/gatherings`, { title: '<w:p>&amp; "点评" \u2028😀 ]]>', heldOn: '2025-05-07', place: '<!-- -->' })
    const { id } = z.object({ id: z.uuid() }).parse(meeting.body)
    const pack = z
      .object({ sheets: z.array(z.object({ matters: z.array(z.object({ title: z.string() })) })) })
      .parse((await product.server.as('staff').get(`${api}/gatherings/${id}/pack`)).body)
    const { bytes, headers } = await file(`${api}/gatherings/${id}/pack/document`)
    expect(headers['content-disposition']).toMatch(/filename\*=UTF-8''[\w%.-]+$/)
    for (const [name, part] of Object.entries(unzipSync(bytes)))
      if (/\.(xml|rels)$/.test(name)) expect(() => safeXml(part), name).not.toThrow()
    const plain = (text: string) => text.replaceAll(/\s/g, '')
    const text = plain((await readText(bytes, 'pack.docx')).text)
    const titles = pack.sheets.flatMap(sheet => sheet.matters.map(matter => matter.title))
    expect(titles.length).toBeGreaterThan(hasShared('oracles/upload/cases.json') ? 15 : 8)
    expect(titles.filter(title => !text.includes(plain(printable(title))))).toEqual([])
  })

  test('the log: whole, and without what anybody wrote', async () => {
    const entries = await rows(product.city.database.db, sql<{ body: string }>`select body from log_entry`)
    const told = entries.map(each => JSON.stringify(JSON.parse(each.body)))
    const written = naughtyStrings.filter(each => each.length > 12).map(each => JSON.stringify(each).slice(1, -1))
    expect(told.filter(entry => written.some(each => entry.includes(each)))).toEqual([])
    expect(await product.city.sequence()).toBeDefined()
  })

  test('the page of the API: no script, nothing unescaped', async () => {
    const { body } = await product.server.as().get('/api/docs')
    const html = String(body)
    expect(html).not.toMatch(/<script|javascript:|\son\w+=/i)
    expect(
      html.replaceAll(
        /<\/?(!doctype|html|head|meta|title|style|body|h[1-3]|p|a|section|details|summary|b|code|pre)\b[^<>]*>/gi,
        '',
      ),
    ).not.toMatch(/[<>](?![^{}]*\})/)
  })
})
