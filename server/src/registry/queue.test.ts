import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LinkKind } from '#contract/registry.ts'
import type { NameAnswer, QueueItem, QueueRow } from '#contract/registryQueue.ts'
import type { Ctx } from '#kernel/context.ts'
import { addSource } from '#kernel/evidence/sources.ts'
import { Refusal } from '#kernel/refusal.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { answerName } from './commands/answers.ts'
import { judge, withdrawLink } from './commands/links.ts'
import { createOrganisation, updateOrganisation } from './commands/organisations.ts'
import { createTenure } from './commands/people.ts'
import { undoAnswer } from './commands/undoAnswer.ts'
import { draftOrganisation, draftPlace } from './drafting.ts'
import { draftPerson, type NamedPerson } from './draftPerson.ts'
import { listOrganisations, organisationDetail } from './queries/organisations.ts'
import { listPeople, personDetail } from './queries/people.ts'
import { listLinks, listPlaces } from './queries/places.ts'
import { listAnswers, listQueue, queueItem } from './queries/queue.ts'

let city: City
let source: string
beforeAll(async () => {
  city = await aCity()
  const made = await city.do('staff', ctx =>
    addSource(ctx, {
      name: '第二版',
      publication: '晚报',
      page: '2',
      issueDate: '2025-03-02',
      issueDateBasis: null,
      internal: false,
      text: '祁望舒在会上说，霜河精工去年投产。',
    }),
  )
  source = made.id
})
afterAll(() => city.close())

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'done'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

let facts = 0
const proof = () => ({
  factId: `00000000-0000-7000-8000-${String(++facts).padStart(12, '0')}`,
  sourceId: source,
  start: 0,
  end: 3,
})
const person = (named: NamedPerson) => city.do('staff', ctx => draftPerson(ctx, named, proof()))
const firm = (name: string) => city.do('staff', ctx => draftOrganisation(ctx, { name, type: '企业' }, proof()))
const registered = (name: string) => city.do('staff', ctx => createOrganisation(ctx, { name, type: 'firm' }))

const queue = (query: { kind?: LinkKind; source?: string; find?: string } = {}) =>
  city.ask('staff', ctx => listQueue(ctx, { limit: 200, withSources: true, ...query }))
const item = (kind: LinkKind, id: string, user = 'staff') => city.ask(user, ctx => queueItem(ctx, kind, id))
const answer = async (
  { kind, id }: Pick<QueueRow, 'kind' | 'id'>,
  said: NameAnswer,
  more: { otherId?: string; reason?: string; user?: string; seen?: string } = {},
) => {
  const { user = 'staff', seen = (await item(kind, id)).seen, ...rest } = more
  return city.do(user, ctx => answerName(ctx, kind, id, { seen, answer: said, ...rest }))
}
const undo = (id: string, user = 'staff') => city.do(user, ctx => undoAnswer(ctx, id, { version: 1 }))
const waits = async (id: string) => (await queue()).rows.some(row => row.id === id)

