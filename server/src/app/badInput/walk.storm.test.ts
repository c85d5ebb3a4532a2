import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCity } from '#server/testing/city.ts'
import { naughtyStrings, worseStrings } from '#server/testing/naughty.ts'
import { aServer } from '#server/testing/server.ts'
import { isText } from './testing/bodies.ts'
import { aWalk, type Operation, operationsOf, type Product } from './testing/walk.ts'
import { notWalked, wholeWalk } from './testing/wholeWalk.ts'

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
      inRound = 0
      if (full) next++
    } while (next < strings.length)

    console.log(
      `texts: ${hit.size} in ${fields.size} fields of ${walk.taken.size} routes, ${pairs.size} pairs, ${outcomes.stored} kept, ${outcomes.refused} refused, ${round - 1} rounds`,
    )
    expect(strings.filter(each => !hit.has(each))).toEqual([])
    const writes = operations.filter(each => each.method !== 'GET').map(each => each.route)
    expect(writes.filter(each => !walk.taken.has(each) && !(each in notWalked))).toEqual([])
    expect(product.server.faults).toEqual([])
  })
})
