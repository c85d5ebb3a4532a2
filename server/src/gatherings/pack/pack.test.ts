import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Pack, pack as packShape } from '#contract/gatherings.ts'
import { evidenceAnswer, type Figure } from '#contract/kernel.ts'
import { units } from '#kernel/accounts/members.ts'
import { run, sql } from '#kernel/database/sql.ts'
import { canonical } from '#kernel/log/canonical.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import { importTable as importFigures } from '../../indicators/index.ts'
import { approve, assign, close, createMatter, propose, report, review, signFor, submit } from '../../matters/index.ts'
import { addParty, createBatch, createProject, putStage, recogniseStage } from '../../projects/index.ts'
import { addOutcome, createMeeting, createSeries, freezePack, packFile, packOf } from '../index.ts'
import { shownFigures } from './testing/shownFigures.ts'

let city: City
let server: Awaited<ReturnType<typeof aServer>>
const ids: Record<string, string> = {}
const at = (day: string, time = '01:00') => city.clock.set(`${day}T${time}:00.000Z`)
const packAs = (user: string, query = '') => server.as(user).get(`/api/320600/gatherings/${ids.may}/pack${query}`)
const readPack = async (user: string, query = ''): Promise<Pack> => packShape.parse((await packAs(user, query)).body)

/** Registered, assigned and signed for by the one who reports for the unit. */
async function running(title: string, unit: 'science' | 'industry', dueOn: string) {
  const { id } = await city.do('staff', ctx =>
    createMatter(ctx, { title, dueOn, parts: [{ role: 'lead', unitId: city.unit(unit) }] }),
  )
  await city.do('staff', ctx => propose(ctx, id, {}))
  await city.do('head', ctx => approve(ctx, id, {}))
  await city.do('staff', ctx => assign(ctx, id, {}))
  await city.do(unit === 'science' ? 'reporter' : 'reporter2', ctx => signFor(ctx, id, {}))
  return id
}

async function closed(id: string) {
  await city.do('reporter', ctx => report(ctx, id, { text: '办完', percent: 100 }))
  await city.do('unithead', ctx => submit(ctx, id, { result: '已办结' }))
  await city.do('staff', ctx => review(ctx, id, {}))
  await city.do('head', ctx => close(ctx, id, { opinion: '同意办结' }))
}

