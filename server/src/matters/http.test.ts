import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { zh } from '#contract/words/matters.ts'
import type { Ctx } from '#kernel/context.ts'
import { addSource } from '#kernel/evidence/sources.ts'
import { aCity, type City, NANTONG } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import type { FactAccepted } from '../intake/events.ts'
import { approve, propose } from './commands/approval.ts'
import { assign, signFor } from './commands/assign.ts'
import { createMatter } from './commands/create.ts'
import { report } from './commands/progress.ts'
import { draftFromFact, factWithdrawn } from './facts.ts'
import { listMatters } from './queries/list.ts'

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

const api = `/api/${NANTONG}/matters`
const TEXT = '双方商定，就技术供需建起常态对接，由市科技局列出清单。会议听取了汇报。'
const what = '就技术供需建起常态对接'

const accepted = (ctx: Ctx, sourceId: string): FactAccepted => ({
  factId: ctx.newId(),
  articleId: ctx.newId(),
  sourceId,
  fact: {
    kind: 'task',
    what,
    assignee: '市科技局',
    statedBy: null,
    modality: 'resolution',
    confidence: 0.94,
    evidence: { start: TEXT.indexOf(what), end: TEXT.indexOf(what) + what.length, text: what },
  },
  article: { title: '两地对接', kind: 'news' },
  issueDate: '2024-09-21',
  occurredOn: null,
  publication: '演示日报',
  organisations: {},
})
const source =
  (name: string, text = TEXT) =>
  (ctx: Ctx) =>
    addSource(ctx, {
      name,
      publication: '演示日报',
      page: '第2版',
      issueDate: '2024-09-21',
      issueDateBasis: null,
      internal: false,
      text,
    })

const draft = async (title: string, reportsOn?: number) => {
  const { id } = await city.do('staff', ctx =>
    createMatter(ctx, {
      title,
      dueOn: '2025-06-30',
      startOn: '2025-01-02',
      parts: [{ role: 'lead', unitId: city.unit('science'), weight: 100 }],
    }),
  )
  if (reportsOn === undefined) return id
  await city.do('staff', ctx => propose(ctx, id, {}))
  await city.do('leader', ctx => approve(ctx, id, {}))
  await city.do('staff', ctx => assign(ctx, id, {}))
  await city.do('reporter', ctx => signFor(ctx, id, {}))
  // Versions of one instant are set a millisecond apart; time goes on before anybody asks.
  city.clock.pass(1000)
  await city.do('reporter', ctx => report(ctx, id, { text: '进展', percent: reportsOn }))
  city.clock.pass(1000)
  return id
}

