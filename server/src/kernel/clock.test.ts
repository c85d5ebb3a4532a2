import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { machineClock } from '#server/testing/repeatable.ts'
import { units } from './accounts/members.ts'
import { resumeClock } from './boot.ts'
import type { Ctx } from './context.ts'
import { rows, sql } from './database/sql.ts'
import { command } from './run.ts'

const clock = machineClock('2024-12-31T15:58:00.000Z')
let city: City
beforeAll(async () => {
  city = await aCity({ clock })
})
afterAll(() => city.close())

const addUnit = (code: string) => async (ctx: Ctx) => {
  const told = { nameEn: null, shortZh: null, kind: 'bureau', position: 9, validFrom: null, validTo: null }
  const unit = await units.insert(ctx, { parentId: null, code, nameZh: code, ...told })
  await ctx.record('kernel.test', { kind: 'unit', id: unit.id })
  return unit
}
const known = async (asOf: Date) =>
  (await city.ask('staff', ctx => rows(ctx.tx, sql<{ code: string }>`select code from ${units.at(ctx)} u`), { asOf }))
    .map(unit => unit.code)
    .filter(code => code.startsWith('step'))
    .sort()

describe('a machine whose clock steps back ten minutes', () => {
  it('writes nothing into a past that was already asked, in the same process or a new one', async () => {
    await city.do('staff', addUnit('step-1'))
    const asked = city.clock.now()
    clock.pass(1)
    expect(await known(asked)).toEqual(['step-1'])

    clock.pass(-600_000)
    const second = await city.do('staff', addUnit('step-2'))
    expect(second.recordedFrom.getTime()).toBeGreaterThan(asked.getTime())

    // The program begins again: its clock knows only the machine, until the kernel tells it what the log holds.
    clock.forget()
    expect(clock.now().getTime()).toBeLessThan(asked.getTime())
    await resumeClock(city.kernel)
    expect(clock.now()).toEqual(second.recordedFrom)

    // Another process on the same data, which has not looked since it began: the command itself looks.
    clock.forget()
    const third = await city.do('staff', addUnit('step-3'))
    expect(third.recordedFrom).toEqual(second.recordedFrom)
    expect(await known(asked)).toEqual(['step-1'])
  })

  it('keeps the order of the log, whose instants never fall', async () => {
    clock.pass(600_000)
    await city.do('staff', addUnit('step-4'))
    const entries = await rows(
      city.database.db,
      sql<{ at: Date; id: string }>`select at, id from log_entry where region_id = ${NANTONG} order by ordinal`,
    )
    const sorted = (list: readonly string[]) => [...list].sort()
    const instants = entries.map(entry => entry.at.toISOString())
    expect(instants).toEqual(sorted(instants))
    expect(entries.map(entry => entry.id)).toEqual(sorted(entries.map(entry => entry.id)))
  })

  it('would rewrite the past with a clock that is not raised', async () => {
    const { raise, ...deaf } = clock
    expect(raise).toBeTypeOf('function')
    const kernel = { ...city.kernel, clock: deaf }
    const asked = clock.now()
    const before = await known(asked)
    clock.pass(-600_000)
    clock.forget()
    await command(kernel, await city.as('staff'), NANTONG, addUnit('step-5'))
    clock.pass(600_000)
    expect(await known(asked)).not.toEqual(before)
  })
})
