import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ctx } from '#kernel/context.ts'
import type { Proof } from '#kernel/evidence/provenance.ts'
import { addSource } from '#kernel/evidence/sources.ts'
import { Refusal } from '#kernel/refusal.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { judge } from './commands/links.ts'
import { createOrganisation } from './commands/organisations.ts'
import { createPerson, createTenure, updateTenure, withdrawPerson } from './commands/people.ts'
import { draftPlace } from './drafting.ts'
import { draftPerson, type NamedPerson } from './draftPerson.ts'
import { factWithdrawn } from './factWithdrawn.ts'
import { candidates, type Sought } from './matching.ts'
import { holdersOfPost, listPeople, personDetail } from './queries/people.ts'

let city: City
let source: string
beforeAll(async () => {
  city = await aCity()
  source = (
    await city.do('staff', ctx =>
      addSource(ctx, {
        name: '一页',
        publication: null,
        page: null,
        issueDate: '2023-01-13',
        issueDateBasis: null,
        internal: false,
        text: '市委副书记、代市长沈若溪致辞。',
      }),
    )
  ).id
})
afterAll(() => city.close())

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    return `done: ${JSON.stringify(await work)}`
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

const fact = (n: number) => `00000000-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`
const proof = (n: number): Proof => ({ factId: fact(n), sourceId: source, start: 0, end: 5 })
const named = (person: NamedPerson, n: number) => city.do('staff', ctx => draftPerson(ctx, person, proof(n)))
const shen = (post: string, on: string | null): NamedPerson => ({ name: '沈若溪', post, organisationName: null, on })
const detail = (id: string, asOf?: Date) => city.ask('viewer', ctx => personDetail(ctx, id), asOf ? { asOf } : {})
const holders = async (post: string, on: string) =>
  (await city.ask('viewer', ctx => holdersOfPost(ctx, { post, on }))).map(
    each => [each.tenure.person.name, each.tenure.acting, each.certainty] as const,
  )