describe('a matter from a page', () => {
  it('is drafted once from an accepted task, each field resting on its sentence, and withdrawn with the fact', async () => {
    const [fact] = await city.do('staff', async ctx => {
      const found = await source('页甲')(ctx)
      const given = accepted(ctx, found.id)
      await draftFromFact(ctx, given)
      await draftFromFact(ctx, given)
      return [given]
    })
    const { rows, total } = await city.ask('staff', ctx => listMatters(ctx, { limit: 50, find: what }))
    expect(total).toBe(1)
    const id = rows[0]?.id ?? ''
    const shown = await server.as('staff').get(`${api}/${id}`)
    expect(shown.body).toMatchObject({
      state: 'drafted',
      kind: 'resolution',
      assigneeText: '市科技局',
      leadUnitId: null,
      source: { kind: 'source', text: what },
    })
    expect(shown.body).toMatchObject({ kinds: { title: 'source', sourceText: 'source', assigneeText: 'source' } })
    await city.do('staff', ctx =>
      factWithdrawn(ctx, { factId: fact?.factId ?? '', kind: 'task', reason: '读错', undone: false, resting: [] }),
    )
    expect((await server.as('staff').get(`${api}/${id}`)).status).toBe(404)
  })

  it('stays when people have acted on it, with a note that its source is gone', async () => {
    const given = await city.do('staff', async ctx => {
      const made = accepted(ctx, (await source('页乙', `${TEXT}（二）`)(ctx)).id)
      await draftFromFact(ctx, made)
      return made
    })
    const { rows } = await city.ask('staff', ctx => listMatters(ctx, { limit: 50, find: what }))
    const id = rows[0]?.id ?? ''
    await server
      .as('staff')
      .post(`${api}/${id}/edit`, { version: 1, fields: { parts: [{ role: 'lead', unitId: city.unit('science') }] } })
    await city.do('staff', ctx => propose(ctx, id, {}))
    await city.do('leader', ctx => approve(ctx, id, {}))
    await city.do('staff', ctx =>
      factWithdrawn(ctx, { factId: given.factId, kind: 'task', reason: '读错', undone: false, resting: [] }),
    )
    const shown = await server.as('staff').get(`${api}/${id}`)
    expect(shown.body).toMatchObject({ state: 'registered', kinds: {} })
    const { timeline } = shown.body as { timeline: Array<{ verb: string }> }
    expect(timeline.map(event => event.verb)).toContain('source-withdrawn')
  })

  it('warns of a double and lets the person decide', async () => {
    await draft('瓶装液化气入楼道整改')
    const found = await server.as('staff').get(`${api}/doubles?title=${encodeURIComponent('瓶装液化气入楼道的整改')}`)
    expect(found.body).toMatchObject({ items: [{ title: '瓶装液化气入楼道整改' }] })
  })
})

