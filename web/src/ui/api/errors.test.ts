import { describe, expect, it } from 'vitest'
import { FaultError, mayBeDone, RefusalError } from './errors.ts'

const refusal = (status: number) => new RefusalError(status, { code: 'x.y', params: {}, field: null, fields: [] })

describe('a command that failed', () => {
  it.each(['network', 'answer', 'server'] as const)(
    'may have been done when it failed at %s: its key is kept',
    place => {
      expect(mayBeDone(new FaultError(place, null))).toBe(true)
    },
  )

  it('may have been done when the server does not know, and was not when a rule refused it', () => {
    expect(mayBeDone(refusal(503))).toBe(true)
    for (const status of [401, 403, 404, 409, 422, 429]) expect(mayBeDone(refusal(status)), String(status)).toBe(false)
  })
})