describe('a person named by pages', () => {
  it('is one as long as the post goes on, from acting to full, and each post is a line of its own', async () => {
    const first = await named(shen('市委副书记、代市长', '2022-07-06'), 1)
    const again = await named(shen('代市长', '2022-11-02'), 2)
    const full = await named(shen('市委副书记、市长', '2023-07-27'), 3)
    expect([first.created, again, full]).toEqual([
      true,
      { id: first.id, created: false },
      { id: first.id, created: false },
    ])
    const { tenures, sources } = await detail(first.id)
    expect(tenures.map(each => [each.post, each.acting, each.seenFirst, each.seenLast])).toEqual([
      ['市委副书记', false, '2022-07-06', '2023-07-27'],
      ['代市长', true, '2022-07-06', '2022-11-02'],
      ['市长', false, '2023-07-27', '2023-07-27'],
    ])
    expect(sources.length).toBeGreaterThan(0)
  })

  it.each([
    ['2022-07-06', '沈若溪', true, 'certain'],
    ['2022-11-02', '沈若溪', true, 'certain'],
    ['2022-11-03', '沈若溪', true, 'likely'],
    ['2023-07-27', '沈若溪', false, 'certain'],
    ['2025-05-08', '沈若溪', false, 'likely'],
  ])('held the post of mayor on %s: %s', async (on, name, acting, certainty) => {
    expect(await holders('市长', on)).toEqual([[name, acting, certainty]])
  })

  it('of the same name in another post is another until a person says otherwise', async () => {
    const other = await named(
      { name: '沈若溪', post: '总经理', organisationName: '澄练水务有限公司', on: '2024-01-05' },
      4,
    )
    expect(other.created).toBe(true)
    const shown = await detail(other.id)
    expect(shown.links.map(each => each.judgement)).toEqual(['unsure'])
    const [edge] = shown.links
    await city.do('staff', ctx =>
      judge(ctx, {
        kind: 'person',
        leftId: edge?.left.id ?? '',
        rightId: other.id,
        judgement: 'same',
        reason: '本人，已转任',
      }),
    )
    const merged = await detail(other.id)
    expect(merged.id).toBe(edge?.left.id)
    expect(merged.tenures.map(each => each.post)).toContain('总经理')
    expect(
      (await named({ name: '沈若溪', post: '总经理', organisationName: '澄练水务', on: '2024-02-05' }, 5)).id,
    ).toBe(merged.id)
  })

  it('is joined to an organisation that is registered only later', async () => {
    const firm = await city.do('staff', ctx => createOrganisation(ctx, { name: '澄练水务有限公司', type: 'firm' }))
    const [person] = (await city.ask('viewer', ctx => listPeople(ctx, { limit: 9, find: '总经理' }))).rows
    expect(person?.posts).toContainEqual({ post: '总经理', organisation: '澄练水务有限公司', certainty: 'likely' })
    expect((await detail(person?.id ?? '')).tenures.find(each => each.post === '总经理')?.organisation?.id).toBe(
      firm.id,
    )
  })

  it('with a rank word keeps the word, as a person not yet told who', async () => {
    const rank = await named({ name: '沈若溪', post: '市领导', organisationName: null, on: '2024-03-01' }, 6)
    expect(rank.created).toBe(true)
    expect((await named({ name: '沈若溪', post: '市领导', organisationName: null, on: '2024-04-01' }, 7)).id).toBe(
      rank.id,
    )
    expect((await detail(rank.id)).tenures[0]).toMatchObject({ post: '市领导', rankWord: true, seenLast: '2024-04-01' })
  })

  it('in a unit of the government is held there', async () => {
    const made = await named({ name: '程望书', post: '局长', organisationName: '南通市科技局', on: '2024-03-01' }, 8)
    expect((await detail(made.id)).tenures[0]?.unit?.nameZh).toBe('市科技局')
  })

  it('is seen on fewer days when a fact is withdrawn, and is gone with the last one', async () => {
    await named({ name: '江一帆', post: '秘书长', organisationName: null, on: '2024-03-01' }, 20)
    city.clock.pass(60_000)
    const made = await named({ name: '江一帆', post: '秘书长', organisationName: null, on: '2024-09-01' }, 21)
    const before = city.clock.now()
    city.clock.pass(60_000)
    const away = (n: number) =>
      city.do('staff', ctx =>
        factWithdrawn(ctx, { factId: fact(n), kind: 'person', reason: '读错了', undone: false, resting: [] }),
      )
    await away(21)
    expect((await detail(made.id)).tenures[0]).toMatchObject({ seenFirst: '2024-03-01', seenLast: '2024-03-01' })
    expect((await detail(made.id, before)).tenures[0]).toMatchObject({ seenLast: '2024-09-01' })
  })

  it('goes when the only fact that named them is withdrawn', async () => {
    const made = await named({ name: '江二帆', post: '秘书长', organisationName: '南通大学', on: '2024-03-01' }, 22)
    await city.do('staff', ctx =>
      factWithdrawn(ctx, { factId: fact(22), kind: 'person', reason: '读错了', undone: false, resting: [] }),
    )
    expect(await codeOf(detail(made.id))).toBe('registry.not-found')
  })
})

