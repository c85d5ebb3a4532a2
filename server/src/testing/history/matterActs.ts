import { addDays, dayOf } from '#kernel/time/index.ts'
import { PUTUO } from '../city.ts'
import { type Act, type Chance, no, rowsOf, someOf } from './act.ts'
import type { Json, Known } from './kinds.ts'
import type { World } from './world.ts'

/** One verb of the lifecycle: from where to where, by whom, and what is sent with it. `to` null leaves the state. */
type Verb = {
  from?: readonly string[]
  to: string | null
  as: string
  body?: (chance: Chance, shown: Json, today: string) => (object & { dueOn?: string }) | undefined
}
const reason = '经核实'
const dueIn = (chance: Chance, today: string) => addDays(today, 1 + chance.below(40))
const waiting = (list: unknown, state: string) => rowsOf({ rows: list }).find(each => each.state === state)

/** The supervised matter's verbs as the office knows them; written from the lifecycle's paper, not read from the program. */
const verbs: Readonly<Record<string, Verb>> = {
  edit: { to: null, as: 'staff', body: chance => ({ fields: { goal: chance.fresh('目标') }, reason }) },
  propose: { from: ['drafted', 'rejected'], to: 'approving', as: 'staff' },
  approve: { from: ['approving'], to: 'registered', as: 'head' },
  reject: { from: ['approving'], to: 'rejected', as: 'head', body: () => ({ reason }) },
  drop: { from: ['rejected'], to: 'dropped', as: 'staff', body: () => ({ reason }) },
  assign: { from: ['registered', 'declined'], to: 'assigned', as: 'staff' },
  sign: { from: ['assigned'], to: 'signed', as: 'reporter' },
  decline: { from: ['assigned'], to: 'declined', as: 'reporter', body: () => ({ reason }) },
  report: {
    from: ['signed', 'in_progress', 'returned'],
    to: 'in_progress',
    as: 'reporter',
    body: chance => ({ text: chance.fresh('进展'), percent: chance.below(101) }),
  },
  'withdraw-report': {
    from: ['in_progress'],
    to: null,
    as: 'reporter',
    body(_chance, shown) {
      const report = rowsOf({ rows: shown.reports }).find(each => each.withdrawn === false)
      return report && { reportId: report.id, reason }
    },
  },
  'ask-extension': {
    from: ['assigned', 'signed', 'in_progress'],
    to: null,
    as: 'reporter',
    body: (chance, shown) => ({ newDueOn: addDays(String(shown.dueOn), 1 + chance.below(30)), reason }),
  },
  'decide-extension': {
    to: null,
    as: 'head',
    body(chance, shown) {
      const asked = waiting(shown.extensions, 'asked')
      return asked && { extensionId: asked.id, grant: chance.below(2) === 0, newDueOn: asked.newDueOn }
    },
  },
  submit: {
    from: ['signed', 'in_progress'],
    to: 'submitted',
    as: 'unithead',
    body: chance => ({ result: chance.fresh('已办结') }),
  },
  review: { from: ['submitted'], to: 'reviewing', as: 'staff' },
  return: {
    from: ['submitted', 'reviewing'],
    to: 'returned',
    as: 'staff',
    body: () => ({ reason, reasonCode: 'unsolved' }),
  },
  close: { from: ['submitted', 'reviewing'], to: 'closed', as: 'head', body: () => ({ opinion: '同意办结' }) },
  strike: {
    from: ['closed'],
    to: 'written_off',
    as: 'head',
    body: () => ({ method: 'papers', verification: '材料齐全' }),
  },
  reopen: {
    from: ['closed', 'written_off'],
    to: 'assigned',
    as: 'head',
    body: (chance, _shown, today) => ({ reason, dueOn: dueIn(chance, today) }),
  },
  suspend: { from: ['registered', 'signed', 'in_progress'], to: 'suspended', as: 'head', body: () => ({ reason }) },
  resume: { from: ['suspended'], to: 'in_progress', as: 'head' },
  transfer: { from: ['registered'], to: 'transferred', as: 'head', body: () => ({ to: '省级部门', reason }) },
  terminate: { from: ['suspended', 'returned'], to: 'terminated', as: 'leader', body: () => ({ reason }) },
  remind: { from: ['assigned', 'signed', 'in_progress'], to: null, as: 'staff', body: () => ({ text: '请抓紧' }) },
  note: { to: null, as: 'staff', body: chance => ({ kind: 'comment', text: chance.fresh('批示') }) },
  share: { to: null, as: 'head', body: chance => ({ regions: chance.below(2) === 0 ? [PUTUO] : [] }) },
  'ask-override': {
    from: ['assigned', 'signed', 'in_progress'],
    to: null,
    as: 'staff',
    body: (chance, shown, today) => {
      const light = chance.of(['green', 'yellow', 'red'].filter(each => each !== shown.lightComputed))
      return { light, reason, until: addDays(today, 1 + chance.below(5)) }
    },
  },
  'decide-override': {
    to: null,
    as: 'staff2',
    body(chance, shown) {
      const asked = waiting(shown.overrides, 'asked')
      return asked && { overrideId: asked.id, agree: chance.below(3) > 0 }
    },
  },
}

