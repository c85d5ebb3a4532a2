import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evidenceAnswer } from '#contract/kernel.ts'
import { type PromiseRow, promiseCounts, promisesPage } from '#contract/promises.ts'
import { proveQuoted } from '#kernel/evidence/quotes.ts'
import { addSource } from '#kernel/evidence/sources.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import { approve, assign, close, createMatter, propose, report, review, signFor, submit } from '../matters/index.ts'
import { addParty, createAgreement, createBatch, createProject, putStage, recogniseStage } from '../projects/index.ts'
import { createOrganisation } from '../registry/index.ts'

let city: City
let server: Awaited<ReturnType<typeof aServer>>
const ids: Record<string, string> = {}
const said =
  '江海日报讯 沈市长在会上要求市科技局6月底前拿出第一批供需清单。甲泵站项目和乙电缆项目当天签约，2个项目集中签约。'
const later = '江海日报讯 昨天，甲泵站项目破土开工，比原定晚了六天。'

const at = (day: string, time = '01:00') => city.clock.set(`${day}T${time}:00.000Z`)
const page = (name: string, issueDate: string, text: string) =>
  city.do('staff', ctx =>
    addSource(ctx, {
      name,
      publication: '江海日报',
      page: '01',
      issueDate,
      issueDateBasis: null,
      internal: false,
      text,
    }),
  )
const quoted = (kind: string, id: string, field: string, sourceName: string, quote: string) =>
  city.do('staff', ctx => proveQuoted(ctx, [{ kind, id, field }], { sourceName, quote }))

const list = async (query = '', user = 'leader'): Promise<PromiseRow[]> =>
  promisesPage.parse((await server.as(user).get(`/api/320600/promises?limit=200${query}`)).body).rows
const one = async (key: string, query = '', user = 'leader') =>
  (await list(query, user)).find(row => row.id === ids[key])

/** March: two projects signed in a batch, an agreement, a task said on the page. May: one is started, late, and a page says so. */
beforeAll(async () => {
  city = await aCity()
  server = await aServer(city)
  at('2025-03-03')
  await page('march.txt', '2025-03-02', said)
  ids.pump = (await city.do('staff', ctx => createOrganisation(ctx, { name: '江海泵业有限公司', type: 'firm' }))).id
  const batch = await city.do('staff', ctx =>
    createBatch(ctx, { code: 'B1', name: '三月签约批次', signedOn: '2025-03-01', statedCount: 2 }),
  )
  ids.batch = batch.id
  await quoted('batch', batch.id, 'statedCount', 'march.txt', '2个项目集中签约')
  for (const [key, name] of [
    ['a', '甲泵站项目'],
    ['b', '乙电缆项目'],
  ] as const) {
    const project = await city.do('staff', ctx =>
      createProject(ctx, { name, batchId: batch.id, unitId: city.unit('chongchuan') }),
    )
    ids[key] = project.id
    await quoted('project', project.id, 'name', 'march.txt', name)
    await city.do('staff', ctx =>
      recogniseStage(ctx, project.id, { stage: 'signed', recognisedOn: '2025-03-01', checklist: ['agreement'] }),
    )
  }
  await city.do('staff', ctx => addParty(ctx, ids.a ?? '', { name: '江海泵业有限公司', role: 'investor' }))
  await city.do('staff', ctx => putStage(ctx, ids.a ?? '', { stage: 'started', plannedOn: '2025-05-01' }))
  await city.do('staff', ctx => putStage(ctx, ids.b ?? '', { stage: 'started', plannedOn: '2025-04-30' }))
  ids.agreement = (
    await city.do('staff', ctx =>
      createAgreement(ctx, {
        subject: '共建泵阀试验台',
        form: '框架协议',
        signedOn: '2025-01-10',
        parties: ['江海泵业有限公司', '江海大学'],
      }),
    )
  ).id
  ids.task = (
    await city.do('staff', ctx =>
      createMatter(ctx, {
        title: '拿出第一批供需清单',
        dueOn: '2025-06-30',
        sourceKind: 'media',
        sourceText: '要求市科技局6月底前拿出第一批供需清单',
        instructingLeader: '沈市长',
        parts: [{ role: 'lead', unitId: city.unit('science') }],
      }),
    )
  ).id
  await quoted('matter', ids.task, 'sourceText', 'march.txt', '要求市科技局6月底前拿出第一批供需清单')
  ids.own = (await city.do('staff', ctx => createMatter(ctx, { title: '换一台打印机', parts: [] }))).id
  await city.do('staff', ctx => propose(ctx, ids.task ?? '', {}))
  await city.do('head', ctx => approve(ctx, ids.task ?? '', {}))
  await city.do('staff', ctx => assign(ctx, ids.task ?? '', {}))
  await city.do('reporter', ctx => signFor(ctx, ids.task ?? '', {}))
  at('2025-05-08')
  await page('may.txt', '2025-05-08', later)
  await city.do('district', ctx => putStage(ctx, ids.a ?? '', { stage: 'started', claimedOn: '2025-05-07' }))
})
afterAll(async () => {
  await server.close()
  await city.close()
})