/** March and May of a small city: three meetings' worth of matters, a batch stated larger than it is known, two months of prices. */
beforeAll(async () => {
  city = await aCity()
  server = await aServer(city)
  at('2025-03-03')
  await city.do('staff', ctx =>
    importFigures(ctx, 'indicators', [
      {
        code: 'cpi',
        name_zh: '居民消费价格',
        name_en: 'Consumer prices',
        unit: '%',
        nature: 'ratio',
        frequency: 'month',
        better: 'neutral',
      },
      {
        code: 'starts',
        name_zh: '亿元以上项目开工',
        name_en: 'Starts',
        unit: '个',
        nature: 'flow',
        frequency: 'month',
        better: 'up',
      },
    ]),
  )
  const series = await city.do('staff', ctx =>
    createSeries(ctx, {
      code: 'bimonthly',
      nameZh: '科技创新双月例会',
      nameEn: 'Bimonthly meeting',
      everyMonths: 2,
      monthWindow: 'mid-month',
      avoidHolidays: true,
      startTime: '14:00',
      minutesBudget: 180,
      template: [],
    }),
  )
  ids.march = (
    await city.do('staff', ctx =>
      createMeeting(ctx, { seriesId: series.id, title: '2025年第2次例会', heldOn: '2025-03-20' }),
    )
  ).id
  ids.late = await running('封测基地配套地块落位', 'science', '2025-04-10')
  ids.done = await running('供需清单', 'science', '2025-05-30')
  ids.steady = await running('企业名册', 'industry', '2025-06-30')
  const batch = await city.do('staff', ctx =>
    createBatch(ctx, {
      code: 'B1',
      name: '商会成立签约批次',
      signedOn: '2025-03-01',
      statedCount: 3,
      statedTotal: '118.11亿元',
    }),
  )
  for (const [key, name, amount] of [
    ['claimed', '甲封测项目', '12亿元'],
    ['started', '乙电缆项目', '8.2亿元'],
  ] as const)
    ids[key] = (
      await city.do('staff', ctx =>
        createProject(ctx, {
          name,
          unitId: city.unit('chongchuan'),
          batchId: batch.id,
          amounts: [{ what: 'total', printed: amount }],
        }),
      )
    ).id
  await city.do('staff', ctx =>
    recogniseStage(ctx, ids.started ?? '', { stage: 'signed', recognisedOn: '2025-03-01', checklist: ['agreement'] }),
  )
  at('2025-03-19', '09:00')
  await city.do('head', ctx => freezePack(ctx, ids.march ?? '', {}))

  at('2025-03-20', '10:00')
  await city.do('staff', ctx =>
    addOutcome(ctx, ids.march ?? '', {
      kind: 'task',
      text: '配套地块公示',
      unitId: city.unit('science'),
      matterId: ids.done ?? '',
    }),
  )
  await city.do('staff', ctx =>
    addOutcome(ctx, ids.march ?? '', {
      kind: 'task',
      text: '闲置厂房清单',
      unitId: city.unit('chongchuan'),
      dueOn: '2025-05-30',
    }),
  )
  at('2025-04-21')
  ids.fresh = await running('研发机构登记入链', 'industry', '2025-06-13')
  await city.do('staff', ctx => putStage(ctx, ids.claimed ?? '', { stage: 'started', claimedOn: '2025-04-20' }))
  await city.do('staff', ctx =>
    recogniseStage(ctx, ids.started ?? '', {
      stage: 'started',
      recognisedOn: '2025-04-18',
      checklist: ['land', 'permit', 'works'],
    }),
  )
  ids.may = (
    await city.do('staff', ctx =>
      createMeeting(ctx, { seriesId: series.id, title: '2025年第3次例会', heldOn: '2025-05-12' }),
    )
  ).id
  at('2025-05-07')
  await closed(ids.done)
  await city.do('staff', ctx =>
    importFigures(ctx, 'observations', [
      {
        indicator: 'cpi',
        subject: '320600',
        period: '2025-03',
        comparison: 'yoy',
        value: '-0.6',
        status: 'final',
        basis: 'fact',
      },
      {
        indicator: 'cpi',
        subject: '320600',
        period: '2025-04',
        comparison: 'yoy',
        value: '-0.4',
        status: 'final',
        basis: 'fact',
      },
      {
        indicator: 'starts',
        subject: '崇川区',
        unit_code: 'chongchuan',
        period: '2025-04',

        value: '7',
        status: 'final',
        basis: 'fact',
      },
    ]),
  )
  at('2025-05-09', '09:00')
  ids.frozen = (await city.do('head', ctx => freezePack(ctx, ids.may ?? '', {}))).id
})
afterAll(async () => {
  await server.close()
  await city.close()
})

