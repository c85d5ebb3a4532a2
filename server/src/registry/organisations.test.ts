import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ctx } from '#kernel/context.ts'
import type { Proof } from '#kernel/evidence/provenance.ts'
import { addSource } from '#kernel/evidence/sources.ts'
import { Refusal } from '#kernel/refusal.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { judge, withdrawLink } from './commands/links.ts'
import { createMembership } from './commands/memberships.ts'
import {
  addAlias,
  confirmOrganisation,
  createOrganisation,
  updateOrganisation,
  withdrawOrganisation,
} from './commands/organisations.ts'
import { draftOrganisation } from './drafting.ts'
import { evidence } from './evidence.ts'
import { factWithdrawn } from './factWithdrawn.ts'
import { findOrganisation } from './matching.ts'
import { gazetteer, organisationNames } from './names.ts'
import { listOrganisations, organisationDetail } from './queries/organisations.ts'

let city: City
beforeAll(async () => {
  city = await aCity()
})
afterAll(() => city.close())

/** The refusal's code, or what came instead, so that a test names both. */
async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    return `done: ${JSON.stringify(await work)}`
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

const firm =
  (name: string, more: { aliases?: string[]; distinctFrom?: string[]; shortName?: string } = {}) =>
  (ctx: Ctx) =>
    createOrganisation(ctx, { name, type: 'firm', ...more })
const detail = (id: string) => (ctx: Ctx) => organisationDetail(ctx, id)
const list = (find?: string) => (ctx: Ctx) =>
  listOrganisations(ctx, { limit: 50, ...(find === undefined ? {} : { find }) })
const namesIn = async (user: string, find?: string, asOf?: Date) =>
  (await city.ask(user, list(find), asOf ? { asOf } : {})).rows.map(row => row.name)

const TEXT = '晶澜半导体设备有限公司与江畔大学签约。晶澜半导体设备有限公司投资三亿元。'
async function proofs(text: string, ...facts: readonly string[]): Promise<Proof[]> {
  const source = await city.do('staff', ctx =>
    addSource(ctx, {
      name: `页${text.length}`,
      publication: null,
      page: null,
      issueDate: null,
      issueDateBasis: null,
      internal: false,
      text,
    }),
  )
  return facts.map(factId => ({ factId, sourceId: source.id, start: 0, end: 4 }))
}
const FACTS = ['00000000-0000-7000-8000-00000000f001', '00000000-0000-7000-8000-00000000f002'] as const

describe('registering an organisation', () => {
  it.each(['viewer', 'reporter', 'unithead', 'leader', 'security', 'audit'])('is refused to %s', async user => {
    expect(await codeOf(city.do(user, firm('不该有的公司')))).toBe('kernel.not-permitted')
  })

  it('is hidden from citizens and from another region', async () => {
    expect(await codeOf(city.do('citizen', firm('不该有的公司')))).toBe('registry.not-found')
    expect(await codeOf(city.do('putuostaff', firm('不该有的公司'), { region: 320600 }))).toBe('registry.not-found')
  })

  it('is done by office staff, with its aliases', async () => {
    const made = await city.do('staff', firm('霁川精密机床有限公司', { aliases: ['霁川机床', '霁川'] }))
    const shown = await city.ask('viewer', detail(made.id))
    expect(shown.aliases.map(each => each.alias).toSorted()).toEqual(['霁川', '霁川机床'].toSorted())
    expect(shown.may).toEqual(['registry.read'])
    expect(await city.events(made.id)).toEqual(['registry.organisation-created'])
  })

  it.each([
    ['霁川精密机床（有限公司）', 'the legal form in brackets'],
    ['霁川精密机床股份有限公司', 'another legal form'],
    ['江苏霁川精密机床有限公司', 'a province before it'],
    ['霁川机床', 'a standing alias'],
  ])('warns of a duplicate for %s: %s', async name => {
    try {
      await city.do('staff', firm(name))
      expect.fail(`${name} was registered`)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      expect(error.code).toBe('registry.possible-duplicate-conflict')
      expect(error.status).toBe(409)
      expect(error.fields.map(each => each.params.name)).toEqual(['霁川精密机床有限公司'])
    }
  })

  it('goes on when the actor says that another is meant, and keeps the two apart', async () => {
    const known = await city.ask('staff', ctx => findOrganisation(ctx, '霁川'))
    const made = await city.do('staff', firm('江苏霁川精密机床有限公司', { distinctFrom: [known?.id ?? ''] }))
    const shown = await city.ask('staff', detail(made.id))
    expect(shown.links.map(each => each.judgement)).toEqual(['different'])
    expect(
      await codeOf(
        city.do('staff', ctx =>
          judge(ctx, {
            kind: 'organisation',
            leftId: known?.id ?? '',
            rightId: made.id,
            judgement: 'same',
            reason: '看错了',
          }),
        ),
      ),
    ).toMatch(/^done/)
  })

  it('warns the second of two people who register one name at once', async () => {
    const codes = await Promise.all(['staff', 'staff2'].map(user => codeOf(city.do(user, firm('同时登记的实业公司')))))
    expect(codes.map(code => code.slice(0, 4)).toSorted()).toEqual(['done', 'regi'])
  })
})

