import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writtenFact } from '#contract/intake.ts'
import { aCity } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import type { Schema } from './badInput/testing/bodies.ts'
import { type Operation, operationsOf, type Product } from './badInput/testing/walk.ts'

/* That the description of the API states a rule for every field of every request (ASVS 5.0, 2.1.1). */

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

/** Texts without a most of their own, and what holds them. */
const explained: ReadonlyArray<readonly [RegExp, string]> = [
  [
    /^(POST|PUT) \/intake\/.*\.(fact|corrected)\.(?!.*\bevidence\.)/,
    'words of a fact: a name of at most 500 characters, a unit of 40, held by a rule over the whole fact (`writtenFact`)',
  ],
  [
    /\.(fact|corrected)\.(amounts|capacity)\[\]\.evidence\.text$/,
    'a passage of a page; no longer than a request may be',
  ],
  [
    /^GET \S+\?(unsure|draft|differs|disputed|answers|waiting|withSources)$/,
    'yes or no: true, false and their like, and nothing else',
  ],
]

/** The fields of a schema that say nothing of what may stand in them, by their path. */
function silentIn(schema: Schema | undefined, path: string): string[] {
  if (!schema) return []
  const either = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  if (either.length > 0) return either.flatMap(each => silentIn(each, path))
  if (schema.enum || schema.const !== undefined) return []
  if (schema.type === 'object')
    return Object.entries(schema.properties ?? {}).flatMap(([name, each]) => silentIn(each, `${path}.${name}`))
  if (schema.type === 'array') return silentIn(schema.items, `${path}[]`)
  if (schema.type === 'string') return schema.maxLength !== undefined || schema.format || schema.pattern ? [] : [path]
  // A number is a whole one or not, and lies within what its schema and a double hold; true, false and null say themselves.
  return ['integer', 'number', 'boolean', 'null'].includes(String(schema.type)) ? [] : [path]
}

describe('every field of every request', () => {
  it('has a rule in the description of the API, or stands with its reason among the few that have none', () => {
    const silent = operations.flatMap(({ route, body, query }) => [
      ...silentIn(body, route),
      ...query.flatMap(({ name, schema }) => silentIn(schema, `${route}?${name}`)),
    ])
    expect(silent.filter(field => !explained.some(([pattern]) => pattern.test(field)))).toEqual([])
    // Nor does a reason stand there for nothing.
    expect(explained.filter(([pattern]) => !silent.some(field => pattern.test(field)))).toEqual([])
    expect(operations.length).toBeGreaterThan(150)
  })
})

describe('a field that says nothing of its most', () => {
  it('would be found, however deep it stands', () => {
    const planted: Schema = {
      type: 'object',
      properties: {
        name: { type: 'string', maxLength: 5 },
        more: {
          type: 'array',
          items: { anyOf: [{ type: 'null' }, { type: 'object', properties: { text: { type: 'string' } } }] },
        },
        any: {},
      },
    }
    expect(silentIn(planted, 'POST /planted')).toEqual(['POST /planted.more[].text', 'POST /planted.any'])
  })

  it('is held all the same where it is a word of a fact', () => {
    const written = (name: string, unit: string) =>
      writtenFact.safeParse({
        kind: 'figure',
        subject: name,
        indicator: '产值',
        value: 1,
        unit,
        period: null,
        comparison: null,
        bound: null,
      })
    expect(written('江'.repeat(500), '元').success).toBe(true)
    expect(written('江'.repeat(501), '元').success).toBe(false)
    expect(written('江海', '元'.repeat(41)).success).toBe(false)
  })
})
