import { addDays, dayOf } from '#kernel/time/index.ts'
import { type Act, type Acts, type Chance, no, rowsOf, someOf } from './act.ts'
import type { Json, Kind, Known } from './kinds.ts'
import { matterActs } from './matterActs.ts'
import { participationActs } from './participationActs.ts'
import type { World } from './world.ts'

/** Makes a record; the model learns it under the id that came back. */
function making(kind: Kind, path: string, body: (world: World, chance: Chance) => [object, Known] | undefined): Act {
  return async (world, chance) => {
    const made = body(world, chance)
    if (!made) return undefined
    const answer = await world.send('staff', 'POST', path, made[0])
    if (answer.status >= 400) return no(answer)
    const id = String(answer.body.id)
    world.now(kind, id, made[1])
    return { accepted: true, about: { kind, id } }
  }
}

type Change = { method?: 'POST' | 'PUT'; as?: string; path: string; body?: object; now: Known | undefined }

/** Changes a record that stands, at the version that is shown; the model learns what it is now. */
function changing(
  kind: Kind,
  seen: (id: string) => { path: string; row?: boolean },
  change: (chance: Chance, known: Known, shown: Json, world: World) => Change | undefined,
): Act {
  return async (world, chance) => {
    const found = someOf(world, chance, kind)
    if (!found) return undefined
    const [id, known] = found
    const { path, row } = seen(id)
    const { body } = await world.read('staff', path)
    const shown = row ? rowsOf(body).find(each => each.id === id) : body
    const next = shown && change(chance, known, shown, world)
    if (!next) return undefined
    const given = { version: shown.version, ...next.body }
    const answer = await world.send(next.as ?? 'staff', next.method ?? 'POST', next.path.replace(':id', id), given)
    if (answer.status >= 400) return { ...no(answer), about: { kind, id } }
    world.now(kind, id, next.now)
    return { accepted: true, about: { kind, id } }
  }
}

const at = (path: string) => (id: string) => ({ path: `${path}/${id}` })
const among = (path: string) => () => ({ path, row: true })
const reason = '更正'

const projectActs: Readonly<Record<string, Act>> = {
  'project created': making('project', '/projects', (world, chance) => {
    const name = chance.fresh('项目')
    const party = chance.fresh('投资方')
    const batchId = someOf(world, chance, 'batch')?.[0] ?? null
    const amounts = [{ what: 'total', printed: `${1 + chance.below(40)}亿元` }]
    const unitId = world.city.unit(chance.of(['chongchuan', 'shibei']) ?? 'chongchuan')
    return [
      { name, unitId, batchId, amounts, parties: [{ name: party, role: 'investor' }] },
      { name, parties: party },
    ]
  }),
  'project renamed': changing('project', at('/projects'), (chance, known) => {
    const name = chance.fresh('更名项目')
    return { method: 'PUT', path: '/projects/:id', body: { name, reason }, now: { ...known, name } }
  }),
  'project withdrawn': changing('project', at('/projects'), () => ({
    path: '/projects/:id/withdraw',
    body: { reason },
    now: undefined,
  })),
  'stage claimed': changing('project', at('/projects'), (chance, known, _shown, world) => ({
    path: '/projects/:id/stages',
    body: { stage: chance.of(['signed', 'landed', 'started']), claimedOn: dayOf(world.clock.now()) },
    now: known,
  })),
  'stage recognised': changing('project', at('/projects'), (_chance, known, _shown, world) => ({
    path: '/projects/:id/recognitions',
    body: { stage: 'signed', recognisedOn: dayOf(world.clock.now()), checklist: ['agreement'] },
    now: known,
  })),
  'amount added': changing('project', at('/projects'), (chance, known) => ({
    path: '/projects/:id/amounts',
    body: { what: 'contract', printed: `${1 + chance.below(90)}万美元` },
    now: known,
  })),
  'party added': changing('project', at('/projects'), (chance, known) => {
    const name = chance.fresh('合作方')
    return {
      path: '/projects/:id/parties',
      body: { name, role: 'partner' },
      now: { ...known, parties: `${known.parties},${name}` },
    }
  }),
  'batch created': making('batch', '/projects/batches', (_world, chance) => {
    const name = chance.fresh('签约批次')
    return [{ code: chance.fresh('B'), name, signedOn: '2024-02-20', statedCount: 1 + chance.below(9) }, { name }]
  }),
  'agreement created': making('agreement', '/projects/agreements', (_world, chance) => {
    const subject = chance.fresh('合作协议')
    return [{ subject, form: '框架协议', parties: ['南通市', chance.fresh('签约方')] }, { subject }]
  }),
}

