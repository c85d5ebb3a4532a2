import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stageFunnel } from '#contract/projects.ts'
import { addSource } from '#kernel/evidence/sources.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import type { FactAccepted } from '../intake/events.ts'
import { draftFromFact, withdrawWithFact } from './facts.ts'
import {
  changeProject,
  createBatch,
  createProject,
  importTable,
  projectsForPack,
  putStage,
  recogniseStage,
} from './index.ts'
import { batchList } from './queries/batches.ts'
import { projectDetail } from './queries/detail.ts'
import { batchCoded, projectNamed } from './store/records.ts'

let city: City
let server: Awaited<ReturnType<typeof aServer>>
beforeAll(async () => {
  city = await aCity()
  server = await aServer(city)
})
afterAll(async () => {
  await server.close()
  await city.close()
})

describe('registering a project', () => {
  it('is refused to a viewer and to another region', async () => {
    await expect(city.do('viewer', ctx => createProject(ctx, { name: '甲项目' }))).rejects.toMatchObject({
      code: 'kernel.not-permitted',
    })
    await expect(
      city.do('putuostaff', ctx => createProject(ctx, { name: '甲项目' }), { region: 320600 }),
    ).rejects.toMatchObject({ code: 'projects.not-found' })
  })

  it('keeps amounts as printed and money in fen', async () => {
    const project = await city.do('staff', ctx =>
      createProject(ctx, {
        name: '乙水厂',
        amounts: [
          { what: 'total', printed: '18亿元' },
          { what: 'capacity', printed: '40万立方米/日' },
        ],
      }),
    )
    const detail = await city.ask('staff', ctx => projectDetail(ctx, project.id))
    expect(detail.amounts.map(amount => [amount.what, amount.value, amount.unit, amount.fen])).toEqual([
      ['total', 18, '亿元', 180_000_000_000],
      ['capacity', 40, '万立方米/日', null],
    ])
    expect(detail.investment).toMatchObject({ value: 18, unit: '亿元', evidence: 'hand' })
  })

  it('refuses a second of the same name, brackets and white space aside', async () => {
    await city.do('staff', ctx => createProject(ctx, { name: '丙（一期）基地项目' }))
    await expect(city.do('staff', ctx => createProject(ctx, { name: '丙(一期)基地' }))).rejects.toMatchObject({
      code: 'projects.name-exists',
    })
  })

  it('refuses an amount that cannot be read, naming the field', async () => {
    await expect(
      city.do('staff', ctx => createProject(ctx, { name: '丁', amounts: [{ what: 'total', printed: '很多钱' }] })),
    ).rejects.toMatchObject({
      code: 'projects.amount-unfit',
      field: 'amounts.0.printed',
    })
  })
})

describe('a stage', () => {
  it('is claimed by the unit, recognised by the office, and never by the unit itself', async () => {
    const unit = city.unit('science')
    const project = await city.do('staff', ctx => createProject(ctx, { name: '戊封测基地', unitId: unit }))
    await expect(
      city.do('reporter2', ctx => putStage(ctx, project.id, { stage: 'started', claimedOn: '2025-05-06' })),
    ).rejects.toMatchObject({ code: 'kernel.not-permitted' })
    await city.do('reporter', ctx => putStage(ctx, project.id, { stage: 'started', claimedOn: '2025-05-06' }))
    expect(await city.ask('leader', ctx => projectDetail(ctx, project.id))).toMatchObject({
      stage: 'started',
      stageRecognised: false,
    })
    await expect(
      city.do('reporter', ctx =>
        recogniseStage(ctx, project.id, { stage: 'started', recognisedOn: '2025-05-07', checklist: [] }),
      ),
    ).rejects.toMatchObject({ code: 'kernel.not-permitted' })
    await expect(
      city.do('staff', ctx =>
        recogniseStage(ctx, project.id, { stage: 'started', recognisedOn: '2025-05-07', checklist: ['land'] }),
      ),
    ).rejects.toMatchObject({ code: 'projects.checklist-open' })

    city.clock.pass(60_000)
    const before = city.clock.now()
    city.clock.pass(60_000)
    await city.do('staff', ctx =>
      recogniseStage(ctx, project.id, {
        stage: 'started',
        recognisedOn: '2025-05-07',
        checklist: ['land', 'permit', 'works'],
      }),
    )
    expect(await city.ask('leader', ctx => projectDetail(ctx, project.id))).toMatchObject({
      stageRecognised: true,
      stageOn: '2025-05-07',
    })
    expect(await city.ask('leader', ctx => projectDetail(ctx, project.id), { asOf: before })).toMatchObject({
      stageRecognised: false,
      stageOn: '2025-05-06',
    })
    expect(await city.events(project.id)).toEqual([
      'projects.created',
      'projects.stage-claimed',
      'projects.stage-recognised',
    ])
  })

  it('cannot be claimed for a day to come', async () => {
    const project = await city.do('staff', ctx => createProject(ctx, { name: '己' }))
    await expect(
      city.do('staff', ctx => putStage(ctx, project.id, { stage: 'signed', claimedOn: '2025-05-09' })),
    ).rejects.toMatchObject({ code: 'projects.stage-in-future', field: 'claimedOn' })
  })
})

