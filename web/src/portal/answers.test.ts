import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerKeeper } from './answers.ts'

class Offline extends Error {}

/** A keeper over a server that loses, delays and answers as a script says. */
function aKeeper(script: Iterator<'ok' | 'lost' | 'lost-after'>) {
  const stored = new Map<number, number | null>()
  const sent: Array<[number, number | null]> = []
  const failures: unknown[] = []
  const keeper = answerKeeper({
    async save(position, choice) {
      await Promise.resolve()
      sent.push([position, choice])
      const how = script.next().value ?? 'ok'
      if (how === 'lost') throw new Offline()
      stored.set(position, choice)
      if (how === 'lost-after') throw new Offline()
      return { position, choice, savedAt: '2025-09-28T02:21:07.300Z' }
    },
    isTransient: error => error instanceof Offline,
    changed: () => undefined,
    failed: error => failures.push(error),
    pause: () => Promise.resolve(),
  })
  return { keeper, stored, sent, failures }
}

describe('answers on their way', () => {
  it('end at the last choice of each question, whatever is lost, before or after it was stored', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(4), fc.option(fc.nat(3)), fc.nat(3)), { maxLength: 30 }),
        fc.array(fc.constantFrom('ok' as const, 'lost' as const, 'lost-after' as const), { maxLength: 40 }),
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
          for (const position of last.keys()) expect(keeper.standing(position)).toBe('saved')
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

  it('are not sent again when the server says no', async () => {
    const failures: unknown[] = []
    let sent = 0
    const keeper = answerKeeper({
      save: () => {
        sent++
        return Promise.reject(new Error('time is over'))
      },
      isTransient: () => false,
      changed: () => undefined,
      failed: error => failures.push(error),
    })
    keeper.choose(0, 1)
    await keeper.settled()
    expect([sent, failures.length, keeper.standing(0)]).toEqual([1, 1, undefined])
  })
})