describe('a review pack', () => {
  it('says of every unit what it runs, what changed since the last meeting, and what its last tasks came to', async () => {
    const pack = await readPack('leader', '?draft=1')
    expect(pack.previous).toMatchObject({ meetingId: ids.march, asOf: '2025-03-19T08:59:59.000Z' })
    const sheet = (name: string) => pack.sheets.find(each => each.unit.nameZh === name)
    expect(sheet('市科技局')).toMatchObject({
      worst: 'red',
      total: { value: 1 },
      matters: [
        { title: '封测基地配套地块落位', light: 'red', since: 'changed' },
        { title: '供需清单', since: 'closed' },
      ],
      tasks: [{ text: '配套地块公示', state: 'closed' }],
      tasksDone: { value: 1 },
    })
    expect(sheet('市工信局')?.matters.map(each => [each.title, each.since])).toContainEqual(['研发机构登记入链', 'new'])
    // 闲置厂房清单 is a drafted matter: said at the meeting, not yet registered, and not done.
    expect(sheet('崇川区')).toMatchObject({
      tasks: [{ text: '闲置厂房清单', state: null, light: null }],
      tasksDone: { value: 0 },
      projects: { value: 2 },
    })
    const stages = sheet('崇川区')?.stages.filter(each => (each.recognised.value ?? 0) + (each.claimed.value ?? 0) > 0)
    expect(stages).toMatchObject([{ stage: 'started', recognised: { value: 1 }, claimed: { value: 1 }, fresh: 1 }])
    expect(pack).toMatchObject({ fresh: { value: 1 }, closed: { value: 1 } })
    expect(pack.moves).toMatchObject([{ to: 'red', count: { value: 1 }, titles: ['封测基地配套地块落位'] }])
    expect(pack.said.map(each => each.text)).toEqual(['封测基地配套地块落位'])
  })

  it('sets each figure beside the period before, a change of percentages in points, a batch beside what was stated', async () => {
    const pack = await readPack('viewer', '?draft=1')
    expect(pack.cityFigures).toMatchObject([
      {
        nameZh: '居民消费价格同比',
        period: '2025-04',
        value: { value: -0.4 },
        previous: { value: -0.6 },
        change: { value: 0.2, unit: '个百分点' },
      },
    ])
    expect(pack.sheets.find(each => each.unit.nameZh === '崇川区')?.figures).toMatchObject([
      { value: { value: 7 }, previous: null },
    ])
    expect(pack.batches).toMatchObject([
      {
        statedCount: { value: 3 },
        knownCount: { value: 2, evidence: 'differs' },
        knownTotal: { value: 20.2, evidence: 'differs' },
      },
    ])
  })

  it('is one paper: every role of the region reads the same bytes, and nobody else any', async () => {
    const read = await Promise.all(
      ['staff', 'head', 'leader', 'viewer', 'reporter', 'district'].map(user => packAs(user, '?draft=1')),
    )
    expect(new Set(read.map(each => JSON.stringify(each.body))).size).toBe(1)
    expect(read[0]?.status).toBe(200)
    for (const user of ['citizen', 'partner', 'putuostaff']) expect([404, 403]).toContain((await packAs(user)).status)
  })

  it('of a first meeting has nothing to compare with and says so, not nought', async () => {
    const first = packShape.parse(
      (await server.as('staff').get(`/api/320600/gatherings/${ids.march}/pack?draft=1`)).body,
    )
    expect(first).toMatchObject({ previous: null, fresh: { value: null }, closed: { value: null }, moves: [] })
    expect(first.lights.every(each => each.before === null)).toBe(true)
    expect(first.sheets.flatMap(sheet => sheet.stages).every(stage => stage.fresh === 0)).toBe(true)
  })

  it('leaves no running matter out: the sheets and the unassigned add up to the lights', async () => {
    const { id } = await city.do('staff', ctx =>
      createMatter(ctx, { title: '还没有牵头单位', parts: [{ role: 'responsible', unitId: city.unit('shibei') }] }),
    )
    await city.do('staff', ctx => propose(ctx, id, {}))
    await city.do('head', ctx => approve(ctx, id, {}))
    city.clock.pass(1000)
    const pack = await readPack('staff')
    const sum = (figures: readonly Figure[]) => figures.reduce((total, each) => total + (each.value ?? 0), 0)
    expect(pack.unassigned.map(each => each.title)).toEqual(['还没有牵头单位'])
    expect(sum(pack.lights.map(each => each.count))).toBe(sum(pack.sheets.map(each => each.total)) + 1)
  })
})