describe('the queue of names', () => {
  it('asks about a draft that looks like a standing record, with the words they share', async () => {
    const known = await registered('江苏霜河精工股份有限公司')
    const { id } = await firm('霜河精工科技')
    const shown = await item('organisation', id)
    expect(shown.candidates.map(each => [each.id, each.words, each.asked])).toEqual([[known.id, ['霜河精工'], true]])
    expect(shown.facts).toBe(1)
    expect(shown.sources[0]?.items[0]).toMatchObject({ text: '祁望舒', source: { publication: '晚报' } })
    expect((await queue({ kind: 'person' })).rows.map(row => row.id)).not.toContain(id)
    expect((await queue({ source })).rows.map(row => row.id)).toContain(id)
    expect((await queue()).sources).toContainEqual({ id: source, name: '晚报 2', issueDate: '2025-03-02', names: 1 })
    // Named once more it is the same question, on which more rests.
    await firm('霜河精工科技')
    expect((await queue({ find: '霜河' })).rows).toMatchObject([{ id, facts: 2, questions: 1, putOff: false }])
  })

  it('puts first what most rests on, then the newest, and last what was put off', async () => {
    await registered('岚湾重工集团')
    const often = await firm('岚湾重工科技')
    for (let more = 0; more < 3; more++) await firm('岚湾重工科技')
    await registered('石隐光电集团')
    const once = await firm('石隐光电科技')
    const order = async () => (await queue()).rows.map(row => row.id).filter(id => [often.id, once.id].includes(id))
    expect(await order()).toEqual([often.id, once.id])
    const putOff = await answer({ kind: 'organisation', id: often.id }, 'unsure', { reason: '等企业回话' })
    expect(await order()).toEqual([once.id, often.id])
    expect((await item('organisation', often.id)).putOff).toMatchObject({ reason: '等企业回话' })
    await undo(putOff.id)
    expect(await order()).toEqual([often.id, once.id])
  })

  it('ranks namesakes by the post they held on that day, and tells another post of that day as against', async () => {
    const hold = async (post: string, at: string, from: string, to: string | null) => {
      const { id } = await person({ name: '祁望舒', post, organisationName: at, on: null })
      await city.do('staff', ctx =>
        createTenure(ctx, { personId: id, post, organisationText: at, validFrom: from, validTo: to }),
      )
      return id
    }
    const other = await hold('教授', '沿江大学', '2020-01-01', '2026-01-01')
    const then = await hold('局长', '市水务局', '2024-01-01', '2025-12-31')
    const named = await person({ name: '祁望舒', post: '市水务局局长', organisationName: null, on: '2025-03-02' })
    const shown = await item('person', named.id)
    expect(shown.known.posts.map(each => [each.post, each.seenFirst])).toEqual([['市水务局局长', '2025-03-02']])
    const told = shown.candidates.map(each => [each.id, each.known.posts[0]?.onDay])
    expect(told).toEqual([
      [then, 'same-then'],
      [other, 'other-then'],
    ])
    expect(shown.candidates[0]?.because).toBe('same-post')
    expect(shown.candidates[0]?.known.posts[0]).toMatchObject({ validFrom: '2024-01-01', validTo: '2025-12-31' })
  })

  it('asks about a place that looks like another, and shows one of the two once they are the same', async () => {
    const known = await city.do('staff', ctx => draftPlace(ctx, { name: '望潮湾示范区', type: '示范区' }, proof()))
    const { id } = await city.do('staff', ctx => draftPlace(ctx, { name: '望潮湾', type: '片区' }, proof()))
    const { id: given } = await answer({ kind: 'place', id }, 'same', { otherId: known.id })
    const names = async () => (await city.ask('staff', ctx => listPlaces(ctx, {}))).rows.map(row => row.name)
    expect(await names()).not.toContain('望潮湾')
    expect((await city.do('staff', ctx => draftPlace(ctx, { name: '望潮湾', type: '片区' }, proof()))).id).toBe(
      known.id,
    )
    await undo(given)
    expect(await names()).toContain('望潮湾')
    expect(await waits(id)).toBe(true)
  })

  it('is read as it was on a past day, without anything to do', async () => {
    await registered('旧雨纺织集团')
    const { id } = await firm('旧雨纺织科技')
    const then = new Date(city.clock.now().getTime())
    city.clock.pass(60_000)
    await answer({ kind: 'organisation', id }, 'new')
    expect(await waits(id)).toBe(false)
    const past = await city.ask('staff', ctx => listQueue(ctx, { limit: 200 }), { asOf: then })
    expect(past.rows.map(row => row.id)).toContain(id)
    expect(past.may).toEqual(['registry.read'])
    expect((await city.ask('staff', ctx => queueItem(ctx, 'organisation', id), { asOf: then })).may).toEqual([
      'registry.read',
    ])
  })
})

