import type { Ctx } from '#kernel/context.ts'
import { one, sql } from '#kernel/database/sql.ts'
import { bringPage } from '../../intake/commands/bringPage.ts'
import { note } from '../../intake/commands/takeDelivery.ts'
import { tablesOfPage } from '../../intake/queries/tables.ts'
import { forgetPages } from '../../intake/testing/forget.ts'
import { pageText } from '../../intake/testing/page.ts'
import { answerName } from '../../registry/commands/answers.ts'
import { queueItem } from '../../registry/queries/queue.ts'
import { type City, NANTONG, PUTUO } from '../city.ts'
import type { Kept, Kinds, Make } from './kept.ts'
import { secret } from './secrets.ts'

const both = [
  ['nantong', NANTONG, 'staff', 'head'],
  ['putuo', PUTUO, 'putuostaff', 'putuohead'],
] as const

type Scopes = Record<string, Kept>

/** What is known: the registry's records, pages with their facts, figures. */
export async function knowledge(city: City, make: Make): Promise<Kinds> {
  return { ...(await registry(city, make)), ...(await intake(city, make)), ...(await indicators(city, make)) }
}

async function registry(city: City, make: Make): Promise<Kinds> {
  const kinds: Record<string, Scopes> = {}
  for (const [scope, region, by, head] of both) {
    const keep = (kind: string, id: string, more: Partial<Kept> = {}) => {
      kinds[kind] = { ...kinds[kind], [scope]: { region, id, ...more } }
      return id
    }
    const post = async (path: string, body: object) => (await make(by, region, 'post', `/registry${path}`, body)).id
    const organisation = keep('organisation', await post('/organisations', { name: '江海演示物流集团', type: 'firm' }))
    const other = await post('/organisations', { name: '通州湾港务研究院', type: 'institute' })
    keep('alias', await post(`/organisations/${organisation}/aliases`, { alias: '江海物流' }))
    keep('membership', await post('/memberships', { memberId: organisation, bodyId: other, role: '会员单位' }))
    const person = keep('person', await post('/people', { name: '沈怀舟' }))
    keep('tenure', await post('/tenures', { personId: person, post: '院长', organisationId: other }))
    keep('place', await post('/places', { name: '通州湾', level: 'site' }))
    const unit = { code: 'extra', nameZh: '另设的处', kind: 'division' }
    keep('unit', (await make(head, region, 'post', '/registry/units', unit)).id)
    const judged = {
      kind: 'organisation',
      leftId: organisation,
      rightId: other,
      judgement: 'different',
      reason: '两家',
    }
    keep('link', await post('/links', judged), { params: { kind: 'organisation' } })
    const like = await post('/organisations', { name: '濠滨演示造船研究所', type: 'institute' })
    await post('/links', { ...judged, rightId: like, judgement: 'unsure' })
    keep('name', like, { params: { kind: 'organisation' } })
    // Put off, it still waits and is still answered.
    const putOff = async (ctx: Ctx) => {
      const { seen } = await queueItem(ctx, 'organisation', like)
      return answerName(ctx, 'organisation', like, { seen, answer: 'unsure' })
    }
    keep('answer', (await city.do(by, putOff, { region })).id)
  }
  return kinds
}

/** A page brought by the walkers' unit, one by the office and one of Putuo, each with a fact that waits, one that was accepted, and the lesson of one
 * that was not taken; and a table of each, with what its columns are remembered to mean. */
