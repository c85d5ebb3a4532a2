import { tablesOfPage } from '#contract/intake/tables.ts'
import { articleDetail, decidedFact, pageDetail } from '#contract/intake.ts'
import { fixed, type Given } from '../bodies.ts'
import type { Walk } from '../walk.ts'

const passage = '全市港口货物吞吐量2150万吨，同比增长3.2%。'
/** One fact of every kind; texts in them are tried out, codes and numbers are sound. */
const facts: ReadonlyArray<Record<string, Given>> = [
  { kind: fixed('person') },
  { kind: fixed('organisation'), type: 'firm' },
  { kind: fixed('place') },
  { kind: fixed('event') },
  { kind: fixed('project'), amounts: [], capacity: [] },
  { kind: fixed('agreement'), parties: ['甲方公司', '乙方公司'], form: '战略合作协议' },
  { kind: fixed('figure'), value: 2150, unit: '万吨', period: '2025-04', comparison: null, bound: null },
  { kind: fixed('task') },
  { kind: fixed('agenda-item') },
]

/** Pages and facts: brought, described, dated, each act on a fact, and what was drafted from accepted facts confirmed. */
export async function intakeScene({ step, read }: Walk, round: number): Promise<void> {
  const as = 'staff'
  const tried = await step('POST /intake/pages', { as, given: { base64: undefined, text: `${passage}第${round}页。` } })
  await step('POST /intake/pages/{id}/withdrawal', { as, params: { id: tried.id }, given: { version: tried.version } })

  const text = fixed(`${passage}这是第${round}张页面。`)
  const page = await step('POST /intake/pages', { as, given: { base64: undefined, text, issueDate: '2025-05-06' } })
  const params = { id: page.id }
  const described = await step('PUT /intake/pages/{id}', { as, params, given: { version: page.version } })
  await step('PUT /intake/pages/{id}/issue-date', {
    as,
    params,
    given: { version: described.version, issueDate: '2025-05-07' },
  })
  const again = await step('POST /intake/pages', {
    as,
    given: { base64: undefined, text: fixed(`这是第${round}张页面。${passage}`), issueDate: '2025-05-07' },
  })
  const [article] = pageDetail.parse(await read(`/intake/pages/${again.id}`)).items
  if (article) {
    const { repeat } = articleDetail.parse(await read(`/intake/articles/${article.id}`))
    if (repeat)
      await step('POST /intake/articles/{id}/repeat', {
        as,
        params: { id: article.id },
        given: { version: repeat.version, verdict: 'same' },
      })
  }
  const laid = await read(`/intake/pages/${page.id}`)
  const where = { act: 'breaks', at: 0, after: undefined }
  await step('POST /intake/pages/{id}/layings', { as, params, given: { version: laid.version, ...where } })
  const laidOnce = await read(`/intake/pages/${page.id}`)
  await step('POST /intake/pages/{id}/layings/undoing', { as, params, given: { version: laidOnce.version } })
  const span = { start: 0, end: 8 }
  for (const fact of facts) {
    const added = await step('POST /intake/pages/{id}/facts', { as, params, given: { span, fact } })
    const one = { id: added.id }
    const given = { corrected: fact, span }
    const corrected = await step('PUT /intake/facts/{id}', { as, params: one, given: { ...given, version: 1 } })
    const rejected = await step('POST /intake/facts/{id}/rejection', {
      as,
      params: one,
      given: { version: corrected.version },
    })
    const undone = await step('POST /intake/facts/{id}/undoing', {
      as,
      params: one,
      given: { version: rejected.version },
    })
    const accepted = await step('POST /intake/facts/{id}/acceptance', {
      as,
      params: one,
      given: { ...given, version: undone.version, insteadOf: [] },
    })
    await confirmDrafts()
    if (fact === facts[7] || fact === facts[8])
      await step('POST /intake/facts/{id}/withdrawal', { as, params: one, given: { version: accepted.version } })
  }
  const throughput = (value: number) => ({
    kind: fixed('figure'),
    subject: fixed('全市港口'),
    indicator: fixed(`第${round}次吞吐量`),
    value,
    unit: fixed('万吨'),
    period: fixed('2025-04'),
    comparison: null,
    bound: null,
  })
  const [one, other] = [
    await step('POST /intake/pages/{id}/facts', { as, params, given: { span, fact: throughput(2150) } }),
    await step('POST /intake/pages/{id}/facts', { as, params, given: { span, fact: throughput(2160) } }),
  ]
  await step('POST /intake/facts/{id}/acceptance', {
    as,
    params: { id: one.id },
    given: { version: 1, corrected: undefined, span: undefined, insteadOf: [] },
  })
  const open = { version: 1, kind: 'figure', others: [one.id], verdict: 'open', seen: null }
  const decided = await step('POST /intake/facts/{id}/contradictions', { as, params: { id: other.id }, given: open })
  await step('POST /intake/facts/{id}/contradictions/undoing', {
    as,
    params: { id: other.id },
    given: { version: 1, decision: decidedFact.parse(decided).decision },
  })
  const [lesson] = (await read('/intake/lessons')).rows
  if (lesson)
    await step('POST /intake/lessons/{id}/switch', {
      as,
      params: { id: lesson.id },
      given: { version: lesson.version, on: lesson.off === true },
    })
  await tableSteps({ step, read }, round)
  const last = await step('POST /intake/pages/{id}/facts', {
    as,
    params,
    given: { span, fact: { kind: fixed('task') } },
  })
  await step('POST /intake/pages/{id}/acceptances', { as, params, given: { atLeast: 1 } })
  await step('POST /intake/pages/{id}/undoing', { as, params, given: { facts: [{ id: last.id, version: 2 }] } })

  async function confirmDrafts(): Promise<void> {
    for (const [list, route] of [
      ['/registry/organisations?standing=draft&limit=200', 'POST /registry/organisations/{id}/confirm'],
      ['/registry/people?standing=draft&limit=200', 'POST /registry/people/{id}/confirm'],
      ['/registry/places', 'POST /registry/places/{id}/confirm'],
      ['/indicators/series?standing=draft&limit=200', 'POST /indicators/series/{id}/confirm'],
      ['/projects?draft=true&limit=200', 'POST /projects/{id}/confirm'],
    ] as const)
      for (const draft of (await read(list)).rows.filter(each => each.standing !== 'confirmed')) {
        const { version } = list.startsWith('/projects') ? await read(`/projects/${draft.id}`) : draft
        await step(route, { as, params: { id: draft.id }, given: { version } })
      }
  }
}

