import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COUNTED } from '#contract/kernel.ts'
import type { Ctx } from '#kernel/context.ts'
import { rows, sql } from '#kernel/database/sql.ts'
import { aCity, type City, NANTONG, PUTUO } from '#server/testing/city.ts'
import { createMatter } from '../commands/create.ts'
import { listMatters } from '../queries/list.ts'
import { matters } from './tables.ts'

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

const inRegion = (who: string) => ({ region: who === 'putuostaff' ? PUTUO : NANTONG })
const drafted = (who: string, title: string, dueOn: string | null) =>
  city.do(who, ctx =>
    createMatter(ctx, {
      title,
      dueOn,
      parts: [{ role: 'lead', unitId: city.unit(who === 'staff' ? 'science' : 'putuo') }],
    }),
  )

/** What the region's matters were at an instant, by time limit: read without any index of the list's own. */
async function stoodAt(region: number, asOf: Date): Promise<string[]> {
  const found = await rows(
    city.database.db,
    sql<{ id: string }>`
      select id from (
        select id, due_current, recorded_from, null::timestamptz recorded_to, withdrawn from matter where region_id = ${region}
        union all select id, due_current, recorded_from, recorded_to, withdrawn from matter_history where region_id = ${region}
      ) v where recorded_from <= ${asOf} and (recorded_to is null or recorded_to > ${asOf}) and not withdrawn
      order by coalesce(due_current, '9999-12-31'), id`,
  )
  return found.map(each => each.id)
}

async function paged(who: string, sort: string, asOf: Date): Promise<{ ids: string[]; total: number }> {
  const ids: string[] = []
  let cursor: string | undefined
  for (;;) {
    const page = await city.ask(who, ctx => listMatters(ctx, { sort, limit: 4, cursor }), { asOf, ...inRegion(who) })
    ids.push(...page.rows.map(row => row.id))
    if (page.next === null) return { ids, total: page.total }
    cursor = page.next
  }
}

describe('the list of matters by time limit', () => {
  it('as of any instant is what stood then, page by page, from either end, in each region its own', async () => {
    const days = [
      '2025-06-30',
      '2025-06-30',
      '2025-05-12',
      null,
      '2026-01-05',
      '2025-06-30',
      '2025-05-12',
      '2025-07-01',
    ]
    const made: Array<{ who: string; id: string }> = []
    for (const [n, day] of days.entries())
      for (const who of ['staff', 'putuostaff']) {
        city.clock.pass(n % 3)
        made.push({ who, id: (await drafted(who, `第${n}件`, day)).id })
      }
    // Limits move back and forth, some within one millisecond; some matters are withdrawn.
    const moves: Array<(ctx: Ctx, id: string) => Promise<unknown>> = [
      ...['2025-05-12', '2025-08-01', null, '2025-06-30'].map(day => async (ctx: Ctx, id: string) => {
        const row = await matters.lock(ctx, id)
        return row && matters.change(ctx, row, { dueCurrent: day })
      }),
      async (ctx, id) => {
        const row = await matters.lock(ctx, id)
        return row && matters.withdraw(ctx, row, '录重了')
      },
    ]
    for (const [n, { who, id }] of [...made, ...made].entries()) {
      city.clock.pass(n % 2)
      const move = moves[(n * 7) % (n < 10 ? 4 : 5)]
      await city.do(who, async ctx => void (await move?.(ctx, id)), inRegion(who))
    }
    const instants = await rows(
      city.database.db,
      sql<{
        at: Date
      }>`select distinct recorded_from at from matter union select recorded_to from matter_history order by 1`,
    )
    expect(instants.length).toBeGreaterThan(20)
    for (const { at } of instants)
      for (const asOf of [new Date(at.getTime() - 1), at])
        for (const who of ['staff', 'putuostaff']) {
          const then = await stoodAt(inRegion(who).region, asOf)
          expect((await paged(who, 'due', asOf)).ids, `${asOf.toISOString()} ${who}`).toEqual(then)
          const fromEnd = await paged(who, '-due', asOf)
          expect(fromEnd, `${asOf.toISOString()} ${who}`).toEqual({ ids: then.toReversed(), total: then.length })
        }
  })
})

describe('a list', () => {
  it('is counted up to a thousand, and beyond it says that there are more', async () => {
    const { id } = await drafted('staff', '数到千', '2025-06-30')
    const one = await city.ask('staff', ctx => matters.find(ctx, id))
    if (!one) throw new Error('the matter is not there')
    const copies = (count: number) =>
      city.do('staff', async ctx => {
        for (let n = 0; n < count; n++) await matters.insert(ctx, { ...one, title: `数到千 ${n}` })
      })
    const counted = async (cursor?: string) => {
      const page = await city.ask('staff', ctx => listMatters(ctx, { find: '数到千', limit: 200, sort: 'due', cursor }))
      return { total: page.total, hasMoreThanTotal: page.hasMoreThanTotal, next: page.next, rows: page.rows.length }
    }
    await copies(COUNTED - 1)
    expect(await counted()).toMatchObject({ total: COUNTED, hasMoreThanTotal: false, rows: 200 })
    await copies(1)
    expect(await counted()).toMatchObject({ total: COUNTED, hasMoreThanTotal: true, rows: 200 })

    // The way goes on past what was counted, to the last row; nothing lies behind it, and the count is told there too.
    let seen = 0
    for (let cursor: string | undefined; ; ) {
      const page = await counted(cursor)
      seen += page.rows
      expect(page).toMatchObject({ total: COUNTED, hasMoreThanTotal: true })
      if (page.next === null) break
      cursor = page.next
    }
    expect(seen).toBe(COUNTED + 1)
  })
})
