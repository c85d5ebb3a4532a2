import type { Lifecycle, LifecycleBody, Need } from '#contract/matters/lifecycle.ts'
import type { MatterState } from '#contract/matters.ts'
import { refuse } from '#kernel/refusal.ts'

/**
 * What is wrong with a lifecycle, one sentence each: a state nobody defined or nobody can reach, a verb twice, a way out of an end.
 * The room refuses to start on any.
 */
export function lifecycleFaults(lifecycle: LifecycleBody): string[] {
  const known = new Set(lifecycle.states.map(state => state.code))
  const reached = new Set([lifecycle.start, ...lifecycle.transitions.map(move => move.to)])
  const verbs = lifecycle.transitions.map(move => move.verb)
  const ended = new Set(lifecycle.states.filter(state => state.phase === 'ended').map(state => state.code))
  return [
    ...(known.size < lifecycle.states.length ? ['a state stands twice'] : []),
    ...[...reached].filter(state => !known.has(state)).map(state => `${state} is entered but not defined`),
    ...lifecycle.transitions
      .flatMap(move => move.from)
      .filter(state => !known.has(state))
      .map(state => `${state} is left but not defined`),
    ...[...known].filter(state => !reached.has(state)).map(state => `${state} cannot be reached`),
    ...verbs.filter((verb, index) => verbs.indexOf(verb) !== index).map(verb => `the verb ${verb} stands twice`),
    ...lifecycle.transitions
      .filter(move => move.to !== 'approving' && move.to !== 'dropped' && move.from.some(state => ended.has(state)))
      .map(move => `${move.verb} leads out of an end`),
  ]
}

/** The state a verb leads to. Refuses `matters.wrong-state` {verb, state, from} when it may not start here. */
export function moved(lifecycle: Lifecycle, verb: string, state: MatterState): MatterState {
  const move = lifecycle.transitions.find(each => each.verb === verb)
  if (!move) throw new Error(`the lifecycle ${lifecycle.name} has no verb ${verb}`)
  if (!move.from.includes(state))
    throw refuse('matters.wrong-state', {
      act: move.zh,
      actEn: move.en,
      state: stateOf(lifecycle, state).zh,
      stateEn: stateOf(lifecycle, state).en,
      from: move.from.map(each => stateOf(lifecycle, each).zh).join('、'),
      fromEn: move.from.map(each => stateOf(lifecycle, each).en).join(', '),
    })
  return move.to
}

/** Refuses `matters.needs-<what>` for the first thing a move needs and does not have. */
export function mustHave(lifecycle: Lifecycle, verb: string, have: Partial<Record<Need, boolean>>): void {
  const move = lifecycle.transitions.find(each => each.verb === verb)
  const missing = move?.needs.find(need => have[need] === false)
  if (missing)
    throw refuse(
      `matters.needs-${missing}`,
      { act: move?.zh ?? verb, actEn: move?.en ?? verb },
      { field: fieldOf[missing] },
    )
}

/** The verbs that may start from a state. */
export function verbsFrom(lifecycle: Lifecycle, state: MatterState): string[] {
  return lifecycle.transitions.filter(move => move.from.includes(state)).map(move => move.verb)
}

export function stateOf(lifecycle: Lifecycle, code: MatterState) {
  const found = lifecycle.states.find(state => state.code === code)
  if (!found) throw new Error(`the lifecycle ${lifecycle.name} has no state ${code}`)
  return found
}

const fieldOf: Readonly<Record<Need, string>> = {
  title: 'title',
  unit: 'parts',
  reason: 'reason',
  'reason-code': 'reasonCode',
  'another-person': 'version',
  parts: 'parts',
  'lead-unit': 'parts',
  due: 'dueOn',
  text: 'text',
  result: 'result',
  confirmations: 'parts',
  opinion: 'opinion',
  verification: 'verification',
  day: 'on',
  into: 'intoId',
  to: 'to',
  feedback: 'feedback',
}
