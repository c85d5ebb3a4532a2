import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCity } from '#server/testing/city.ts'
import { naughtyStrings, worseStrings } from '#server/testing/naughty.ts'
import { aServer } from '#server/testing/server.ts'
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
  test('is refused with the field named', async () => {
    let refused = 0
    const fields = new Set<string>()
    const wrong: string[] = []
    for (const { route, method, path, body } of operations.filter(each => each.body)) {
      for (const { at, payload } of wrongBodies(body ?? {})) {
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

  const send = (method: string, path: string, payload: string) =>
    product.server.app.inject({
      method: method === 'PUT' ? 'PUT' : 'POST',
      url: path
        .replace('{region}', '320600')
        .replace('{kind}', 'person')
        .replaceAll(/\{\w+\}/g, '019680d0-0000-7000-8000-000000000000'),
      headers: { 'x-jianghai': '1', 'content-type': 'application/json' },
      payload,
    })
  const touches = (named: string, at: string) =>
    at === named || at.startsWith(`${named}.`) || named.startsWith(`${at}.`)
})
