import type { Lifecycle } from '#contract/matters/lifecycle.ts'
import type { LightRuleSet } from '#contract/matters/lightRules.ts'
import type { Because, Judgement, MatterState } from '#contract/matters.ts'
import type { Calendar, Day } from '#kernel/time/index.ts'
import { judge, worst } from './judge.ts'
import { stateOf } from './lifecycle.ts'
import type { LightInputs } from './measure.ts'
import type { PlanPoint } from './plan.ts'
import { type LightSteps, lightSteps } from './steps.ts'

/** The columns the rules look at. */
export type Judged = {
  state: MatterState
  startOn: Day | null
  dueCurrent: Day | null
  plan: { points: readonly PlanPoint[] }
  actualPercent: number | null
  nextFeedbackOn: Day | null
  returns: number
  submittedOn: Day | null
  closedOn: Day | null
}

export function lightInputs(row: Judged): LightInputs {
  const waiting = row.state === 'submitted' || row.state === 'reviewing'
  return {
    startOn: row.startOn,
    dueOn: row.state === 'long_term' ? null : row.dueCurrent,
    plan: row.plan.points,
    planPercent: null,
    actualPercent: row.actualPercent,
    nextFeedbackOn: row.nextFeedbackOn,
    returns: row.returns,
    stoppedOn: waiting ? row.submittedOn : null,
    extra: {},
  }
}

/**
 * The light of a record: grey while its state is not judged (draft, suspended, ended), green once it is closed, whose lateness counts in
 * the score; else by the rules.
 */
export function judgeMatter(
  row: Judged,
  rules: LightRuleSet,
  lifecycle: Lifecycle,
  day: Day,
  calendar: Calendar,
): Judgement {
  const state = stateOf(lifecycle, row.state)
  if (state.judged && state.phase === 'open') return judge(lightInputs(row), rules, day, calendar)
  const light = state.phase === 'done' ? 'green' : 'grey'
  const because: Because = {
    rule: 'state',
    labelZh: '状态',
    labelEn: 'State',
    measure: 'state',
    light,
    value: null,
    inputs: { state: row.state, closedOn: row.closedOn, dueOn: row.dueCurrent },
    scale: [],
    marker: null,
  }
  return { light, because: [because], ruleSet: rules.name, version: rules.version }
}

/** The steps kept on the row for lists; see rules/steps.ts. */
export function stepsOf(
  row: Judged,
  rules: LightRuleSet,
  lifecycle: Lifecycle,
  from: Day,
  calendar: Calendar,
): LightSteps {
  const state = stateOf(lifecycle, row.state)
  if (state.judged && state.phase === 'open') return lightSteps(lightInputs(row), rules, from, calendar)
  return lightSteps(
    still,
    { name: rules.name, version: rules.version, palette: [], inputs: {}, rules: [fixed(state.phase === 'done')] },
    from,
    calendar,
  )
}

/** A unit's own part: gap and time limit by the same rules, on its own days; a part at 100 per cent is done. */
export function judgePart(
  part: { dueOn: Day | null; actualPercent: number | null },
  matter: Judged,
  rules: LightRuleSet,
  lifecycle: Lifecycle,
  day: Day,
  calendar: Calendar,
): Judgement {
  const whole = judgeMatter(matter, rules, lifecycle, day, calendar)
  if (whole.because.some(each => each.rule === 'state')) return whole
  const judged = judge(
    {
      ...lightInputs(matter),
      dueOn: part.dueOn ?? matter.dueCurrent,
      plan: part.dueOn ? [] : matter.plan.points,
      actualPercent: part.actualPercent,
      nextFeedbackOn: null,
      returns: 0,
    },
    rules,
    day,
    calendar,
  )
  if (part.actualPercent === 100) return { ...judged, light: 'green' }
  const because = judged.because.filter(each => each.measure === 'points-behind' || each.measure.endsWith('-left'))
  return { ...judged, because, light: worst(because.map(each => each.light)) }
}

const still: LightInputs = {
  startOn: null,
  dueOn: null,
  plan: [],
  planPercent: null,
  actualPercent: null,
  nextFeedbackOn: null,
  returns: 0,
  stoppedOn: null,
  extra: {},
}
const fixed = (done: boolean): LightRuleSet['rules'][number] => ({
  code: 'state',
  measure: 'returns',
  labelZh: '状态',
  labelEn: 'State',
  better: 'less',
  bands: [{ light: done ? 'green' : 'grey', atMost: 0 }, { light: 'grey' }],
})
