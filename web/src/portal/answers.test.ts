import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerKeeper } from './answers.ts'
import { ProblemError } from './api.ts'
import { againAfter, untilAnswered } from './retry.ts'

const offline = () => new ProblemError({ kind: 'offline' }, 0)
const refused = (status: number, retryAfter = 0) =>
  new ProblemError(
    { kind: 'refused', refusal: { code: 'x.y', params: {}, field: null, fields: [] } },
    status,
    retryAfter,
  )
const earlier = '2025-09-28T02:21:00.000Z'

/** A keeper over a server that loses, delays, is busy and answers as a script says. */
function aKeeper(script: Iterator<'ok' | 'lost' | 'lost-after' | 'busy' | 'no'>) {
  const stored = new Map<number, number | null>()
  const sent: Array<[number, number | null]> = []
  const failures: unknown[] = []
  const pauses: number[] = []
  let second = 0
  const keeper = answerKeeper({
    async save(position, choice) {
      await Promise.resolve()
      sent.push([position, choice])
      const how = script.next().value ?? 'ok'
      if (how === 'lost') throw offline()
      if (how === 'busy') throw refused(429, 7)
      if (how === 'no') throw refused(409)
      stored.set(position, choice)
      if (how === 'lost-after') throw offline()
      second++
      return { position, choice, savedAt: new Date(Date.parse(earlier) + second * 1000).toISOString() }
    },
    againAfter,
    changed: () => undefined,
    failed: error => failures.push(error),
    async pause(milliseconds) {
      pauses.push(milliseconds)
    },
  })
  return { keeper, stored, sent, failures, pauses }
}

describe('answers on their way', () => {
  it('end at the last choice of each question, whatever is lost, before or after it was stored', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(4), fc.option(fc.nat(3)), fc.nat(3)), { maxLength: 30 }),
        fc.array(fc.constantFrom('ok' as const, 'lost' as const, 'lost-after' as const, 'busy' as const), {
          maxLength: 40,
        }),
        async (choices, script) => {
          const { keeper, stored } = aKeeper(script[Symbol.iterator]())
          const last = new Map<number, number | null>()
          for (const [position, choice, turns] of choices) {
            keeper.choose(position, choice)
            last.set(position, choice)
            for (let n = 0; n < turns; n++) await Promise.resolve()
          }
          await keeper.settled()
          expect(stored).toEqual(last)
          for (const [position, choice] of last)
            expect([keeper.standing(position), keeper.choice(position)]).toEqual(['saved', choice])
        },
      ),
    )
  })

  it('skip what was changed again before it was sent', async () => {
    const { keeper, sent } = aKeeper([][Symbol.iterator]())
    for (const choice of [0, 1, 2, 3]) keeper.choose(1, choice)
    await keeper.settled()
    expect(sent.length).toBeLessThanOrEqual(2)
    expect(sent.at(-1)).toEqual([1, 3])
  })

  it('that the server refuses are not sent again and do not look saved: its own choice is back', async () => {
    const { keeper, sent, failures } = aKeeper(['no' as const][Symbol.iterator]())
    keeper.take([{ position: 1, choice: 2, savedAt: earlier }])
    keeper.choose(1, 0)
    expect(keeper.choice(1)).toBe(0)
    await keeper.settled()
    expect([sent.length, failures.length]).toEqual([1, 1])
    expect([keeper.standing(1), keeper.choice(1)]).toEqual(['refused', 2])
    keeper.choose(1, 0)
    await keeper.settled()
    expect([keeper.standing(1), keeper.choice(1)]).toEqual(['saved', 0])
  })

  it('wait as long as a busy server asks, and are then saved', async () => {
    const { keeper, stored, pauses, failures } = aKeeper(['busy' as const, 'busy' as const][Symbol.iterator]())
    keeper.choose(3, 1)
    await keeper.settled()
    expect([stored.get(3), keeper.standing(3), failures.length]).toEqual([1, 'saved', 0])
    expect(pauses).toEqual([7000, 7000])
  })
})

describe('what the server holds', () => {
  it('is taken over from another tab, but not over a choice on its way nor over something later', async () => {
    const { keeper } = aKeeper([][Symbol.iterator]())
    expect([keeper.choice(1), keeper.standing(1)]).toEqual([null, undefined])
    keeper.take([
      { position: 1, choice: 3, savedAt: earlier },
      { position: 2, choice: null, savedAt: null },
    ])
    expect([keeper.choice(1), keeper.standing(1), keeper.savedAt(1)]).toEqual([3, 'saved', earlier])
    keeper.choose(1, 0)
    keeper.take([{ position: 1, choice: 2, savedAt: '2025-09-28T02:20:59.000Z' }])
    expect(keeper.choice(1)).toBe(0)
    await keeper.settled()
    // An answer that was under way while the choice was saved knows nothing of it.
    keeper.take([{ position: 1, choice: 3, savedAt: earlier }])
    expect(keeper.choice(1)).toBe(0)
    keeper.take([{ position: 1, choice: 1, savedAt: '2025-09-28T02:30:00.000Z' }])
    expect(keeper.choice(1)).toBe(1)
  })
})

describe('sending until there is an answer', () => {
  const quietly = { failed: () => undefined, isWanted: () => true, pause: async () => undefined }

  it('outlasts a lost connection, a failing server and a busy one, and gives the answer', async () => {
    const errors = [offline(), new ProblemError({ kind: 'fault', reference: 'A' }, 500), refused(429)]
    const act = () => {
      const error = errors.shift()
      return error ? Promise.reject(error) : Promise.resolve('done')
    }
    expect(await untilAnswered(act, quietly)).toBe('done')
  })

  it('stops at a refusal, and at a mistake of ours, which is no lost connection', async () => {
    for (const error of [refused(409), new TypeError('x is not a function')])
      await expect(untilAnswered(() => Promise.reject(error), quietly)).rejects.toBe(error)
  })

  it('stops when nobody waits any more', async () => {
    let tries = 0
    const act = () => Promise.reject(offline())
    const failed = () => tries++
    expect(await untilAnswered(act, { ...quietly, failed, isWanted: () => tries < 3 })).toBeUndefined()
  })
})