describe('changing a project', () => {
  it('is refused when somebody changed it since it was seen', async () => {
    const project = await city.do('staff', ctx => createProject(ctx, { name: '庚' }))
    await city.do('staff', ctx => changeProject(ctx, project.id, { version: 1, reason: '补', place: '海安' }))
    await expect(
      city.do('staff2', ctx => changeProject(ctx, project.id, { version: 1, reason: '补', place: '如皋' })),
    ).rejects.toMatchObject({ code: 'projects.changed-conflict' })
  })
  it('is refused when the parent would be its own child', async () => {
    const up = await city.do('staff', ctx => createProject(ctx, { name: '母' }))
    const down = await city.do('staff', ctx => createProject(ctx, { name: '子', parentId: up.id }))
    await expect(
      city.do('staff', ctx => changeProject(ctx, up.id, { version: up.version, reason: '误', parentId: down.id })),
    ).rejects.toMatchObject({ code: 'projects.parent-circular' })
  })
})

describe('a signing batch', () => {
  it('shows the gap between what was stated and what is known, with the members behind each number', async () => {
    const batch = await city.do('staff', ctx =>
      createBatch(ctx, { code: 'B1', name: '商会批次', statedCount: 20, statedTotal: '118.11亿元' }),
    )
    await city.do('staff', ctx =>
      createProject(ctx, { name: '批甲', batchId: batch.id, amounts: [{ what: 'total', printed: '12亿元' }] }),
    )
    await city.do('staff', ctx => createProject(ctx, { name: '批乙', batchId: batch.id }))
    const { rows } = await city.ask('leader', ctx => batchList(ctx))
    expect(rows.find(row => row.code === 'B1')).toMatchObject({
      statedTotal: { value: 118.11, printed: '118.11亿元' },
      knownTotal: { value: 12, evidence: 'differs' },
      knownCount: { value: 2, evidence: 'differs' },
      withoutAmount: 1,
    })
    const answer = await server.as('leader').get(`/api/320600/evidence?kind=batch&id=${batch.id}&field=knownTotal`)
    expect(answer).toMatchObject({ status: 200, body: { items: [{ kind: 'computed', total: 2 }] } })
  })
})

