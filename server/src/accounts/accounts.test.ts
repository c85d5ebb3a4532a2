import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Member } from '#contract/accounts.ts'
import { type Accounts, accounts as accountsLibrary, newSecret } from '#kernel/accounts/auth.ts'
import { actorOfAccount } from '#kernel/accounts/members.ts'
import { signIn } from '#kernel/accounts/signIn.ts'
import { one, run, sql } from '#kernel/database/sql.ts'
import { command } from '#kernel/run.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { addMember, changeMember, lockMember, resetPassword, unlockMember } from './commands.ts'
import { logList, memberList, memberOf } from './queries.ts'

let city: City
let auth: Accounts
let made = 0
/** The account the test is about, fresh each time. */
let subject: Member

beforeAll(async () => {
  city = await aCity()
  auth = accountsLibrary(city.database.pool, {
    secret: newSecret(),
    baseUrl: 'http://city.test',
    secure: false,
    passwords: city.kernel.passwords,
  })
})
afterAll(() => city.close())

/** The first password of the subject, as its operator saw it once. */
let first = ''
const given = (username: string, more: Partial<Parameters<typeof addMember>[1]> = {}) => ({
  username,
  name: '新来的人',
  unitId: city.unit('science'),
  roles: ['unit-reporter' as const],
  ...more,
})
const entering = (username: string, password: string) =>
  signIn(city.database, auth, username, password, new Headers({ host: 'city.test' }))
const idOf = async (username: string) => (await city.as(username)).id
const refused = (code: string, field?: string) => expect.objectContaining({ code, ...(field ? { field } : {}) })
const query = { limit: 50 }

beforeEach(async () => {
  made += 1
  const added = await city.do('system', ctx => addMember(ctx, given(`subject${made}`)))
  subject = added
  first = added.firstPassword
})

describe('adding an account', () => {
  it.each(['viewer', 'staff', 'head', 'leader', 'reporter', 'security', 'audit', 'citizen', 'partner', 'putuostaff'])(
    'is refused to %s',
    async username => {
      await expect(city.do(username, ctx => addMember(ctx, given('nobody')), { region: 320600 })).rejects.toEqual(
        refused('kernel.not-permitted'),
      )
    },
  )

  it('is refused where two of the three administrators would be one person', async () => {
    const roles = ['system-operator' as const, 'auditor' as const]
    await expect(city.do('system', ctx => addMember(ctx, given('both', { roles })))).rejects.toEqual(
      expect.objectContaining({
        code: 'accounts.three-separate',
        params: { first: 'system-operator', second: 'auditor' },
        field: 'roles',
      }),
    )
  })

  it('is refused for a name that is taken, whatever its case, also by somebody of another region', async () => {
    for (const username of [subject.username.toUpperCase(), 'reporter'])
      await expect(city.do('system', ctx => addMember(ctx, given(username)))).rejects.toEqual(
        refused('accounts.username-exists', 'username'),
      )
    await run(
      city.database.db,
      sql`insert into "user" ("id", "name", "email", "emailVerified", "username") values ('elsewhere', '别处', 'e@accounts.invalid', false, 'elsewhere')`,
    )
    await expect(city.do('system', ctx => addMember(ctx, given('Elsewhere')))).rejects.toEqual(
      refused('accounts.username-exists', 'username'),
    )
  })

  it('is refused for a unit of another region', async () => {
    await expect(
      city.do('system', ctx => addMember(ctx, given('stranger', { unitId: city.unit('putuo') }))),
    ).rejects.toEqual(refused('accounts.unit-unknown', 'unitId'))
  })

  it('lets the person sign in with the first password, with the rights given and no other', async () => {
    const { accountId } = await entering(subject.username, first)
    const actor = await actorOfAccount(city.database.db, accountId)
    expect(actor).toMatchObject({ id: subject.id, unitId: city.unit('science') })
    expect([...(actor?.roles ?? [])]).toEqual(['unit-reporter'])
    expect(await city.events(subject.id)).toEqual(['accounts.added'])
  })

  it('is done once when two operators choose one name at the same moment', async () => {
    const both = await Promise.allSettled(
      ['一', '二'].map(name => city.do('system', ctx => addMember(ctx, given('twin', { name })))),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(each => each.status === 'rejected')).toMatchObject({ reason: refused('accounts.username-exists') })
  })
})

