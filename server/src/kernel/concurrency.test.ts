import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { matterFields } from '#contract/matters.ts'
import { createMatter } from '#server/matters/index.ts'
import { addUnit } from '#server/testing/addUnit.ts'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { units } from './accounts/members.ts'
import type { Ctx } from './context.ts'
import { isUnreachable } from './database/failures.ts'
import { one, rows, run, sql } from './database/sql.ts'
import type { Refusal } from './refusal.ts'
import { command } from './run.ts'

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

const caught = (work: Promise<unknown>): Promise<Refusal> =>
  work.then(
    () => Promise.reject(new Error('it was not refused')),
    (error: Refusal) => error,
  )

describe('two commands that each rest on what the other changes', () => {
  /** Two doctors on call: each may leave while another stays. Gives how many stay when both ask at once. */
  async function stayAfterBothLeave(name: string, isolation: 'read committed' | 'serializable'): Promise<number> {
    const ids = await city.do('staff', async ctx => [await addUnit(ctx, `${name}-a`), await addUnit(ctx, `${name}-b`)])
    const there = (ctx: Ctx) =>
      rows(ctx.tx, sql`select 1 from ${units.at(ctx)} u where code in (${`${name}-a`}, ${`${name}-b`})`)
    let looked = 0
    let bothLooked: () => void = () => undefined
    const meeting = new Promise<void>(resolve => {
      bothLooked = resolve
    })
    const leave = (id: string) =>
      city.do(
        'staff',
        async ctx => {
          const n = (await there(ctx)).length
          looked += 1
          if (looked === 2) bothLooked()
          // Each has looked before either leaves. The embedded engine has one session: there nobody can look meanwhile.
          if (city.database.engine === 'postgresql') await meeting
          const unit = await units.lock(ctx, id)
          if (n > 1 && unit) await units.withdraw(ctx, unit, '离开')
        },
        { isolation },
      )
    await Promise.all(ids.map(({ id }) => leave(id)))
    return (await city.ask('staff', there)).length
  }

  it('leave one standing when they ask for serializable, and none at read committed where both could look', async () => {
    expect(await stayAfterBothLeave('serializable', 'serializable')).toBe(1)
    const stay = await stayAfterBothLeave('committed', 'read committed')
    expect(stay).toBe(city.database.engine === 'postgresql' ? 0 : 1)
  })
})

describe('a key that two commands look for and then take at the same time', () => {
  it('is taken by one; the other is told by the rule, not by a fault', async () => {
    const post = (title: string) =>
      city.do('staff', ctx => createMatter(ctx, matterFields.parse({ title, refNo: '同号〔2025〕1号' })))
    const both = await Promise.allSettled([post('同一个编号的事'), post('又一件用这个编号的事')])
    const [refused] = both.flatMap(each => (each.status === 'rejected' ? [each.reason] : []))
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(refused).toMatchObject({ code: 'matters.ref-no-exists', field: 'refNo' })
  })

  it('that stays taken is a fault after the second try', async () => {
    let tries = 0
    const work = city.do('staff', async ctx => {
      tries++
      await addUnit(ctx, 'same')
      await addUnit(ctx, 'same')
    })
    await expect(work).rejects.toMatchObject({ code: '23505' })
    expect(tries).toBe(2)
  })
})

describe('a command that waited for a record while a later one wrote it', () => {
  /**
   * One command begins and stops; the clock goes on, another changes the record and is done; then the first goes on to lock it. Gives the
   * versions of the record and of what the first wrote beside it. On the embedded engine commands do not overlap: the second comes after.
   */
  async function overtaken(code: string, writesFirst: boolean, lock = units.lock) {
    const { id } = await city.do('staff', ctx => addUnit(ctx, code))
    let begun = () => {}
    let goOn = () => {}
    const hasBegun = new Promise<void>(resolve => {
      begun = resolve
    })
    const mayGoOn = new Promise<void>(resolve => {
      goOn = resolve
    })
    const tries: Date[] = []
    const first = city.do('staff', async ctx => {
      tries.push(ctx.now)
      const beside = writesFirst ? await addUnit(ctx, `${code}-beside`) : undefined
      begun()
      await mayGoOn
      const found = await lock(ctx, id)
      if (!found) throw new Error('the unit is gone')
      const changed = await units.change(ctx, found, { nameZh: '先来的' })
      return { beside: beside ?? (await addUnit(ctx, `${code}-beside`)), changed }
    })
    await hasBegun
    city.clock.pass(1000)
    if (city.database.engine === 'postgresql')
      await city.do('head', async ctx => {
        const found = await units.lock(ctx, id)
        if (found) await units.change(ctx, found, { nameZh: '后来的' })
      })
    goOn()
    return { ...(await first), tries }
  }

  it('writes at the instant of what it found, so that no earlier instant shows half of either', async () => {
    const { beside, changed, tries } = await overtaken('waited', false)
    expect(tries).toHaveLength(1)
    expect(changed.recordedFrom).toEqual(beside.recordedFrom)
    expect(changed.version).toBe(city.database.engine === 'postgresql' ? 3 : 2)
  })

  it('does so however it locked the record: many stores lock by a question of their own', async () => {
    const locked = (ctx: Ctx, id: string) =>
      one(
        ctx.tx,
        sql<
          NonNullable<Awaited<ReturnType<typeof units.lock>>>
        >`select * from unit where region_id = ${ctx.regionId} and id = ${id} for update`,
      )
    for (const writesFirst of [false, true]) {
      const { beside, changed, tries } = await overtaken(`question-${writesFirst}`, writesFirst, locked)
      expect(changed.recordedFrom).toEqual(beside.recordedFrom)
      expect(tries).toHaveLength(writesFirst && city.database.engine === 'postgresql' ? 2 : 1)
    }
  })

  it('is tried again where it had written something before', async () => {
    const { beside, changed, tries } = await overtaken('written', true)
    expect(tries).toHaveLength(city.database.engine === 'postgresql' ? 2 : 1)
    expect(changed.recordedFrom).toEqual(beside.recordedFrom)
  })
})