describe('how far the projects have come', () => {
  it('is counted of one batch: claims apart, drafts not at all, with the projects behind every number', async () => {
    const batch = await city.do('staff', ctx => createBatch(ctx, { code: 'B2', name: '张江批次', statedCount: 4 }))
    const member = async (name: string, draft = false) =>
      (await city.do('staff', ctx => createProject(ctx, { name, batchId: batch.id }, { draft }))).id
    const signed = { stage: 'signed', recognisedOn: '2024-09-20', checklist: ['agreement'] }
    const [claimed, ended] = [await member('漏甲'), await member('漏乙')]
    await member('漏丙')
    await member('漏丁', true)
    for (const id of [claimed, ended]) await city.do('staff', ctx => recogniseStage(ctx, id, signed))
    await city.do('staff', ctx => putStage(ctx, claimed, { stage: 'started', claimedOn: '2025-01-06' }))
    await city.do('staff', ctx =>
      recogniseStage(ctx, ended, { stage: 'terminated', recognisedOn: '2025-02-06', checklist: [] }),
    )

    const { body } = await server.as('viewer').get(`/api/320600/projects/funnel?batch=${batch.id}`)
    const funnel = stageFunnel.parse(body)
    expect([funnel.total.value, funnel.without.value]).toEqual([3, 1])
    const at = (stage: string) => funnel.stages.find(each => each.stage === stage)
    expect([at('started')?.recognised.value, at('started')?.claimed.value]).toEqual([0, 1])
    expect(at('terminated')).toMatchObject({ end: true, recognised: { value: 1 } })
    for (const { value, ref } of [
      funnel.total,
      funnel.without,
      ...funnel.stages.flatMap(e => [e.recognised, e.claimed]),
    ])
      expect(await server.as('viewer').get(`/api/320600/evidence?${new URLSearchParams(ref)}`)).toMatchObject({
        body: { items: [{ kind: 'computed', total: value }] },
      })

    // The vintage asks how far they ever came: who was terminated had signed, and so had who claims a start.
    const row = (await city.ask('viewer', ctx => batchList(ctx))).rows.find(each => each.id === batch.id)
    const reached = (stage: string) => row?.reached.find(each => each.stage === stage)
    expect([reached('signed')?.count.value, reached('signed')?.claimed.value]).toEqual([2, 0])
    expect([reached('started')?.count.value, reached('started')?.claimed.value]).toEqual([0, 1])
  })

  it('is told to nobody of another region', async () => {
    const { status } = await server.as('putuostaff').get('/api/320600/projects/funnel')
    expect(status).toBe(404)
    const ref = new URLSearchParams({ kind: 'project-funnel', id: 'all~all', field: 'total' })
    expect((await server.as('putuostaff').get(`/api/320600/evidence?${ref}`)).status).toBe(404)
  })
})

describe('a fact that a person accepted', () => {
  it('drafts the project with its proof, and goes again with its fact', async () => {
    const text = '乙辰新材料项目总投资5亿元，昨天正式开工。'
    const fact: FactAccepted['fact'] = {
      kind: 'project',
      name: '乙辰新材料项目',
      stage: '开工',
      parties: ['乙辰公司'],
      place: '海安',
      amounts: [{ value: 5, unit: '亿元', what: '总投资', evidence: { start: 7, end: 13, text: text.slice(7, 13) } }],
      capacity: [],
      evidence: { start: 0, end: text.length, text },
      confidence: 0.9,
    }
    const factId = '00000000-0000-7000-8000-00000000000f'
    const accepted = (sourceId: string): FactAccepted => ({
      factId,
      articleId: factId,
      sourceId,
      fact,
      article: { title: '开工', kind: 'news' },
      issueDate: '2025-05-08',
      occurredOn: '2025-05-07',
      publication: null,
      organisations: {},
    })
    await city.do('staff', async ctx => {
      const source = await addSource(ctx, {
        name: 'p.txt',
        publication: null,
        page: null,
        issueDate: '2025-05-08',
        issueDateBasis: null,
        internal: false,
        text,
      })
      await draftFromFact(ctx, accepted(source.id))
    })
    const listed = await server.as('staff').get(`/api/320600/projects?find=${encodeURIComponent('乙辰')}`)
    expect(listed).toMatchObject({
      status: 200,
      body: {
        total: 1,
        rows: [
          {
            draft: true,
            stage: 'started',
            stageOn: '2025-05-07',
            stageRecognised: false,
            investment: { value: 5, evidence: 'source' },
          },
        ],
      },
    })
    const { investment } =
      (listed.body as { rows: Array<{ investment: { ref: { kind: string; id: string; field: string } } }> }).rows[0] ??
      {}
    const proof = await server.as('staff').get(`/api/320600/evidence?${new URLSearchParams(investment?.ref)}`)
    expect(proof).toMatchObject({ body: { items: [{ kind: 'source', text: '总投资5亿元', factId }] } })

    await city.do('staff', ctx =>
      withdrawWithFact(ctx, { factId, kind: 'project', reason: '读错', undone: false, resting: [] }),
    )
    expect(await server.as('staff').get(`/api/320600/projects?find=${encodeURIComponent('乙辰')}`)).toMatchObject({
      body: { total: 0 },
    })
  })
})