describe('changing an account', () => {
  it.each(['staff', 'head', 'security', 'audit', 'leader'])('is refused to %s', async username => {
    await expect(
      city.do(username, ctx => changeMember(ctx, subject.id, { version: 1, name: '别名' })),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^(kernel\.not-permitted|accounts\.not-found)$/) })
  })

  it('does not let operators change their own roles or put themselves out of use, but their own name', async () => {
    const id = await idOf('system')
    const { version } = await city.ask('system', ctx => memberOf(ctx, id))
    for (const change of [{ roles: ['system-operator' as const, 'viewer' as const] }, { active: false }])
      await expect(city.do('system', ctx => changeMember(ctx, id, { version, ...change }))).rejects.toEqual(
        refused('accounts.not-on-oneself-not-permitted'),
      )
    const renamed = await city.do('system', ctx => changeMember(ctx, id, { version, name: '改了名' }))
    expect(renamed.name).toBe('改了名')
  })

  it('is refused on a version that is not the newest, and when nothing would change', async () => {
    await city.do('system', ctx => changeMember(ctx, subject.id, { version: 1, name: '第二版' }))
    await expect(
      city.do('system', ctx => changeMember(ctx, subject.id, { version: 1, name: '第三版' })),
    ).rejects.toMatchObject({ code: 'accounts.changed-conflict', params: { seen: 1, now: 2 } })
    await expect(
      city.do('system', ctx => changeMember(ctx, subject.id, { version: 2, name: '第二版' })),
    ).rejects.toEqual(refused('accounts.nothing-changed'))
  })

  it('gives rights that count at once, and keeps what they were', async () => {
    city.clock.pass(60_000)
    const before = new Date(city.clock.now())
    city.clock.pass(60_000)
    await city.do('system', ctx =>
      changeMember(ctx, subject.id, {
        version: 1,
        roles: ['unit-head'],
        unitId: city.unit('industry'),
        reason: '轮岗',
      }),
    )
    const now = await city.ask('system', ctx => memberOf(ctx, subject.id))
    expect(now).toMatchObject({ roles: ['unit-head'], unit: '市工信局', version: 2 })
    const then = await city.ask('system', ctx => memberOf(ctx, subject.id), { asOf: before })
    expect(then).toMatchObject({ roles: ['unit-reporter'], unit: '市科技局', version: 1, may: ['accounts.read'] })
  })

  it('signs an account out everywhere when it is put out of use, and its password opens nothing', async () => {
    const { accountId } = await entering(subject.username, first)
    await city.do('system', ctx => changeMember(ctx, subject.id, { version: 1, active: false }))
    expect(await sessionsOf(accountId)).toBe(0)
    expect(await actorOfAccount(city.database.db, accountId)).toBeUndefined()
  })

  it('leaves one operator when two take the role from each other at the same moment', async () => {
    const roles = ['system-operator' as const]
    const a = await city.do('system', ctx => addMember(ctx, given(`op-a${made}`, { roles })))
    const b = await city.do('system', ctx => addMember(ctx, given(`op-b${made}`, { roles })))
    const actors = await Promise.all(
      [a, b].map(async each => {
        const row = await one(
          city.database.db,
          sql<{ accountId: string }>`select account_id from member where region_id = 320600 and id = ${each.id}`,
        )
        const actor = await actorOfAccount(city.database.db, row?.accountId ?? '')
        if (!actor) throw new Error('the new operator is nobody')
        return actor
      }),
    )
    const take = (by: number, from: Member) => {
      const actor = actors[by]
      if (!actor) throw new Error('no such operator')
      return command(city.kernel, actor, 320600, ctx => changeMember(ctx, from.id, { version: 1, roles: ['viewer'] }))
    }
    const both = await Promise.allSettled([take(0, b), take(1, a)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(each => each.status === 'rejected')).toMatchObject({
      reason: refused('accounts.no-longer-operator-not-permitted'),
    })
  })
})

describe('a forgotten password', () => {
  it('is reset by nobody but another system operator', async () => {
    for (const username of ['head', 'security', 'audit'])
      await expect(city.do(username, ctx => resetPassword(ctx, subject.id))).rejects.toMatchObject({
        code: expect.stringMatching(/^(kernel\.not-permitted|accounts\.not-found)$/),
      })
    const own = await idOf('system')
    await expect(city.do('system', ctx => resetPassword(ctx, own))).rejects.toEqual(refused('kernel.not-permitted'))
  })

  it('is replaced: the old one opens nothing, every session ends, and no password stands in the log', async () => {
    const { accountId } = await entering(subject.username, first)
    const again = await city.do('system', ctx => resetPassword(ctx, subject.id))
    expect(again.sessions).toBe(1)
    const second = again.firstPassword
    expect(second).not.toBe(first)
    expect(await sessionsOf(accountId)).toBe(0)
    await expect(entering(subject.username, first)).rejects.toEqual(refused('session.wrong'))
    await expect(entering(subject.username, second)).resolves.toMatchObject({ accountId })
    const bodies = await one(
      city.database.db,
      sql<{
        n: number
      }>`select count(*) n from log_entry where body like ${`%${first}%`} or body like ${`%${second}%`}`,
    )
    expect(bodies?.n).toBe(0)
  })
})