/** A table is brought, what its columns mean is said, remembered and forgotten. */
async function tableSteps({ step, read }: Pick<Walk, 'step' | 'read'>, round: number): Promise<void> {
  const as = 'staff'
  const csv = `项目名称,投资方,投资额\n第${round}个项目,江海演示集团,12\n`
  const base64 = fixed(Buffer.from(csv).toString('base64'))
  const brought = await step('POST /intake/pages', {
    as,
    given: { name: fixed(`第${round}张表.csv`), base64, text: undefined, issueDate: '2025-05-06' },
  })
  const [table] = tablesOfPage.parse(await read(`/intake/pages/${brought.id}/tables`)).tables
  if (!table) throw new Error('the table was not taken for one')
  const uses = ['name', 'party', 'amount']
  const columns = table.columns.map(({ column }, i) => ({
    column: fixed(column),
    use: fixed(uses[i] ?? 'none'),
    unit: '万元',
    comparison: null,
  }))
  await step('PUT /intake/tables/{id}/mapping', {
    as,
    params: { id: table.id },
    given: { version: table.version, mapping: { kind: fixed('project'), columns } },
  })
  const remembered = (await read('/intake/mappings')).rows[0]
  if (remembered)
    await step('POST /intake/mappings/{id}/forgetting', {
      as,
      params: { id: remembered.id },
      given: { version: remembered.version },
    })
}