describe('changing an organisation', () => {
  it('is refused to who saw an older version', async () => {
    const made = await city.do('staff', firm('苍梧声学有限公司'))
    const change = (version: number, name: string) => (ctx: Ctx) =>
      updateOrganisation(ctx, made.id, { name, type: 'firm', version })
    await city.do('staff', change(1, '苍梧声学科技有限公司'))
    expect(await codeOf(city.do('staff2', change(1, '苍梧声学仪器有限公司')))).toBe('registry.changed-conflict')
  })

  it('shows as of an earlier instant what was known then', async () => {
    const made = await city.do('staff', firm('白鹭包装有限公司'))
    const before = city.clock.now()
    city.clock.pass(60_000)
    await city.do('staff', ctx =>
      updateOrganisation(ctx, made.id, { name: '白鹭新材有限公司', type: 'firm', version: 1 }),
    )
    expect((await city.ask('viewer', detail(made.id), { asOf: before })).name).toBe('白鹭包装有限公司')
    expect((await city.ask('viewer', detail(made.id), { asOf: before })).may).toEqual(['registry.read'])
    expect((await city.ask('viewer', detail(made.id))).name).toBe('白鹭新材有限公司')
  })
})

describe('merging', () => {
  it('shows one record with what was merged, and both again when it is taken back; the past keeps each day', async () => {
    const kept = await city.do('staff', firm('望江生物制药有限公司'))
    const other = await city.do('staff', firm('望江医药研究有限公司', { aliases: ['望江医研'] }))
    const body = await city.do('staff', ctx => createOrganisation(ctx, { name: '望江产业园', type: 'park' }))
    await city.do('staff', ctx => createMembership(ctx, { memberId: other.id, bodyId: body.id, role: 'tenant' }))
    const apart = city.clock.now()
    city.clock.pass(60_000)
    const edge = await city.do('staff', ctx =>
      judge(ctx, { kind: 'organisation', leftId: kept.id, rightId: other.id, judgement: 'same', reason: '更名' }),
    )
    const together = city.clock.now()
    city.clock.pass(60_000)

    expect((await namesIn('viewer', '望江')).toSorted()).toEqual(['望江产业园', '望江生物制药有限公司'])
    expect(await namesIn('viewer', '望江医药')).toEqual(['望江生物制药有限公司'])
    const shown = await city.ask('viewer', detail(other.id))
    expect(shown.id).toBe(kept.id)
    expect(shown.merged.map(each => each.name)).toEqual(['望江医药研究有限公司'])
    expect(shown.belongsTo.map(each => [each.body.name, each.member.name])).toEqual([
      ['望江产业园', '望江生物制药有限公司'],
    ])
    expect((await city.ask('viewer', ctx => findOrganisation(ctx, '望江医研')))?.id).toBe(kept.id)
    expect((await city.ask('viewer', ctx => organisationNames(ctx, [other.id]))).get(other.id)?.name).toBe(shown.name)

    await city.do('staff2', ctx => withdrawLink(ctx, 'organisation', edge.id, { version: 1, reason: '并错了' }))
    expect((await city.ask('viewer', detail(other.id))).name).toBe('望江医药研究有限公司')
    expect(await namesIn('viewer', '望江', apart)).toHaveLength(3)
    expect(await namesIn('viewer', '望江', together)).toHaveLength(2)
    expect(await namesIn('viewer', '望江')).toHaveLength(3)
  })

  it('is refused across a judgement that keeps members of the two apart, by whichever pair', async () => {
    const [a, b, c] = [
      await city.do('staff', firm('甲一航空部件厂')),
      await city.do('staff', firm('乙二玻璃器皿厂')),
      await city.do('staff', firm('丙三印刷机械厂')),
    ]
    const say = (leftId: string, rightId: string, judgement: 'same' | 'different') => (ctx: Ctx) =>
      judge(ctx, { kind: 'organisation', leftId, rightId, judgement, reason: '核对' })
    await city.do('staff', say(a.id, b.id, 'same'))
    await city.do('staff', say(b.id, c.id, 'different'))
    expect(await codeOf(city.do('staff', say(a.id, c.id, 'same')))).toBe('registry.judged-apart-conflict')
    expect(await codeOf(city.do('staff', say(a.id, b.id, 'same')))).toBe('registry.already-merged')
    expect(await codeOf(city.do('staff', say(a.id, a.id, 'same')))).toBe('registry.same-record')
    expect(await codeOf(city.do('reporter', say(c.id, a.id, 'same')))).toBe('kernel.not-permitted')
  })

  it('never leaves two records both the same and different when two people judge at once', async () => {
    const [a, b] = [await city.do('staff', firm('丁四乐器厂')), await city.do('staff', firm('戊五帆布厂'))]
    const say = (user: string, judgement: 'same' | 'different') =>
      codeOf(
        city.do(user, ctx =>
          judge(ctx, { kind: 'organisation', leftId: a.id, rightId: b.id, judgement, reason: '同时' }),
        ),
      )
    await Promise.all([say('staff', 'same'), say('staff2', 'different')])
    expect((await city.ask('staff', detail(a.id))).links).toHaveLength(1)
  })
})