describe('an answer', () => {
  const pair = async (name: string) => {
    const known = await registered(`${name}集团`)
    const { id } = await firm(`${name}科技`)
    return { known: known.id, id, kind: 'organisation' as const }
  }

  it('same merges into the candidate and closes the other questions; different keeps apart; new confirms', async () => {
    const one = await pair('初霁仪表')
    await answer(one, 'same', { otherId: one.known })
    expect((await city.ask('staff', ctx => organisationDetail(ctx, one.id))).id).toBe(one.known)
    const two = await pair('疏影照明')
    await answer(two, 'different', { otherId: two.known })
    const links = (await city.ask('staff', ctx => organisationDetail(ctx, two.id))).links
    expect(links.map(each => each.judgement)).toEqual(['different'])
    expect((await city.ask('staff', ctx => organisationDetail(ctx, two.id))).standing).toBe('draft')
    const three = await pair('寒汀水产')
    await answer(three, 'new')
    expect((await city.ask('staff', ctx => organisationDetail(ctx, three.id))).standing).toBe('confirmed')
    for (const { id } of [one, two, three]) expect(await waits(id)).toBe(false)
    expect(await codeOf(item('organisation', two.id))).toBe('registry.not-waiting')
    const given = await city.ask('viewer', ctx => listAnswers(ctx, { limit: 3 }))
    expect(given.rows.map(row => [row.answer, row.record.name, row.other?.name])).toEqual([
      ['new', '寒汀水产科技', undefined],
      ['different', '疏影照明科技', '疏影照明集团'],
      ['same', '初霁仪表科技', '初霁仪表集团'],
    ])
  })

  it.each(['viewer', 'reporter', 'unithead', 'leader', 'audit', 'citizen'])('is refused to %s', async user => {
    const { rows } = await queue({ kind: 'organisation' })
    const [row] = rows
    if (!row) throw new Error('nothing waits')
    const expected = user === 'citizen' ? 'registry.not-found' : 'kernel.not-permitted'
    expect(await codeOf(answer(row, 'new', { user }))).toBe(expected)
  })

  it('of two who answer at once counts once; the other is told and sees the new state', async () => {
    const asked = await pair('并蒂药业')
    const { seen } = await item(asked.kind, asked.id)
    const done = await Promise.all([
      codeOf(answer(asked, 'same', { otherId: asked.known, seen })),
      codeOf(answer(asked, 'new', { seen, user: 'staff2' })),
    ])
    expect(done.toSorted()).toEqual(['done', 'registry.queue-changed-conflict'])
    const late = await pair('双溪机电')
    const before = (await item(late.kind, late.id)).seen
    await answer(late, 'unsure')
    expect(await codeOf(answer(late, 'unsure', { seen: before, user: 'staff2' }))).toBe(
      'registry.queue-changed-conflict',
    )
  })

  it('names a candidate where it needs one', async () => {
    const asked = await pair('空谷陶瓷')
    expect(await codeOf(answer(asked, 'same'))).toBe('registry.candidate-missing')
    expect(await codeOf(answer(asked, 'different'))).toBe('registry.candidate-missing')
  })

  it('is taken back also after others changed other things, and not once its pair was judged again', async () => {
    const asked = await pair('远岫新材')
    const confirmed = await answer(asked, 'new')
    const shown = await city.ask('staff', ctx => organisationDetail(ctx, asked.id))
    await city.do('staff2', ctx =>
      updateOrganisation(ctx, asked.id, {
        name: shown.name,
        type: 'firm',
        note: '后来补的',
        version: shown.version,
      }),
    )
    await undo(confirmed.id)
    expect(await city.ask('staff', ctx => organisationDetail(ctx, asked.id))).toMatchObject({
      standing: 'draft',
      note: '后来补的',
      links: [{ judgement: 'unsure' }],
    })
    expect(await codeOf(undo(confirmed.id))).toBe('registry.undone-already')

    const merged = await answer(asked, 'same', { otherId: asked.known })
    const [link] = (await city.ask('staff', ctx => organisationDetail(ctx, asked.id))).links
    if (!link) throw new Error('no judgement stands')
    await city.do('head', ctx => withdrawLink(ctx, 'organisation', link.id, { version: link.version, reason: '看错' }))
    await city.do('head', ctx =>
      judge(ctx, {
        kind: 'organisation',
        leftId: asked.known,
        rightId: asked.id,
        judgement: 'different',
        reason: '两家',
      }),
    )
    expect(await codeOf(undo(merged.id))).toBe('registry.judged-since-conflict')
  })
})

/** The registry as it is read, without what every new version changes. */
async function asRead(): Promise<unknown> {
  const read = await city.ask('staff', async (ctx: Ctx) => {
    const organisations = (await listOrganisations(ctx, { limit: 200 })).rows
    const people = (await listPeople(ctx, { limit: 200 })).rows
    const [firms, persons] = [[], []] as [unknown[], unknown[]]
    for (const { id } of organisations) firms.push(await organisationDetail(ctx, id))
    for (const { id } of people) persons.push(await personDetail(ctx, id))
    const links = []
    for (const kind of ['organisation', 'person', 'place'] as const) links.push(await listLinks(ctx, { kind }))
    const { rows } = await listQueue(ctx, { limit: 200 })
    const asked = rows.map(({ id, questions, facts: named, records }) => ({ id, questions, named, records }))
    return { organisations, people, firms, persons, links, asked: asked.toSorted((a, b) => (a.id < b.id ? -1 : 1)) }
  })
  const passing = new Set(['version', 'linkVersion', 'recordedAt', 'recordedBy', 'log'])
  return JSON.parse(JSON.stringify(read, (key, value: unknown) => (passing.has(key) ? undefined : value)))
}

const saidOf = (shown: QueueItem, dice: number): { answer: NameAnswer; otherId?: string } => {
  const other = shown.candidates[dice % Math.max(1, shown.candidates.length)]
  const [answered] = [(['same', 'different', 'new', 'unsure'] as const)[dice % 4]]
  if (answered === 'new' || answered === 'unsure' || answered === undefined || !other)
    return { answer: answered ?? 'new' }
  return { answer: answered, otherId: other.id }
}

describe('any answers followed by as many undos', () => {
  it('leave the registry as it was', async () => {
    for (const [n, at] of ['市水利局', '沿江大学', '霜河精工'].entries())
      await person({
        name: '冉青梧',
        post: ['局长', '教授', '总经理'][n] ?? '',
        organisationName: at,
        on: '2025-02-02',
      })
    for (const end of ['集团', '科技', '股份', '研究院']) await firm(`栖霞岭船舶${end}`)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(1000), { minLength: 1, maxLength: 7 }), async dice => {
        const before = await asRead()
        const given: string[] = []
        for (const each of dice) {
          const { rows } = await queue()
          const row = rows[each % Math.max(1, rows.length)]
          if (!row) break
          const { answer: said, ...more } = saidOf(await item(row.kind, row.id), each)
          given.push((await answer(row, said, more)).id)
        }
        for (const id of given.toReversed()) await undo(id)
        expect(await asRead()).toEqual(before)
      }),
      { numRuns: 8 },
    )
  })
})
