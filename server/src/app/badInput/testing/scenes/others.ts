import type { Walk } from '../walk.ts'

/** Batches, agreements and projects with their stages, amounts and parties. */
export async function projectsScene({ step, read }: Walk, round: number): Promise<void> {
  const as = 'staff'
  const batch = await step('POST /projects/batches', { as, given: { statedTotal: '118.11亿元', statedCount: 20 } })
  await step('POST /projects/agreements', {
    as,
    given: { form: '战略合作协议', parties: [`甲方${round}`, `乙方${round}`] },
  })
  const project = await step('POST /projects', {
    as,
    given: {
      batchId: batch.id,
      parties: [{ role: 'investor' }],
      amounts: [{ what: 'total', printed: '3亿元' }],
    },
  })
  const params = { id: project.id }
  await step('PUT /projects/{id}', { as, params, given: { version: project.version } })
  await step('POST /projects/{id}/stages', { as, params, given: { stage: 'signed', claimedOn: '2025-05-06' } })
  await step('POST /projects/{id}/recognitions', {
    as,
    params,
    given: { stage: 'signed', recognisedOn: '2025-05-07', checklist: [] },
  })
  await step('POST /projects/{id}/amounts', { as, params, given: { what: 'fixed', printed: '1.2亿元' } })
  await step('POST /projects/{id}/parties', { as, params, given: { role: 'park' } })
  const { version } = await read(`/projects/${project.id}`)
  await step('POST /projects/{id}/withdraw', { as, params, given: { version } })
}

/** A series, a meeting of it with its agenda, outcomes, minutes and a frozen pack. */
export async function gatheringsScene({ step, read, unit }: Walk, round: number): Promise<void> {
  const as = 'staff'
  const item = { mode: 'report', minutes: 20 }
  const series = await step('POST /gatherings/series', {
    as,
    given: {
      code: `s${round}`,
      everyMonths: 2,
      monthWindow: 'mid-month',
      avoidHolidays: true,
      startTime: '14:00',
      minutesBudget: 180,
      template: [item],
    },
  })
  const meeting = await step('POST /gatherings', {
    as,
    given: { seriesId: series.id, kind: 'series', heldOn: '2025-05-07', startTime: '14:00', minutesBudget: 180 },
  })
  const params = { id: meeting.id }
  const now = async () => (await read(`/gatherings/${meeting.id}`)).version
  await step('PUT /gatherings/{id}/agenda', {
    as,
    params,
    given: { version: await now(), items: [{ ...item, id: undefined, unitId: unit('science') }] },
  })
  for (const kind of ['information', 'task'])
    await step('POST /gatherings/{id}/outcomes', {
      as,
      params,
      given: { kind, unitId: unit('science'), dueOn: '2025-06-30' },
    })
  await step('PUT /gatherings/{id}/state', { as, params, given: { version: await now(), state: 'held' } })
  await step('POST /gatherings/{id}/packs', { as, params, given: { asOf: undefined } })
}

/** Accounts, by the operator and the security officer. Passwords are kept as hashes only and have a test of their own. */
export async function accountsScene({ step, unit }: Walk, round: number): Promise<void> {
  const account = await step('POST /accounts', {
    as: 'system',
    given: { username: `user.${round}`, roles: ['viewer'], unitId: unit('science') },
  })
  const params = { id: account.id }
  await step('PUT /accounts/{id}', {
    as: 'system',
    params,
    given: { version: account.version, roles: undefined, active: undefined, unitId: undefined },
  })
  await step('POST /accounts/{id}/reset-password', { as: 'system', params })
  await step('POST /accounts/{id}/lock', { as: 'security', params, given: { days: 2 } })
  await step('POST /accounts/{id}/unlock', { as: 'security', params })
}