describe('a fact with more in it than a name may hold', () => {
  const evidence = { start: 0, end: 2, text: '项目' }
  const accepted = (fact: FactAccepted['fact']): FactAccepted => ({
    ...{ factId: '00000000-0000-7000-8000-00000000001f', articleId: '00000000-0000-7000-8000-00000000001f', fact },
    ...{ article: { title: '长', kind: 'news' }, issueDate: '2025-05-08', occurredOn: '2025-05-07' },
    ...{ publication: null, organisations: {} },
    sourceId: sourceOf.id,
  })
  const sourceOf = { id: '' }
  const common = { evidence, confidence: 0.9 }
  const project = { ...common, kind: 'project' as const, stage: null, place: null, amounts: [], capacity: [] }
  beforeAll(async () => {
    const source = await city.do('staff', ctx =>
      addSource(ctx, {
        ...{ name: 'q.txt', publication: null, page: null, issueDate: '2025-05-08', issueDateBasis: null },
        ...{ internal: false, text: '项目' },
      }),
    )
    sourceOf.id = source.id
  })

  it.each([
    ['a control character', '甲\u0000壬项目', '甲 壬项目'],
    ['a character that turns the direction', '乙\u202e壬项目', '乙壬项目'],
    ['a name of 400 characters', `丙壬${'长'.repeat(400)}`, `丙壬${'长'.repeat(197)}…`],
  ])('drafts it under a name that can be one: %s', async (_, name, kept) => {
    await city.do('staff', ctx => draftFromFact(ctx, accepted({ ...project, name, parties: [name, name, '\u0007'] })))
    expect(await city.ask('staff', ctx => projectNamed(ctx, kept))).toMatchObject({ name: kept, draft: true })
  })

  it('drafts nothing where no character of a name is left, and keeps an amount nobody can read out of a batch', async () => {
    await city.do('staff', ctx => draftFromFact(ctx, accepted({ ...project, name: '\u202e\u0007', parties: [] })))
    const amounts = [{ value: 3, unit: '箩筐', what: '总投资', evidence }]
    await city.do('staff', ctx =>
      draftFromFact(ctx, accepted({ ...project, name: '丁壬集中签约', count: 19, parties: [], amounts })),
    )
    expect(await city.ask('staff', ctx => batchCoded(ctx, '2025-05-07-19'))).toMatchObject({
      statedCount: 19,
      statedTotalFen: null,
    })
  })
})

describe('importing a table', () => {
  it('brings in all of it or nothing, and names the row and the column', async () => {
    const rows = [
      { code: 'I1', name_zh: '导入甲', batch_code: '' },
      { code: 'I2', name_zh: '导入乙', batch_code: 'none' },
    ]
    await expect(city.do('staff', ctx => importTable(ctx, 'projects', rows))).rejects.toMatchObject({
      code: 'projects.row-unfit',
      params: { row: 3, column: 'batch_code' },
    })
    const { projects } = await city.ask('staff', ctx => projectsForPack(ctx))
    expect(projects.some(project => project.name.startsWith('导入'))).toBe(false)
    expect(await city.do('staff', ctx => importTable(ctx, 'projects', rows.slice(0, 1)))).toBe(1)
  })
})

describe('the list', () => {
  it('pages by cursor without losing or repeating, in every sort', async () => {
    for (const sort of ['name', '-name', 'stageOn', '-investment']) {
      const seen: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const url: string = `/api/320600/projects?limit=3&sort=${sort}${cursor ? `&cursor=${cursor}` : ''}`
        const { body } = (await server.as('viewer').get(url)) as {
          body: { rows: Array<{ id: string }>; next: string | null; total: number }
        }
        seen.push(...body.rows.map(row => row.id))
        cursor = body.next
        if (cursor === null) expect(seen).toHaveLength(body.total)
      }
      expect(new Set(seen).size).toBe(seen.length)
    }
  })
  it('refuses a sort it does not have', async () => {
    expect(await server.as('viewer').get('/api/320600/projects?sort=colour')).toMatchObject({
      status: 422,
      body: { refusal: { code: 'kernel.unknown-sort', field: 'sort' } },
    })
  })
})