describe('a command that can never be serialized', () => {
  it('is tried nine times, then refused as busy, and has done nothing', async () => {
    let tried = 0
    const refusal = await caught(
      city.do('staff', async ctx => {
        tried += 1
        await addUnit(ctx, 'never')
        await run(ctx.tx, sql`do $$ begin raise exception 'planted' using errcode = '40001'; end $$`)
      }),
    )
    expect(refusal).toMatchObject({ code: 'kernel.busy-unavailable', status: 503 })
    expect(tried).toBe(9)
    expect(await one(city.database.db, sql`select 1 from unit where code = 'never'`)).toBeUndefined()
  })

  it('is done when it can be at last', async () => {
    let tried = 0
    await city.do('staff', async ctx => {
      tried += 1
      await addUnit(ctx, 'at-last')
      if (tried < 4) await run(ctx.tx, sql`do $$ begin raise exception 'planted' using errcode = '40P01'; end $$`)
    })
    expect(await rows(city.database.db, sql`select 1 from unit where code = 'at-last'`)).toHaveLength(1)
  })
})

describe('an error', () => {
  const coded = (code: string) => Object.assign(new Error('x'), { code })
  it.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', '57P01', '57P02', '57P03', '57P05', '08006', '08003'])(
    'with the code %s says that the connection was lost',
    code => expect(isUnreachable(coded(code))).toBe(true),
  )
  it.each([
    'Connection terminated unexpectedly',
    'Client has encountered a connection error and is not queryable',
    'timeout exceeded when trying to connect',
  ])('that reads “%s” says so too, also behind another', words => {
    expect(isUnreachable(new Error(words))).toBe(true)
    expect(isUnreachable(new Error('failed', { cause: new Error(words) }))).toBe(true)
  })
  it.each(['40001', '23505', '57014', 'ENOENT'])('with the code %s says nothing of the kind', code => {
    expect(isUnreachable(coded(code))).toBe(false)
    expect(isUnreachable(code)).toBe(false)
  })
})

describe('a session that the server ends', () => {
  /** Ends the session of the running transaction, from another one. */
  async function endSession(ctx: Ctx): Promise<void> {
    const own = await one(ctx.tx, sql<{ pid: number }>`select pg_backend_pid() pid`)
    await run(city.database.db, sql`select pg_terminate_backend(${own?.pid})`)
    // The news reaches a connection that asks nothing only by its socket.
    await new Promise(resolve => setTimeout(resolve, 50))
  }

  it('in the middle of a command is told as 503 with when to come back; nothing was done, and the process lives on', async () => {
    if (city.database.engine === 'embedded') return
    const refusal = await caught(
      city.do('staff', async ctx => {
        await addUnit(ctx, 'ended')
        await endSession(ctx)
        await addUnit(ctx, 'ended-2')
      }),
    )
    expect(refusal).toMatchObject({ code: 'kernel.database-unavailable', status: 503 })
    expect(await one(city.database.db, sql`select 1 from unit where code like 'ended%'`)).toBeUndefined()
  })

  it('before the commit is told as unknown, and sent again under its key is done once', async () => {
    if (city.database.engine === 'embedded') return
    const actor = await city.as('staff')
    let sent = 0
    const send = () =>
      command(
        city.kernel,
        actor,
        NANTONG,
        async ctx => {
          sent += 1
          const unit = await addUnit(ctx, 'unknown')
          return unit.id
        },
        { idempotencyKey: 'key-unknown-1', request: 'unknown' },
      )
    // The last statement before the commit is the kernel's own; it ends the session it runs in.
    await run(
      city.database.db,
      sql`create function end_session() returns trigger language plpgsql as 'begin perform pg_terminate_backend(pg_backend_pid()); return new; end'`,
    )
    await run(
      city.database.db,
      sql`create constraint trigger planted after update on idempotency deferrable initially deferred for each row execute function end_session()`,
    )
    try {
      expect(await caught(send())).toMatchObject({ code: 'kernel.outcome-unavailable', status: 503 })
    } finally {
      await run(city.database.db, sql`drop trigger planted on idempotency`)
      await run(city.database.db, sql`drop function end_session`)
    }
    const id = await send()
    expect(await send()).toBe(id)
    expect(sent).toBe(2)
    expect(await rows(city.database.db, sql`select 1 from unit where code = 'unknown'`)).toHaveLength(1)
  })
})
