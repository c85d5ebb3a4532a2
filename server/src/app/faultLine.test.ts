import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { aCity, type City } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import { faultLine } from './faultLine.ts'

const line = z.strictObject({
  time: z.iso.datetime(),
  level: z.literal('error'),
  event: z.literal('fault'),
  reference: z.string(),
  message: z.string(),
  stack: z.string().optional(),
})
const noon = new Date('2026-11-28T04:00:00Z')

describe('a printed fault', () => {
  it.each([
    'one\n{"time":"2026-11-28T04:00:00.000Z","level":"error","event":"forged"}',
    'one\r\ntwo',
    'a bell \u0007, an escape \u001b[2J, the next line \u0085, a line separator \u2028, a turn \u202e, a delete \u007f',
    'a sign of two units \u{e0041}',
    '%s %d %o %n',
    '"},{"',
  ])('stays one line that says what it said, whatever text it carries: %j', text => {
    for (const error of [new Error(text), text]) {
      const printed = faultLine(error, 'abc123', noon)
      expect(printed).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u)
      expect(line.parse(JSON.parse(printed))).toMatchObject({ reference: 'abc123', message: text })
    }
  })
})

describe('a fault of a request', () => {
  let city: City
  let server: Awaited<ReturnType<typeof aServer>>
  const printed: string[] = []
  beforeAll(async () => {
    city = await aCity()
    server = await aServer(city, {
      onFault: (error, reference) => printed.push(faultLine(error, reference, noon)),
      demonstration: async () => {
        throw new Error('a planted fault')
      },
    })
  })
  afterAll(async () => {
    await server.close()
    await city.close()
  })

  it('is printed once, with the reference that its answer bears and nothing else of it', async () => {
    const { status, body } = await server.as().get('/api/session/demonstration')
    expect(status).toBe(500)
    const { fault } = z.strictObject({ fault: z.strictObject({ reference: z.string() }) }).parse(body)
    expect(printed).toHaveLength(1)
    expect(line.parse(JSON.parse(printed[0] ?? ''))).toMatchObject({
      reference: fault.reference,
      message: 'a planted fault',
    })
  })
})
