import { one, run, sql } from '#kernel/database/sql.ts'
import { prove } from '#kernel/evidence/provenance.ts'
import { addSource } from '#kernel/evidence/sources.ts'
import { type City, NANTONG, PUTUO } from '../city.ts'
import type { Kept, Kinds, Make } from './kept.ts'
import { secret } from './secrets.ts'

type Wanted = {
  region?: number
  lead: string
  by: string
  approver: string
  title: string
  /** Regions it is shared with, each with a part for its unit. */
  shared?: ReadonlyArray<readonly [region: number, unit: string]>
  more?: object
}

/** A matter on its way: drafted, proposed, approved, given to its units. */
async function aMatter(city: City, make: Make, wanted: Wanted): Promise<Kept> {
  const { region = NANTONG, lead, by, approver, title, shared = [], more = {} } = wanted
  const body = {
    title,
    dueOn: '2025-06-30',
    startOn: '2025-05-01',
    parts: [
      { role: 'lead', unitId: city.unit(lead) },
      ...shared.map(([unitRegion, unit]) => ({ role: 'co-owner', unitId: city.unit(unit), unitRegion })),
    ],
    ...more,
  }
  const { id } = await make(by, region, 'post', '/matters', body)
  const act = async (who: string, verb: string, told: object = {}) => {
    await make(who, region, 'post', `/matters/${id}/${verb}`, { version: await versionOf(city, id), ...told })
  }
  await act(by, 'propose')
  await act(approver, 'approve')
  await act(by, 'assign')
  if (shared.length > 0) await act('head', 'share', { regions: shared.map(([to]) => to) })
  return { region, id, units: [lead], lead, proposer: by, sharedWith: shared.map(([to]) => to) }
}

async function versionOf(city: City, id: string): Promise<number> {
  const seen = await one(city.database.db, sql<{ version: number }>`select version from matter where id = ${id}`)
  return seen?.version ?? 0
}

async function partOf(city: City, matter: Kept, region: number, unit: string): Promise<Kept> {
  const part = await one(
    city.database.db,
    sql<{ id: string }>`select id from matter_part where matter_id = ${matter.id} and unit_id = ${city.unit(unit)}`,
  )
  if (!part) throw new Error(`the matter has no part of ${unit}`)
  return { ...matter, part: { region, unit }, params: { partId: part.id } }
}

/** Matters and projects: led by the walkers' unit, by the office itself, by another unit and shared with Putuo; and Putuo's own. */
export async function matters(city: City, make: Make): Promise<Kinds> {
  const science = await aMatter(city, make, {
    lead: 'science',
    by: 'staff',
    approver: 'leader',
    title: '科技局的事项',
    more: { phone: secret.phone, contact: '联系人' },
  })
  const office = await aMatter(city, make, { lead: 'office', by: 'staff', approver: 'leader', title: '办公室的事项' })
  const shared = await aMatter(city, make, {
    lead: 'industry',
    by: 'head',
    approver: 'leader',
    title: '两地共办的事项',
    shared: [[PUTUO, 'putuo']],
  })
  const putuo = await aMatter(city, make, {
    region: PUTUO,
    lead: 'putuo',
    by: 'putuostaff',
    approver: 'putuohead',
    title: '普陀的事项',
  })
  // Its title rests on a text for the region's own eyes.
  await city.do('staff', async ctx => {
    const description = { publication: null, page: null, issueDate: null, issueDateBasis: null, internal: true }
    const source = await addSource(ctx, { ...description, name: '内部材料', text: `据悉，${secret.internal}。` })
    const title = { kind: 'matter', id: shared.id, field: 'title' }
    await prove(ctx, title, { factId: null, sourceId: source.id, start: 3, end: 3 + secret.internal.length })
  })
  await make('leader', NANTONG, 'post', `/matters/${office.id}/note`, {
    version: await versionOf(city, office.id),
    kind: 'talk',
    text: secret.note,
  })
  const projects = await projectsOf(city, make)
  return {
    ...projects,
    matter: { science, office, shared, putuo },
    part: {
      science: await partOf(city, science, NANTONG, 'science'),
      shared: await partOf(city, shared, PUTUO, 'putuo'),
      putuo: await partOf(city, putuo, PUTUO, 'putuo'),
    },
  }
}

async function projectsOf(city: City, make: Make): Promise<Kinds> {
  const { db } = city.database
  const inBoth = async (path: string, body: (region: number) => object): Promise<Record<string, Kept>> => ({
    nantong: { region: NANTONG, id: (await make('staff', NANTONG, 'post', path, body(NANTONG))).id },
    putuo: { region: PUTUO, id: (await make('putuostaff', PUTUO, 'post', path, body(PUTUO))).id },
  })
  const batch = await inBoth('/projects/batches', region => ({
    code: 'B1',
    name: region === NANTONG ? secret.batch : '普陀的一批',
    statedCount: 19,
    statedTotal: '300亿元',
  }))
  const project = async (by: string, region: number, unit: string): Promise<Kept> => {
    const { id } = await make(by, region, 'post', '/projects', {
      name: `${unit}的项目`,
      unitId: city.unit(unit),
      batchId: (region === NANTONG ? batch.nantong : batch.putuo)?.id,
      amounts: [{ what: 'total', printed: '42亿元' }],
    })
    await make(by, region, 'post', `/projects/${id}/stages`, { stage: 'signed', claimedOn: '2025-05-01' })
    return { region, units: [unit], id }
  }
  const science = await project('reporter', NANTONG, 'science')
  const industry = await project('reporter2', NANTONG, 'industry')
  const putuo = await project('putuostaff', PUTUO, 'putuo')
  // No act shares a project yet; the sentence is there, and a list must obey it.
  await run(db, sql`update project set shared_with = array[${PUTUO}]::integer[] where id = ${industry.id}`)
  const shared = { ...industry, sharedWith: [PUTUO] }
  await make('staff', NANTONG, 'post', '/projects', { name: secret.child, parentId: industry.id })
  const projects = { science, shared, putuo }
  const children = async (table: string) => {
    const found: Record<string, Kept> = {}
    for (const [scope, kept] of Object.entries(projects)) {
      const child = await one(
        db,
        sql<{ id: string }>`select id from ${sql.table(table)} where project_id = ${kept.id} limit 1`,
      )
      found[scope] = { ...kept, id: child?.id ?? '' }
    }
    return found
  }
  return {
    project: projects,
    stage: await children('project_stage'),
    amount: await children('project_amount'),
    batch,
    agreement: await inBoth('/projects/agreements', region => ({
      subject: `合作框架 ${region}`,
      form: '框架协议',
      parties: ['甲方', '乙方'],
    })),
  }
}