/** A merge or its undoing changes what the list shows of both records: one stands for two, or two stand again. */
const registryActs: Readonly<Record<string, Act>> = {
  'organisation created': making('organisation', '/registry/organisations', (_world, chance) => {
    const name = `${chance.name()}材料公司`
    return [
      { name, type: 'firm', aliases: [chance.name()] },
      { name, merged: 0 },
    ]
  }),
  'organisation renamed': changing('organisation', at('/registry/organisations'), (chance, known) => {
    const name = `${chance.name()}电缆公司`
    const body = { name, type: 'firm', reason }
    return { method: 'PUT', path: '/registry/organisations/:id', body, now: { ...known, name } }
  }),
  'organisation withdrawn': changing('organisation', at('/registry/organisations'), (_chance, known) =>
    known.merged === 0 ? { path: '/registry/organisations/:id/withdraw', body: { reason }, now: undefined } : undefined,
  ),
  'alias added': changing('organisation', at('/registry/organisations'), (chance, known) => ({
    path: '/registry/organisations/:id/aliases',
    body: { alias: chance.name() },
    now: known,
  })),
  async 'organisations merged'(world, chance) {
    const left = someOf(world, chance, 'organisation')
    const right = chance.of(
      [...world.standing('organisation')].filter(([id, known]) => id !== left?.[0] && known.merged === 0),
    )
    if (!left || !right) return undefined
    const body = { kind: 'organisation', leftId: left[0], rightId: right[0], judgement: 'same', reason }
    const answer = await world.send('staff', 'POST', '/registry/links', body)
    if (answer.status >= 400) return no(answer)
    world.now('organisation', right[0], undefined)
    world.now('organisation', left[0], { ...left[1], merged: Number(left[1].merged) + 1 })
    return { accepted: true, about: { kind: 'organisation', id: right[0] } }
  },
  async 'merge taken back'(world, chance) {
    const kept = chance.of([...world.standing('organisation')].filter(([, known]) => Number(known.merged) > 0))
    if (!kept) return undefined
    const { body } = await world.read('staff', `/registry/organisations/${kept[0]}`)
    const part = chance.of(rowsOf({ rows: body.merged }))
    if (!part) return undefined
    const path = `/registry/links/organisation/${part.linkId}/withdraw`
    const answer = await world.send('staff', 'POST', path, { version: part.linkVersion, reason })
    if (answer.status >= 400) return no(answer)
    world.now('organisation', kept[0], { ...kept[1], merged: Number(kept[1].merged) - 1 })
    world.now('organisation', String(part.id), { name: String(part.name), merged: 0 })
    return { accepted: true, about: { kind: 'organisation', id: String(part.id) } }
  },
  'person created': making('person', '/registry/people', (_world, chance) => {
    const name = chance.name().slice(0, 3)
    return [{ name }, { name }]
  }),
  'person withdrawn': changing('person', at('/registry/people'), () => ({
    path: '/registry/people/:id/withdraw',
    body: { reason },
    now: undefined,
  })),
  'post taken up': changing('person', at('/registry/people'), (chance, known, shown, world) => ({
    path: '/registry/tenures',
    body: {
      personId: shown.id,
      post: '局长',
      organisationId: someOf(world, chance, 'organisation')?.[0] ?? null,
      validFrom: '2024-01-01',
    },
    now: known,
  })),
  async 'unit added'(world, chance) {
    const nameZh = chance.fresh('开发区')
    const body = { code: chance.fresh('zone'), nameZh, kind: 'bureau' }
    const answer = await world.send('head', 'POST', '/registry/units', body)
    if (answer.status >= 400) return no(answer)
    world.now('unit', String(answer.body.id), { nameZh })
    return { accepted: true, about: { kind: 'unit', id: String(answer.body.id) } }
  },
  'unit withdrawn': changing('unit', among('/registry/units'), () => ({
    as: 'head',
    path: '/registry/units/:id/withdraw',
    body: { reason },
    now: undefined,
  })),
}