async function intake(city: City, make: Make): Promise<Kinds> {
  const page: Scopes = {}
  const article: Scopes = {}
  const fact: Scopes = {}
  const lesson: Scopes = {}
  const delivery: Scopes = {}
  const table: Scopes = {}
  const remembers: Scopes = {}
  for (const [scope, region, by, reviewer, units] of [
    ['science', NANTONG, 'reporter', 'staff', ['science']],
    ['office', NANTONG, 'staff', 'staff', []],
    ['putuo', PUTUO, 'putuostaff', 'putuostaff', []],
  ] as const) {
    const text = `${pageText}\n（${scope} ${secret.page}）\n`
    await forgetPages(city)
    const brought = await city.do(by, ctx => bringPage(ctx, { name: `${scope}日报`, text, issueDate: '2025-05-07' }))
    const thing = { region, units }
    page[scope] = { ...thing, id: brought.page.id }
    const first = await one(
      city.database.db,
      sql<{ id: string }>`select id from intake_article where page_id = ${brought.page.id} limit 1`,
    )
    article[scope] = { ...thing, id: first?.id ?? '' }
    const added = (words: string, value: number, unit: string, subject: string) => {
      const start = text.indexOf(words)
      return make(reviewer, region, 'post', `/intake/pages/${brought.page.id}/facts`, {
        span: { start, end: start + words.length },
        fact: {
          kind: 'figure',
          subject,
          indicator: words,
          value,
          unit,
          period: '2025-05',
          comparison: null,
          bound: null,
        },
      })
    }
    fact[`${scope}-pending`] = { ...thing, id: (await added('120名选手', 120, '名', `${scope}${secret.pending}`)).id }
    const accepted = await added('两座仓库', 2, '座', `${scope}的竞赛`)
    await make(reviewer, region, 'post', `/intake/facts/${accepted.id}/acceptance`, { version: accepted.version })
    fact[`${scope}-accepted`] = { ...thing, id: accepted.id, accepted: true }
    const read = await one(
      city.database.db,
      sql<{
        id: string
      }>`select id from intake_fact where page_id = ${brought.page.id} and kind = 'organisation' limit 1`,
    )
    await make(reviewer, region, 'post', `/intake/facts/${read?.id}/rejection`, { version: 1 })
    const taught = await one(
      city.database.db,
      sql<{ id: string }>`select id from intake_lesson where page_id = ${brought.page.id} limit 1`,
    )
    lesson[scope] = { region, id: taught?.id ?? '' }
    delivery[scope] = { region, id: await refusedDelivery(city, reviewer, scope) }
    const listed = await city.do(by, ctx =>
      bringPage(ctx, {
        name: `${scope}.csv`,
        bytes: new TextEncoder().encode(`项目名称,${scope}投资额（万元）\n${scope}项目,12\n`),
      }),
    )
    const [kept] = await city.ask(reviewer, ctx => tablesOfPage(ctx, listed.page.id))
    if (!kept) throw new Error('the table was not taken for one')
    const { id, version, suggested: mapping } = kept
    table[scope] = { ...thing, id }
    await make(reviewer, region, 'put', `/intake/tables/${id}/mapping`, { version, mapping })
    const remembered = await one(
      city.database.db,
      sql<{ id: string }>`select id from intake_mapping where page_id = ${listed.page.id} limit 1`,
    )
    remembers[scope] = { region, id: remembered?.id ?? '' }
  }
  return { page, article, fact, lesson, delivery, table, mapping: remembers }
}

/** A thing that a source delivered and that was refused; gives its id. */
async function refusedDelivery(city: City, by: string, scope: string): Promise<string> {
  const told = { source: `${scope}收件夹`, key: scope, mark: null, name: `${scope}.pdf` }
  const outcome = {
    state: 'refused',
    pageId: null,
    errorCode: 'files.empty',
    errorParams: { name: told.name },
  } as const
  return city.do(by, async ctx => (await note(ctx, told, outcome)).id)
}

async function indicators(city: City, make: Make): Promise<Kinds> {
  const kinds: Record<string, Scopes> = { indicator: {}, series: {}, observation: {} }
  const keep = (kind: string, scope: string, kept: Kept) => {
    kinds[kind] = { ...kinds[kind], [scope]: kept }
  }
  for (const [scope, region, by] of both) {
    const post = async (path: string, body: object) => (await make(by, region, 'post', `/indicators${path}`, body)).id
    const indicator = await post('/indicators', { nameZh: '研发投入', unit: '亿元', kind: 'flow' })
    keep('indicator', scope, { region, id: indicator })
    for (const unit of region === NANTONG ? ['science', 'industry'] : ['putuo']) {
      const subject = { kind: 'text', name: `${unit}口径` }
      const series = await post('/series', { indicatorId: indicator, subject, unitId: city.unit(unit) })
      keep('series', unit, { region, units: [unit], id: series })
      if (unit === 'industry') continue
      const observation = await post('/observations', { seriesId: series, period: '2024', value: 12 })
      keep('observation', scope, { region, id: observation })
    }
  }
  return kinds
}