/** What the model knows after a verb was accepted. Two verbs move the limit: an extension granted, and opening again. */
function after(name: string, { to }: Verb, known: Known, body: object): Known {
  const sent = new Map<string, unknown>(Object.entries(body))
  const moved = to === null ? known : { ...known, state: to }
  // What was put off is taken up where it was left.
  if (name === 'suspend') return { ...moved, left: known.state ?? null }
  if (name === 'resume') return { ...moved, state: known.left ?? null }
  if (name === 'reopen') return { ...moved, dueOn: String(sent.get('dueOn')) }
  if (name === 'decide-extension' && sent.get('grant')) return { ...moved, dueOn: String(sent.get('newDueOn')) }
  return moved
}

function acting(name: string, verb: Verb): Act {
  return async (world, chance) => {
    const { from } = verb
    const found = chance.of(
      [...world.standing('matter')].filter(([, known]) => !from || from.includes(String(known.state))),
    )
    if (!found) return undefined
    const [id, known] = found
    const { body: shown } = await world.read('staff', `/matters/${id}`)
    const body = verb.body ? verb.body(chance, shown, dayOf(world.clock.now())) : {}
    if (!body) return undefined
    const answer = await world.send(verb.as, 'POST', `/matters/${id}/${name}`, { version: shown.version, ...body })
    if (answer.status >= 400) return { ...no(answer), about: { kind: 'matter', id } }
    world.now('matter', id, after(name, verb, known, body))
    return { accepted: true, about: { kind: 'matter', id } }
  }
}

const created: Act = async (world: World, chance: Chance) => {
  const title = chance.fresh('督查事项')
  const dueOn = dueIn(chance, dayOf(world.clock.now()))
  const parts = [{ role: 'lead', unitId: world.city.unit('science') }]
  const answer = await world.send('staff', 'POST', '/matters', { title, dueOn, parts })
  if (answer.status >= 400) return no(answer)
  const id = String(answer.body.id)
  world.now('matter', id, { title, state: 'drafted', dueOn })
  return { accepted: true, about: { kind: 'matter', id } }
}

const merged: Act = async (world, chance) => {
  const one = chance.of([...world.standing('matter')].filter(([, known]) => known.state === 'drafted'))
  const into = someOf(world, chance, 'matter')
  if (!one || !into || one[0] === into[0]) return undefined
  const { body: shown } = await world.read('staff', `/matters/${one[0]}`)
  const body = { version: shown.version, intoId: into[0], reason }
  const answer = await world.send('staff', 'POST', `/matters/${one[0]}/merge`, body)
  if (answer.status >= 400) return { ...no(answer), about: { kind: 'matter', id: one[0] } }
  world.now('matter', one[0], { ...one[1], state: 'merged' })
  return { accepted: true, about: { kind: 'matter', id: one[0] } }
}

export const matterActs: Readonly<Record<string, Act>> = {
  'matter created': created,
  'matter merged': merged,
  ...Object.fromEntries(Object.entries(verbs).map(([name, verb]) => [`matter: ${name}`, acting(name, verb)])),
}
