import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { addUnit } from '#server/testing/addUnit.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { units } from './accounts/members.ts'
import type { Ctx } from './context.ts'
import { one, sql } from './database/sql.ts'
import { fixedInstant } from './fixedInstant.ts'

let city: City
let other: City
beforeAll(async () => {
  city = await aCity()
  other = await aCity()
})
afterAll(() => Promise.all([city.close(), other.close()]))

/** A promise and what settles it. */
function gate() {
  let open: () => void = () => undefined
  const passed = new Promise<void>(resolve => {
    open = resolve
  })
  return { open, passed }
}

describe('the instant that is fixed', () => {
  it('is a second ago where nobody else is at work', async () => {
    const fixed = await city.do('staff', ctx => fixedInstant(ctx))
    expect(fixed.getTime()).toBe(city.clock.now().getTime() - 1000)
  })

  // On the embedded engine whoever is inside a transaction is alone, so there is nobody to wait for.
  describe.runIf(inject('postgresUrl'))('among commands that overlap', () => {
    /** Begins a command of the first clerk that stays open until `goOn`, then does what is given. */
    async function begunEarlier(where: City, then: (ctx: Ctx) => Promise<unknown>) {
      const [begun, goOn] = [gate(), gate()]
      const done = where.do('staff', async ctx => {
        begun.open()
        await goOn.passed
        await then(ctx)
      })
      await begun.passed
      return { done, goOn: goOn.open }
    }

    it('waits for a command that began earlier, so that nothing is written behind it', async () => {
      const order: string[] = []
      const earlier = await begunEarlier(city, async () => order.push('earlier'))
      const later = city.do('staff2', async ctx => {
        await fixedInstant(ctx)
        order.push('fixed')
      })
      earlier.goOn()
      await Promise.all([earlier.done, later])
      expect(order).toEqual(['earlier', 'fixed'])
    })

    it('does not wait for one on another database of the same server', async () => {
      const elsewhere = await begunEarlier(other, async () => undefined)
      const fixed = await city.do('staff2', ctx => fixedInstant(ctx))
      expect(fixed.getTime()).toBe(city.clock.now().getTime() - 1000)
      elsewhere.goOn()
      await elsewhere.done
    })

    /** A later command locks a unit; one that began before wants it too: directly, or behind a third that waits for it already. */
    async function crossed(code: string, between: (id: string) => Promise<unknown>) {
      const { id } = await city.do('staff', ctx => addUnit(ctx, code))
      const order: string[] = []
      const earlier = await begunEarlier(city, async ctx => {
        await between(id)
        await units.lock(ctx, id)
        order.push('earlier')
      })
      let tries = 0
      const later = city.do('staff2', async ctx => {
        tries += 1
        await units.lock(ctx, id)
        earlier.goOn()
        await fixedInstant(ctx)
        order.push('fixed')
      })
      await Promise.all([earlier.done, later])
      return { order, tries }
    }

    it('steps back behind one that began earlier and waits for this very command', async () => {
      const { order, tries } = await crossed('crossed', async () => undefined)
      expect(order).toEqual(['earlier', 'fixed'])
      expect(tries).toBeGreaterThan(1)
    })

    it('does so too where that one waits behind a third', async () => {
      let third: Promise<unknown> = Promise.resolve()
      const { order } = await crossed('behind', async id => {
        third = city.do('head', ctx => units.lock(ctx, id))
        await somebodyWaits()
      })
      await third
      expect(order).toEqual(['earlier', 'fixed'])
    })

    /** Until a session of this database waits for a lock. */
    async function somebodyWaits(): Promise<void> {
      for (;;) {
        const waits = await one(
          city.database.db,
          sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        )
        if (waits) return
        await new Promise(resolve => setTimeout(resolve, 5))
      }
    }
  })
})