describe('a person noted by hand', () => {
  it('is refused to who may not, and while somebody of that name stands', async () => {
    expect(await codeOf(city.do('reporter', ctx => createPerson(ctx, { name: '林与舟' })))).toBe('kernel.not-permitted')
    expect(await codeOf(city.do('staff', ctx => createPerson(ctx, { name: '林与舟' })))).toMatch(/^done/)
    expect(await codeOf(city.do('staff', ctx => createPerson(ctx, { name: '林 与舟' })))).toBe(
      'registry.possible-duplicate-conflict',
    )
  })

  it('holds posts one a line, within days that fit', async () => {
    const [person] = (await city.ask('viewer', ctx => listPeople(ctx, { limit: 9, find: '林与舟' }))).rows
    const hold = (post: string, validFrom: string | null, validTo: string | null) => (ctx: Ctx) =>
      createTenure(ctx, { personId: person?.id ?? '', post, organisationText: '市商务局', validFrom, validTo })
    for (const post of ['局长、党组书记', 'File:///', '、局长'])
      expect(await codeOf(city.do('staff', hold(post, null, null)))).toBe('registry.one-post-each')
    expect(await codeOf(city.do('staff', hold('局长', '2024-02-02', '2024-02-01')))).toBe('registry.ends-before-start')
    const made = await city.do('staff', hold('局长', '2024-02-01', '2024-02-29'))
    expect(await holders('局长', '2024-02-29')).toContainEqual(['林与舟', false, 'certain'])
    expect((await holders('局长', '2024-03-01')).map(([name]) => name)).not.toContain('林与舟')
    await city.do('staff', ctx =>
      updateTenure(ctx, made.id, {
        post: '局长',
        organisationText: '市商务局',
        validFrom: '2024-02-01',
        validTo: null,
        version: 1,
      }),
    )
    expect(await holders('局长', '2024-03-01')).toContainEqual(['林与舟', false, 'likely'])
    expect(
      await codeOf(city.do('staff', ctx => withdrawPerson(ctx, person?.id ?? '', { version: 1, reason: '误' }))),
    ).toBe('registry.in-use')
  })
})

describe('a place named by a page', () => {
  it('is a new draft once, whether or not the page says 市', async () => {
    const first = await city.do('staff', ctx => draftPlace(ctx, { name: '泽州市', type: '县级市' }, proof(30)))
    const short = await city.do('staff', ctx => draftPlace(ctx, { name: '泽州', type: '县级市' }, proof(31)))
    expect([first.created, short]).toEqual([true, { id: first.id, created: false }])
  })
})

describe('candidates for a name', () => {
  const asked = (kind: 'organisation' | 'person', sought: Sought) =>
    city.ask('viewer', async ctx =>
      (await candidates(ctx, kind, sought)).map(each => [each.name, each.because, each.score] as const),
    )

  it('are found by a short form, whichever of the two is known, with the reason, the surest first', async () => {
    for (const name of ['南通沿江大学', '沿江大学附属医院', '通工集团'])
      await city.do('staff', ctx => createOrganisation(ctx, { name, type: 'other', distinctFrom: [] }))
    const short = await asked('organisation', { name: '沿江大' })
    expect(short[0]?.[0]).toBe('南通沿江大学')
    expect(await asked('organisation', { name: '南通沿江工业集团有限公司' })).toContainEqual([
      '通工集团',
      'initials',
      expect.any(Number),
    ])
    expect(await asked('organisation', { name: '南通沿江大学南通研究院' })).not.toContainEqual([
      '沿江大学附属医院',
      expect.anything(),
      expect.anything(),
    ])
  })

  it('of one name are ranked by the post they were seen in by that day', async () => {
    const one = await named({ name: '舒望岳', post: '局长', organisationName: '市水利局', on: '2025-03-01' }, 71)
    const other = await named({ name: '舒望岳', post: '教授', organisationName: '沿江大学', on: '2025-03-02' }, 72)
    expect(other.id).not.toBe(one.id)
    const found = await city.ask('viewer', ctx =>
      candidates(ctx, 'person', { name: '舒望岳', post: '市水利局党组书记、局长', on: '2025-05-01' }),
    )
    expect(found.map(({ id, because }) => [id, because])).toEqual([
      [one.id, 'same-post'],
      [other.id, 'other-post'],
    ])
    expect(await asked('person', { name: '舒望岳' })).toEqual([
      ['舒望岳', 'same-name', 1],
      ['舒望岳', 'same-name', 1],
    ])
  })
})