describe('every figure of a pack', () => {
  it('opens its evidence, and a count has as many inputs as its value', async () => {
    const pack = await readPack('staff', '?draft=1')
    const figures = shownFigures(pack)
    expect(figures).toHaveLength(pack.figureCount)
    expect(pack.frozen?.figures).toBe(pack.figureCount)
    expect(figures.length).toBeGreaterThan(100)
    const wrong: string[] = []
    for (const { path, figure } of figures) {
      const answer = await server.as('staff').get(`/api/320600/evidence?${new URLSearchParams(figure.ref)}`)
      const read = evidenceAnswer.safeParse(answer.body)
      const [first] = read.success ? read.data.items : []
      const isCount = figure.ref.kind === 'pack' || /^(knownCount|reached:|claimed:)/.test(figure.ref.field)
      const inputs = first?.kind === 'computed' ? first.inputs.length : -1
      if (answer.status !== 200 || !read.success) wrong.push(`${path}: ${answer.status}`)
      // Not known is not nought: it has nothing to count, or nobody who wrote it.
      else if (figure.value === null) continue
      else if (!first) wrong.push(`${path}: no evidence`)
      else if (isCount && (inputs !== figure.value || (first.kind === 'computed' && first.total !== inputs)))
        wrong.push(`${path}: ${inputs} inputs for ${figure.value}`)
    }
    expect(wrong).toEqual([])
  })

  it('is answered only to who may read the pack, and not for a figure that is none', async () => {
    const pack = await readPack('staff', '?draft=1')
    const [counted] = pack.lights
    const ask = (user: string, ref: Figure['ref']) =>
      server.as(user).get(`/api/320600/evidence?${new URLSearchParams(ref)}`)
    const ref = counted?.count.ref ?? { kind: '', id: '', field: '' }
    expect((await ask('reporter', ref)).status).toBe(200)
    for (const user of ['citizen', 'partner']) expect((await ask(user, ref)).status).toBe(404)
    for (const bad of [
      { ...ref, field: 'light:purple' },
      { ...ref, field: 'nothing' },
      { ...ref, id: 'x' },
      { ...ref, id: ref.id.replace('2025-05-09', '2099-05-09') },
    ])
      expect((await ask('staff', bad)).status).toBe(404)
  })
})

