import type { Given } from '../bodies.ts'
import { fixed } from '../bodies.ts'
import type { Walk } from '../walk.ts'

/** A matter whose version is taken along from act to act, as a screen does. */
async function aMatter({ step, read }: Walk, given: Record<string, Given>) {
  const made = await step('POST /matters', { as: 'staff', given })
  const id = made.id
  return {
    id,
    async act(verb: string, as: string, more: Record<string, Given> = {}, version?: number): Promise<void> {
      const seen = version ?? (await read(`/matters/${id}`)).version
      await step(`POST /matters/{id}/${verb}`, { as, params: { id }, given: { ...more, version: seen } })
    },
    now: () => read(`/matters/${id}`),
  }
}

/** Every act on matters: one that goes its whole way, and one for each other end. */
export async function mattersScene(walk: Walk, round: number): Promise<void> {
  const { step, unit } = walk
  const lead = { role: 'lead', unitId: unit('science'), weight: 60 }
  const responsible = { role: 'responsible', unitId: unit('industry'), weight: 40 }
  const dueOn = '2025-06-30'
  const parts = [lead, responsible]
  const milestones = [{ plannedOn: '2025-06-01', weight: 50 }]

  const codes = { series: '试', limitCode: 'instruction-urgent', rules: 'default' }
  const drafted = (more: Record<string, Given>) => aMatter(walk, { ...codes, ...more })

  const feedback = { kind: 'none', count: null }
  const main = await drafted({ dueOn, parts, milestones, feedback })
  await main.act('edit', 'staff', { fields: { ...codes, dueOn, parts, milestones } })
  await main.act('propose', 'staff')
  await main.act('reject', 'leader')
  await main.act('propose', 'staff')
  await main.act('approve', 'leader')
  await main.act('decompose', 'staff', { parts, milestones })
  await main.act('assign', 'staff', { dueOn })
  await main.act('decline', 'reporter')
  await main.act('assign', 'staff')
  await main.act('sign', 'reporter')
  await main.act('sign', 'reporter2')
  await main.act('report', 'reporter', { partId: null, percent: 40 })
  await main.act('withdraw-report', 'reporter', { reportId: (await main.now()).reports[0]?.id })
  await main.act('report', 'reporter', { partId: null, percent: 50 })
  await main.act('ask-extension', 'reporter', { newDueOn: '2025-07-31' })
  await main.act('decide-extension', 'leader', { extensionId: (await main.now()).extensions[0]?.id, grant: true })
  await main.act('remind', 'staff', { unitId: unit('science'), channel: 'phone' })
  await main.act('note', 'staff', { kind: 'comment' })
  await main.act('share', 'head', { regions: [310107] })
  await main.act('ask-override', 'staff', { light: 'yellow', until: '2025-06-20' })
  await main.act('decide-override', 'head', { overrideId: (await main.now()).overrides[0]?.id, agree: true })
  const other = (await main.now()).parts.find(part => part.role === 'responsible')
  await main.act('confirm', 'reporter2', { partId: other?.id }, other?.version)
  await main.act('submit', 'unithead')
  await main.act('review', 'staff')
  await main.act('return', 'staff', { reasonCode: 'format' })
  await main.act('report', 'reporter', { partId: null, percent: 100 })
  await main.act('submit', 'unithead', { countersigned: '会签单' })
  await main.act('review', 'staff')
  await main.act('close', 'leader')
  await main.act('strike', 'head', { method: 'papers' })
  await main.act('plan-look-back', 'staff', { on: '2025-09-30' })
  await main.act('look-back', 'staff', { method: 'on-site', relapsed: false })
  await main.act('reopen', 'head', { dueOn: '2025-12-31' })
  await main.act('suspend', 'head')
  await main.act('resume', 'head')
  await main.act('make-long-term', 'head', { feedback: { kind: 'every-days', count: 30 } })
  await main.act('terminate', 'leader')

  const coOwner = { role: 'co-owner', unitId: unit('putuo'), unitRegion: 310107, weight: null }
  const short = await drafted({ dueOn, parts: [{ ...lead, weight: 100 }, coOwner] })
  await short.act('share', 'head', { regions: [310107] })
  await short.act('propose', 'staff')
  await short.act('approve', 'leader')
  await short.act('assign', 'staff')
  const part = (await short.now()).parts.find(each => each.role === 'co-owner')
  await step('POST /matters/{id}/parts/{partId}/sign', {
    as: 'putuostaff',
    params: { id: short.id, partId: part?.id ?? '' },
    given: { version: part?.version },
  })
  await short.act('sign', 'reporter')
  await short.act('submit', 'unithead', { countersigned: '会签单' })
  await short.act('close', 'leader')
  await short.act('strike', 'head', { method: 'papers' })
  await short.act('archive', 'staff')

  await (await drafted({ parts: [lead] })).act('drop', 'staff')
  const kept = await drafted({ parts: [lead] })
  await (await drafted({ parts: [lead] })).act('merge', 'staff', { intoId: kept.id })
  await kept.act('transfer', 'head')

  const table = Buffer.from(`title\r\n导入的事项${round}\r\n`)
  await step('POST /matters/table', {
    as: 'staff',
    given: { name: `表${round}.csv`, base64: fixed(table.toString('base64')) },
  })
}
