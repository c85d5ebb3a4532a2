import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { refuse } from '#kernel/refusal.ts'
import { type Leaf, schema } from './testing/bodies.ts'
import { fieldsOf, isAbout, isKept } from './testing/walk.ts'
import { wrongBodies } from './testing/wrongBodies.ts'

const leafOf = (type: z.ZodType): Leaf => ({
  path: 'a',
  schema: schema.parse(z.toJSONSchema(type, { io: 'input' })),
  nullable: false,
  required: true,
})

describe('the walk finds', () => {
  test('a text that was changed, cut or dropped', () => {
    const prose = leafOf(z.string())
    expect(isKept(prose, ' a<b ', new Set(['a<b']))).toBe(true)
    for (const stored of [[], ['a&lt;b'], ['a'], ['A<B']]) expect(isKept(prose, 'a<b', new Set(stored))).toBe(false)
  })

  test('a refusal that names no field, or another', () => {
    expect(fieldsOf(refuse('kernel.text-unfit').toBody())).toEqual([])
    expect(fieldsOf({ fault: { reference: 'x' } })).toEqual([])
    expect(isAbout('title', 'fields.title')).toBe(true)
    expect(isAbout('parts', 'parts.0.what')).toBe(true)
    expect(isAbout('note', 'title')).toBe(false)
    expect(isAbout('itle', 'title')).toBe(false)
  })

  test('a schema that takes what is no number, no day, no list', () => {
    const strict = z.object({ n: z.int(), on: z.iso.date(), list: z.array(z.object({ id: z.uuid() })).optional() })
    const lax = z.object({ n: z.coerce.number(), on: z.string(), list: z.unknown() })
    const bodies = wrongBodies(schema.parse(z.toJSONSchema(strict, { io: 'input' })))
    const taken = (by: z.ZodType) =>
      bodies.filter(each => by.safeParse(JSON.parse(each.payload)).success).map(each => each.at)
    expect(bodies.length).toBeGreaterThan(40)
    expect(taken(strict)).toEqual([])
    expect(new Set(taken(lax))).toEqual(new Set(['n', 'on', 'list', 'list.0', 'list.0.id']))
  })
})