describe('what was announced and done', () => {
  it('puts the sentence that announced beside what has been done since, with the exact characters', async () => {
    const row = await one('task')
    expect(row).toMatchObject({
      kind: 'matter',
      announced: {
        on: '2025-03-02',
        by: '沈市长',
        passage: { name: 'march.txt', start: 12, text: '要求市科技局6月底前拿出第一批供需清单' },
      },
      standing: 'open',
      dueOn: '2025-06-30',
      steps: [],
    })
    expect(said.slice(row?.announced.passage?.start, row?.announced.passage?.end)).toBe(row?.announced.passage?.text)
    expect(await one('own')).toBeUndefined()
  })

  it('counts a claim as part of it, late by its plan, and the other member as overdue', async () => {
    expect(await one('a')).toMatchObject({
      standing: 'part',
      silent: { value: 1 },
      steps: [
        { code: 'started', on: '2025-05-07', recognised: false, lateDays: { value: 6, unit: '天' }, passage: null },
      ],
    })
    expect(await one('b')).toMatchObject({
      standing: 'overdue',
      overdue: { value: 8 },
      silent: { value: 67 },
      dueZh: '开工',
    })
    expect(await one('batch')).toMatchObject({ kind: 'batch', standing: 'part', silent: { value: 1 } })
    expect(await one('agreement')).toMatchObject({ standing: 'silent', silent: { value: 118 }, steps: [] })
  })

  it('shows the page that proves a stage once one is linked', async () => {
    const [step] = (await one('a'))?.steps ?? []
    await quoted('project-stage', step?.ref.id ?? '', 'claimedOn', 'may.txt', '甲泵站项目破土开工')
    expect((await one('a'))?.steps[0]?.passage).toMatchObject({
      name: 'may.txt',
      text: '甲泵站项目破土开工',
      issueDate: '2025-05-08',
    })
  })

  it('is asked as of a day: then the start was neither claimed nor late', async () => {
    const then = '&asOf=2025-04-15T00:00:00.000Z'
    expect(await one('a', then)).toMatchObject({ standing: 'open', silent: { value: 44 }, steps: [] })
    expect(await one('b', then)).toMatchObject({ standing: 'open', overdue: { value: null } })
    expect(await list('&asOf=2025-03-01T00:00:00.000Z')).toEqual([])
  })

  it('is narrowed by organisation, batch, kind, standing and words, and paged', async () => {
    const titles = async (query: string) => (await list(query)).map(row => row.title)
    expect(await titles(`&organisation=${ids.pump}`)).toEqual(['共建泵阀试验台', '甲泵站项目'])
    expect(await titles(`&batch=${ids.batch}&sort=title`)).toEqual(['三月签约批次', '乙电缆项目', '甲泵站项目'])
    expect(await titles(`&project=${ids.b}`)).toEqual(['乙电缆项目'])
    expect(await titles('&standing=overdue')).toEqual(['乙电缆项目'])
    expect(await titles('&kind=matter&find=沈市长')).toEqual(['拿出第一批供需清单'])
    const all = await titles('')
    expect(all[0]).toBe('乙电缆项目')
    const paged: string[] = []
    let cursor = ''
    for (;;) {
      const body = promisesPage.parse(
        (await server.as('leader').get(`/api/320600/promises?limit=2${cursor && `&cursor=${cursor}`}`)).body,
      )
      expect(body.total).toBe(all.length)
      paged.push(...body.rows.map(row => row.title))
      if (body.next === null) break
      cursor = body.next
    }
    expect(paged).toEqual(all)
    expect((await server.as('leader').get('/api/320600/promises?sort=wrong')).body).toMatchObject({
      refusal: { code: 'kernel.unknown-sort', field: 'sort' },
    })
    expect((await server.as('leader').get(`/api/320600/promises?sort=-title&cursor=${cursor}`)).body).toMatchObject({
      refusal: { code: 'kernel.cursor-unfit' },
    })
  })

  it('is closed to other regions, and to a unit shows only the matters it may read', async () => {
    expect((await server.as('putuostaff').get('/api/320600/promises')).status).toBe(404)
    expect(await one('task', '', 'reporter')).toBeDefined()
    expect(await one('task', '', 'reporter2')).toBeUndefined()
  })

  it('lets every number be asked after', async () => {
    const counts = promiseCounts.parse((await server.as('leader').get('/api/320600/promises/counts')).body)
    expect(counts.total.value).toBe((await list()).length)
    expect(counts.rule).toMatchObject({ confidence: 'C', silentAfterDays: 90 })
    const rows = await list()
    const figures = [
      counts.total,
      ...counts.standings.map(each => each.count),
      ...rows.flatMap(row => [row.silent, row.overdue, ...row.steps.flatMap(step => step.lateDays ?? [])]),
    ].filter(figure => figure.value !== null)
    for (const { ref, value } of figures) {
      const params = new URLSearchParams(ref)
      const { items } = evidenceAnswer.parse((await server.as('leader').get(`/api/320600/evidence?${params}`)).body)
      expect(items[0]).toMatchObject({
        kind: 'computed',
        params: ref.kind === 'promises' ? { count: value } : { days: value },
      })
    }
    expect(
      (await server.as('leader').get(`/api/320600/promises/counts?batch=${ids.batch}&project=${ids.a}`)).body,
    ).toMatchObject({ refusal: { code: 'promises.one-scope', field: 'organisation' } })
  })

  it('is given as a table with the characters that prove it', async () => {
    const { body } = await server.as('leader').get('/api/320600/promises/table?kind=matter')
    expect(String(body)).toContain('要求市科技局6月底前拿出第一批供需清单')
  })

  it('is proved by the closing, and keeps the first time limit beside the one in force', async () => {
    at('2025-05-20')
    await city.do('reporter', ctx => report(ctx, ids.task ?? '', { text: '清单印出来了', percent: 100 }))
    expect(await one('task')).toMatchObject({
      standing: 'part',
      steps: [{ code: 'report', text: '清单印出来了', recognised: false }],
    })
    await city.do('unithead', ctx => submit(ctx, ids.task ?? '', { result: '清单已公布' }))
    await city.do('staff', ctx => review(ctx, ids.task ?? '', {}))
    await city.do('head', ctx => close(ctx, ids.task ?? '', { opinion: '同意' }))
    expect(await one('task')).toMatchObject({
      standing: 'proved',
      silent: { value: null },
      steps: [{ code: 'report' }, { code: 'closed', on: '2025-05-20', text: '清单已公布', recognised: true }],
    })
  })
})