describe('a frozen pack', () => {
  it('is rendered again the same after everything it speaks of has changed', async () => {
    const before = await packAs('leader', '?draft=1')
    const loose = JSON.stringify((await readPack('leader')).sheets)
    const frozen = packShape.parse(before.body)
    expect(frozen).toMatchObject({ same: true, frozen: { draftNumber: 1, asOf: '2025-05-09T08:59:59.000Z' } })

    at('2025-05-22')
    await city.do('reporter2', ctx => report(ctx, ids.steady ?? '', { text: '过半', percent: 60 }))
    await city.do('reporter', ctx => report(ctx, ids.late ?? '', { text: '补办', percent: 90 }))
    await closed(ids.late ?? '')
    await city.do('staff', ctx =>
      recogniseStage(ctx, ids.claimed ?? '', {
        stage: 'started',
        recognisedOn: '2025-05-20',
        checklist: ['land', 'permit', 'works'],
      }),
    )
    await city.do('staff', ctx => addParty(ctx, ids.claimed ?? '', { name: '某公司', role: 'investor' }))
    await city.do('staff', ctx =>
      importFigures(ctx, 'observations', [
        {
          indicator: 'cpi',
          subject: '320600',
          period: '2025-05',
          comparison: 'yoy',
          value: '-0.1',
          status: 'final',
          basis: 'fact',
        },
      ]),
    )
    await city.do('staff', async ctx => {
      const unit = await units.lock(ctx, city.unit('science'))
      if (!unit) throw new Error('the unit is there')
      await units.change(ctx, unit, { nameZh: '市科学技术局' })
      await ctx.record('registry.unit-changed', { kind: 'unit', id: unit.id })
    })
    await city.do('staff', ctx =>
      addOutcome(ctx, ids.may ?? '', { kind: 'information', text: '每周报一次', unitId: city.unit('science') }),
    )
    // A meeting put in between later is not what this pack was compared with.
    await city.do('staff', ctx => createMeeting(ctx, { title: '补记的会', heldOn: '2025-04-15' }))

    const after = await packAs('leader', '?draft=1')
    expect(JSON.stringify(after.body)).toBe(JSON.stringify(before.body))
    expect(JSON.stringify((await readPack('leader')).sheets)).not.toBe(loose)
    const now = await readPack('leader')
    expect(now.sheets.some(sheet => sheet.unit.nameZh === '市科学技术局' && sheet.comment === '每周报一次')).toBe(true)
  })

  it("keeps its evidence as it was: counts are answered at the pack's own instant", async () => {
    const pack = await readPack('staff', '?draft=1')
    const red = pack.lights.find(each => each.light === 'red')?.count
    const answer = await server.as('staff').get(`/api/320600/evidence?${new URLSearchParams(red?.ref)}`)
    expect(answer.body).toMatchObject({
      items: [
        {
          formula: 'gatherings.count-light',
          params: { light: 'red' },
          total: 1,
          inputs: [{ label: expect.stringContaining('封测基地配套地块落位') }],
        },
      ],
    })
  })

  it('is numbered; a second draft replaces nothing, and one that was never frozen is refused', async () => {
    await city.do('head', ctx => freezePack(ctx, ids.may ?? '', {}))
    const [one, two] = [await readPack('staff', '?draft=1'), await readPack('staff', '?draft=2')]
    expect([one.frozen?.draftNumber, two.frozen?.draftNumber]).toEqual([1, 2])
    expect([one.same, two.same]).toEqual([true, true])
    expect(one.frozen?.contentSha256).not.toBe(two.frozen?.contentSha256)
    expect(await packAs('staff', '?draft=3')).toMatchObject({
      status: 404,
      body: { refusal: { code: 'gatherings.draft-not-found', params: { draft: 3 } } },
    })
    expect(await city.events(ids.may ?? '')).toEqual(
      expect.arrayContaining(['gatherings.pack-frozen', 'gatherings.pack-frozen']),
    )
  })

  it('says so when what is rendered is no longer what was frozen', async () => {
    await run(city.database.db, sql`update review_pack set content_sha256 = ${'0'.repeat(64)} where id = ${ids.frozen}`)
    expect((await readPack('staff', '?draft=1')).same).toBe(false)
  })

  it('is frozen by the office only, and never as of a moment to come', async () => {
    for (const user of ['reporter', 'leader', 'viewer', 'district'])
      await expect(city.do(user, ctx => freezePack(ctx, ids.may ?? '', {}))).rejects.toMatchObject({
        code: 'kernel.not-permitted',
      })
    await expect(
      city.do('staff', ctx => freezePack(ctx, ids.may ?? '', { asOf: '2099-01-01T00:00:00.000Z' })),
    ).rejects.toMatchObject({ code: 'kernel.as-of-in-future', field: 'asOf' })
  })

  it('as of a past day speaks of that day, and is the same however often it is asked', async () => {
    const query = '?asOf=2025-04-15T00:00:00.000Z'
    const pack = await readPack('staff', query)
    expect(pack).toMatchObject({ asOf: '2025-04-15T00:00:00.000Z', same: null, frozen: null, cityFigures: [] })
    expect(pack.sheets.flatMap(sheet => sheet.matters).map(matter => matter.title)).not.toContain('研发机构登记入链')
    const again = await city.ask('staff', ctx => packOf(ctx, ids.may ?? '', {}), { asOf: '2025-04-15T00:00:00.000Z' })
    expect(canonical(again)).toBe(canonical(pack))
  })
})

describe('the document of a frozen pack', () => {
  it('is the same bytes twice, whoever asks', async () => {
    const file = (user: string) =>
      city.ask(user, async ctx => packFile(ctx, await packOf(ctx, ids.may ?? '', { draft: 2 })))
    const [one, two] = [await file('staff'), await file('reporter')]
    expect(one.name).toBe('点评册 2025-05-12 第2稿.docx')
    expect(Buffer.from(one.bytes).equals(Buffer.from(two.bytes))).toBe(true)
  })

  it('is downloaded under its Chinese name', async () => {
    const answer = await packAs('viewer', '/document?draft=2')
    expect(answer.status).toBe(200)
    expect(answer.headers['content-disposition']).toContain(encodeURIComponent('点评册'))
  })
})