const indicatorActs: Readonly<Record<string, Act>> = {
  'indicator defined': making('indicator', '/indicators/indicators', (_world, chance) => {
    const nameZh = chance.fresh('指标')
    return [{ nameZh, unit: '%', kind: 'ratio', frequency: 'month', direction: 'up' }, { nameZh }]
  }),
  'indicator renamed': changing('indicator', among('/indicators/indicators'), chance => {
    const nameZh = chance.fresh('改名指标')
    const body = { nameZh, unit: '%', kind: 'ratio', frequency: 'month', direction: 'up', reason }
    return { method: 'PUT', path: '/indicators/indicators/:id', body, now: { nameZh } }
  }),
  'series opened': making('series', '/indicators/series', (world, chance) => {
    const indicator = someOf(world, chance, 'indicator')
    if (!indicator) return undefined
    return [{ indicatorId: indicator[0], subject: { kind: 'text', name: chance.fresh('样本') } }, { points: '' }]
  }),
  async 'value reported'(world, chance) {
    const series = someOf(world, chance, 'series')
    if (!series) return undefined
    const periods = String(series[1].points).split(' ').filter(Boolean)
    const period = chance.of(['2024-01', '2024-02', '2023-12', '2023-11'].filter(each => !periods.includes(each)))
    if (!period) return undefined
    const answer = await world.send('staff', 'POST', '/indicators/observations', {
      seriesId: series[0],
      period,
      value: chance.below(200) / 10,
    })
    if (answer.status >= 400) return no(answer)
    world.now('series', series[0], { points: [...periods, period].sort().join(' ') })
    return { accepted: true, about: { kind: 'series', id: series[0] } }
  },
  async 'value withdrawn'(world, chance) {
    const series = someOf(world, chance, 'series')
    if (!series) return undefined
    const { body } = await world.read('staff', `/indicators/series/${series[0]}`)
    const gone = chance.of(rowsOf({ rows: body.observations }))
    if (!gone) return undefined
    const path = `/indicators/observations/${gone.id}/withdraw`
    const answer = await world.send('staff', 'POST', path, { version: gone.version, reason })
    if (answer.status >= 400) return no(answer)
    const left = String(series[1].points)
      .split(' ')
      .filter(period => period !== gone.period)
    world.now('series', series[0], { points: left.join(' ') })
    return { accepted: true, about: { kind: 'series', id: series[0] } }
  },
  'series withdrawn': changing('series', at('/indicators/series'), () => ({
    path: '/indicators/series/:id/withdraw',
    body: { reason },
    now: undefined,
  })),
}

const order = ['planned', 'open', 'held', 'closed']
const meetingActs: Readonly<Record<string, Act>> = {
  'meeting planned': making('meeting', '/gatherings', (world, chance) => {
    const title = chance.fresh('例会')
    return [
      { title, heldOn: dayOf(world.clock.now()) },
      { title, state: 'planned', tasks: 0, packs: 0 },
    ]
  }),
  'agenda put': changing('meeting', at('/gatherings'), (chance, known, shown) => ({
    method: 'PUT',
    path: '/gatherings/:id/agenda',
    body: {
      items: [
        // The first item is kept and changed, the others give way to a new one: a change, a withdrawal and an addition at once.
        ...rowsOf({ rows: shown.agenda })
          .slice(0, 1)
          .map(item => ({ id: item.id, title: chance.fresh('议题'), mode: 'report' })),
        { title: chance.fresh('议题'), mode: 'topic', minutes: 1 + chance.below(60) },
      ],
    },
    now: known,
  })),
  async 'outcome noted'(world, chance) {
    const meeting = someOf(world, chance, 'meeting')
    if (!meeting) return undefined
    const task = chance.below(2) === 0
    const text = chance.fresh(task ? '会议任务' : '会议决定')
    const answer = await world.send('staff', 'POST', `/gatherings/${meeting[0]}/outcomes`, {
      kind: task ? 'task' : 'decision',
      text,
      unitId: world.city.unit('science'),
      dueOn: addDays(dayOf(world.clock.now()), 30),
    })
    if (answer.status >= 400) return no(answer)
    world.now('meeting', meeting[0], { ...meeting[1], tasks: Number(meeting[1].tasks) + (task ? 1 : 0) })
    // A task becomes a supervised matter in the same transaction.
    const outcome = rowsOf({ rows: answer.body.outcomes }).find(each => each.text === text)
    if (task && outcome)
      world.now('matter', String(outcome.matterId), { title: text, state: 'drafted', dueOn: String(outcome.dueOn) })
    return { accepted: true, about: { kind: 'meeting', id: meeting[0] } }
  },
  'meeting moved on': changing('meeting', at('/gatherings'), (_chance, known) => {
    const state = order[order.indexOf(String(known.state)) + 1]
    return state === undefined
      ? undefined
      : { method: 'PUT', path: '/gatherings/:id/state', body: { state }, now: { ...known, state } }
  }),
  'pack frozen': changing('meeting', at('/gatherings'), (_chance, known) => ({
    as: 'head',
    path: '/gatherings/:id/packs',
    now: { ...known, packs: Number(known.packs) + 1 },
  })),
}

const accountActs: Readonly<Record<string, Act>> = {
  /** People marry, and what they signed before must go on saying what it said. */
  async 'member renamed'(world, chance) {
    const username = chance.of(['staff', 'head', 'leader', 'reporter']) ?? 'staff'
    const { id } = await world.city.as(username)
    const { body: shown } = await world.read('system', `/accounts/${id}`)
    const name = chance.name()
    const answer = await world.send('system', 'PUT', `/accounts/${id}`, { version: shown.version, name, reason })
    if (answer.status >= 400) return no(answer)
    world.now('member', id, { name })
    return { accepted: true, about: { kind: 'member', id } }
  },
}

/** Every act of the storm, by its room and its name. */
export const acts: Acts = {
  matters: matterActs,
  projects: projectActs,
  registry: registryActs,
  indicators: indicatorActs,
  gatherings: meetingActs,
  accounts: accountActs,
  participation: participationActs,
}