describe('over HTTP', () => {
  it('leaves what an edit does not name as it was', async () => {
    const written = { title: '楼道照明修复', dueOn: '2025-06-30', goal: '全部亮起', kind: 'problem', urgency: 'urgent' }
    const parts = [{ role: 'lead', unitId: city.unit('science') }]
    const made = await server.as('staff').post(api, { ...written, parts })
    const { id } = made.body as { id: string }
    await server.as('staff').post(`${api}/${id}/edit`, { version: 2, fields: { goal: '三成亮起' } })
    const { body } = await server.as('staff').get(`${api}/${id}`)
    expect(body).toMatchObject({ ...written, goal: '三成亮起', leadUnitId: city.unit('science') })
  })

  it('lists, filters and pages with every light explained, and answers as of an instant', async () => {
    city.clock.pass(1000)
    const before = city.clock.now().toISOString()
    city.clock.pass(1000)
    const id = await draft('列表事项', 10)
    const list = await server
      .as('staff')
      .get(`${api}?find=${encodeURIComponent('列表事项')}&light=red,orange,yellow&phase=open`)
    expect(list.body).toMatchObject({
      total: 1,
      rows: [{ id, light: 'red', because: [{ rule: 'gap', light: 'red' }, {}, {}, {}] }],
    })
    const past = await server.as('staff').get(`${api}?find=${encodeURIComponent('列表事项')}&asOf=${before}`)
    expect(past.body).toMatchObject({ total: 0, asOf: before })
    expect((await server.as('staff').get(`${api}?light=purple`)).status).toBe(422)
    expect((await server.as('staff').get(`${api}?sort=secret`)).body).toMatchObject({
      refusal: { code: 'kernel.unknown-sort' },
    })
    expect((await server.as().get(api)).status).toBe(401)
    const strips = await server.as('staff').get(`${api}/strips`)
    expect(strips.body).toMatchObject({
      units: [{ unit: '市科技局', total: 2, counts: [{ light: 'red' }, { light: 'green' }] }],
    })
  })

  it('answers refusals with a code, the field, and a sentence in both languages', async () => {
    const id = await draft('拒绝的样子')
    const wrong = await server.as('staff').post(`${api}/${id}/close`, { version: 1, opinion: '同意' })
    expect([wrong.status, wrong.body]).toMatchObject([403, { refusal: { code: 'kernel.not-permitted' } }])
    const early = await server.as('leader').post(`${api}/${id}/close`, { version: 2, opinion: '同意' })
    expect([early.status, early.body]).toMatchObject([
      422,
      { refusal: { code: 'matters.wrong-state', params: { state: '拟办' } } },
    ])
    const stale = await server.as('staff').post(`${api}/${id}/propose`, { version: 1 })
    expect([stale.status, stale.body]).toMatchObject([
      409,
      { refusal: { code: 'matters.changed-conflict', field: 'version', params: { seen: 1, now: 2 } } },
    ])
    expect((await server.as('staff').post(`${api}/${id}/propose`, {})).status).toBe(422)
    expect((await server.as('reporter').post(`${api}/${id}/sign`, { version: 2 })).status).toBe(404)
    expect((await server.as('citizen').get(`${api}/choices`)).status).toBe(403)
  })

  it('gives evidence for every number it shows, and none of what may not be seen', async () => {
    const id = await draft('凭据', 40)
    const ask = async (field: string, who = 'staff', kind = 'matter', of = id) =>
      (await server.as(who).get(`/api/${NANTONG}/evidence?kind=${kind}&id=${of}&field=${field}`)).body
    expect(await ask('workdaysLeft')).toMatchObject({
      items: [
        {
          kind: 'computed',
          formula: 'matters.formula-workdays-left',
          inputs: [{ value: '2025-05-08' }, { value: '2025-06-30' }, {}],
        },
      ],
    })
    expect(await ask('gap')).toMatchObject({
      items: [{ formula: 'matters.formula-gap', inputs: [{ value: '70.4%' }, { value: '40%' }] }],
    })
    expect(await ask('dueOn')).toMatchObject({ items: [{ kind: 'hand', by: 'staff' }] })
    expect(await ask('light')).toMatchObject({
      items: [{ formula: 'matters.formula-light', inputs: [{ label: '进度差', light: 'red' }, {}, {}, {}] }],
    })
    const detail = await server.as('staff').get(`${api}/${id}`)
    const part = (detail.body as { parts: Array<{ id: string }> }).parts[0]?.id ?? ''
    expect(await ask('actualPercent', 'staff', 'matter-part', part)).toMatchObject({
      items: [{ kind: 'hand', by: 'reporter' }],
    })
    expect(await ask('total', 'staff', 'matters', city.unit('science'))).toMatchObject({
      items: [{ formula: 'matters.formula-count' }],
    })
    expect(await ask('workdaysLeft', 'district')).toMatchObject({ refusal: { code: 'evidence.subject-not-found' } })
    expect(await ask('workdaysLeft', 'staff', 'matter', 'nonsense')).toMatchObject({
      refusal: { code: 'evidence.subject-not-found' },
    })
  })

  it('gives a table that may be imported again, to office people only', async () => {
    const file = await server.as('staff').get(`${api}/table`)
    expect(file.headers['content-type']).toContain('text/csv')
    const body = { name: 'matters.csv', base64: Buffer.from(String(file.body)).toString('base64') }
    expect((await server.as('leader').post(`${api}/table`, body)).status).toBe(403)
    expect((await server.as('staff').post(`${api}/table`, body)).body).toMatchObject({ added: 0, changed: 0 })
    expect(
      (
        await server
          .as('staff')
          .post(`${api}/table`, { name: 'x.csv', base64: Buffer.from('a,b\r\n1,2').toString('base64') })
      ).body,
    ).toMatchObject({ refusal: { code: 'matters.table-unfit' } })
    expect(server.faults).toEqual([])
  })
})

it('words every code it refuses with', async () => {
  const { readdirSync, readFileSync } = await import('node:fs')
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
    name => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  )
  const codes = files.flatMap(name =>
    [
      ...readFileSync(`${import.meta.dirname}/${name}`, 'utf8').matchAll(
        /(?:refuse\(\s*|code: |formula\(|fault\([^)]*?)'(matters\.[a-z-]+)'/g,
      ),
    ].map(found => found[1] ?? ''),
  )
  expect(codes.length).toBeGreaterThan(40)
  expect([...new Set(codes)].filter(code => !(code in zh))).toEqual([])
})