describe('a locked name', () => {
  it('is shown to the security officer, is not to the system operator, and is opened by the officer alone', async () => {
    for (let attempt = 0; attempt < 6; attempt++)
      await entering(subject.username, 'a wrong password').catch(() => undefined)
    await expect(entering(subject.username, first)).rejects.toEqual(refused('session.locked-too-many'))

    const seen = await city.ask('security', ctx => memberList(ctx, { ...query, state: 'locked' }))
    expect(seen.rows.map(({ username }) => username)).toContain(subject.username)
    // Six wrong, and the right one that came while the name was locked.
    expect(seen.rows[0]).toMatchObject({ failures: 7, lockedUntil: expect.any(String) })
    const hidden = await city.ask('system', ctx => memberOf(ctx, subject.id))
    expect(hidden).toMatchObject({ failures: null, lockedUntil: null })
    await expect(city.ask('system', ctx => memberList(ctx, { ...query, state: 'locked' }))).rejects.toEqual(
      refused('kernel.not-permitted'),
    )

    for (const username of ['system', 'audit'])
      await expect(city.do(username, ctx => unlockMember(ctx, subject.id))).rejects.toEqual(
        refused('kernel.not-permitted'),
      )
    await city.do('security', ctx => unlockMember(ctx, subject.id))
    await expect(entering(subject.username, first)).resolves.toBeDefined()
    await expect(city.do('security', ctx => unlockMember(ctx, subject.id))).rejects.toEqual(
      refused('accounts.not-locked'),
    )
    expect(await city.events(subject.id)).toEqual(['accounts.added', 'accounts.unlocked'])
  })

  it('may be locked by hand, which ends its sessions; officers do not lock themselves', async () => {
    const { accountId } = await entering(subject.username, first)
    await city.do('security', ctx => lockMember(ctx, subject.id, 3))
    expect(await sessionsOf(accountId)).toBe(0)
    await expect(entering(subject.username, first)).rejects.toEqual(refused('session.locked-too-many'))
    const own = await idOf('security')
    await expect(city.do('security', ctx => lockMember(ctx, own, 1))).rejects.toEqual(refused('kernel.not-permitted'))
  })
})

describe('the log', () => {
  it.each(['staff', 'head', 'leader', 'system', 'security', 'viewer'])('is closed to %s', async username => {
    await expect(city.ask(username, ctx => logList(ctx, query))).rejects.toEqual(refused('kernel.not-permitted'))
  })

  it('is read by the auditor, narrowed by room, person and subject, each entry with its place in the tree', async () => {
    await city.sequence()
    const all = await city.ask('audit', ctx =>
      logList(ctx, { ...query, room: 'accounts', actor: 'system', subject: subject.id }),
    )
    expect(all.total).toBe(1)
    expect(all.rows[0]).toMatchObject({
      event: 'accounts.added',
      actor: 'system',
      index: expect.any(Number),
      leafHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      rows: [`member:${subject.id}:1`],
    })
    const none = await city.ask('audit', ctx => logList(ctx, { ...query, from: '2020-01-01', to: '2020-12-31' }))
    expect(none.total).toBe(0)
    await expect(
      city.ask('audit', ctx => logList(ctx, { ...query, from: '2025-02-01', to: '2025-01-01' })),
    ).rejects.toEqual(refused('accounts.dates-reversed', 'to'))
  })

  it('as of an earlier instant ends there', async () => {
    const before = new Date(city.clock.now())
    city.clock.pass(60_000)
    await city.do('system', ctx => changeMember(ctx, subject.id, { version: 1, name: '后来' }))
    const then = await city.ask('audit', ctx => logList(ctx, { ...query, subject: subject.id }), { asOf: before })
    const now = await city.ask('audit', ctx => logList(ctx, { ...query, subject: subject.id }))
    expect([then.total, now.total]).toEqual([1, 2])
  })
})

async function sessionsOf(accountId: string): Promise<number> {
  const found = await one(
    city.database.db,
    sql<{ n: number }>`select count(*) n from "session" where "userId" = ${accountId}`,
  )
  return found?.n ?? -1
}