describe('a draft from a page', () => {
  it('is made once for a name however it is written, proven by each fact, and doubted where it looks like another', async () => {
    const [first, second] = await proofs(TEXT, ...FACTS)
    const known = await city.do('staff', firm('晶澜半导体设备有限公司'))
    const again = await city.do('staff', ctx => draftOrganisation(ctx, { name: '晶澜半导体设备', type: '企业' }, first))
    expect(again).toEqual({ id: known.id, created: false })

    const made = await city.do('staff', ctx => draftOrganisation(ctx, { name: '晶澜半导体', type: '企业' }, second))
    expect(made.created).toBe(true)
    const shown = await city.ask('viewer', detail(made.id))
    expect(shown.standing).toBe('draft')
    expect(shown.links.map(each => [each.left.name, each.judgement])).toEqual([['晶澜半导体设备有限公司', 'unsure']])
    expect(shown.sources[0]?.items[0]).toMatchObject({ kind: 'source', text: '晶澜半导' })
    const proof = await city.ask('viewer', ctx =>
      evidence.organisation(ctx, { kind: 'organisation', id: made.id, field: 'name' }),
    )
    expect(proof?.[0]?.kind).toBe('source')
    expect(
      (await city.ask('viewer', ctx => listOrganisations(ctx, { limit: 9, unsure: true }))).rows.map(row => row.name),
    ).toContain('晶澜半导体')
  })

  it('goes with the fact it rests on, unless a person has stood for it', async () => {
    const [, fact] = FACTS
    const gone = await city.ask('viewer', ctx => findOrganisation(ctx, '晶澜半导体'))
    const before = city.clock.now()
    city.clock.pass(60_000)
    await city.do('staff', ctx =>
      factWithdrawn(ctx, { factId: fact, kind: 'organisation', reason: '读错了', undone: false, resting: [] }),
    )
    expect(await codeOf(city.ask('viewer', detail(gone?.id ?? '')))).toBe('registry.not-found')
    expect((await city.ask('viewer', detail(gone?.id ?? ''), { asOf: before })).name).toBe('晶澜半导体')

    const [proof] = await proofs('另一页，别的内容。', '00000000-0000-7000-8000-00000000f003')
    const made = await city.do('staff', ctx => draftOrganisation(ctx, { name: '鹤鸣湿地研究会', type: '协会' }, proof))
    await city.do('staff', ctx => confirmOrganisation(ctx, made.id, { version: 1 }))
    await city.do('staff', ctx =>
      factWithdrawn(ctx, {
        factId: '00000000-0000-7000-8000-00000000f003',
        kind: 'organisation',
        reason: '读错了',
        undone: false,
        resting: [],
      }),
    )
    expect((await city.ask('viewer', detail(made.id))).standing).toBe('confirmed')
  })

  it('keeps both of a shared name apart and adds later mentions to one waiting draft', async () => {
    const [one] = [await city.do('staff', firm('云台酿造有限公司'))]
    await city.do('staff', ctx => addAlias(ctx, one.id, { alias: '老字号酒坊' }))
    const other = await city.do('staff', firm('锦屏酿造有限公司'))
    await city.do('staff', ctx => addAlias(ctx, other.id, { alias: '老字号酒坊' }))
    const first = await city.do('staff', ctx => draftOrganisation(ctx, { name: '老字号酒坊', type: '企业' }))
    expect(first.created).toBe(true)
    expect((await city.do('staff', ctx => draftOrganisation(ctx, { name: '老字号酒坊', type: '企业' }))).id).toBe(
      first.id,
    )
  })
})

describe('withdrawing an organisation', () => {
  it('is refused while memberships stand on it, and leaves it in the past', async () => {
    const made = await city.do('staff', firm('要撤的仓储公司'))
    const body = await city.do('staff', ctx => createOrganisation(ctx, { name: '仓储协会', type: 'association' }))
    const joined = await city.do('staff', ctx =>
      createMembership(ctx, { memberId: made.id, bodyId: body.id, role: 'member' }),
    )
    const away = (ctx: Ctx) => withdrawOrganisation(ctx, made.id, { version: 1, reason: '重复' })
    expect(await codeOf(city.do('staff', away))).toBe('registry.in-use')
    expect(joined.version).toBe(1)
    expect(
      await codeOf(
        city.do('staff', ctx => createMembership(ctx, { memberId: made.id, bodyId: body.id, role: 'member' })),
      ),
    ).toBe('registry.membership-exists')
  })
})

describe('the reader', () => {
  it('is told every name with the full name it stands for, and the units of the government', async () => {
    const found = await city.ask('staff', ctx => gazetteer(ctx))
    expect(found).toContainEqual({ name: '霁川机床', kind: 'organisation', type: 'firm', full: '霁川精密机床有限公司' })
    expect(found).toContainEqual({ name: '市科技局', kind: 'organisation', type: 'government' })
  })
})
