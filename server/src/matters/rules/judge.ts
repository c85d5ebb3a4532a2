import type { Light } from '#contract/kernel.ts'
import type { Band, LightRule, LightRuleSet } from '#contract/matters/lightRules.ts'
import type { Because, Judgement } from '#contract/matters.ts'
import type { Calendar, Day } from '#kernel/time/index.ts'
import { bandOf, limitOf } from './bands.ts'
import { type LightInputs, type Measured, measureOf } from './measure.ts'

/** From best to worst; grey is “not judged” and weighs least. */
export const byWeight: readonly Light[] = ['grey', 'green', 'blue', 'yellow', 'orange', 'red']
export const weightOf = (light: Light): number => byWeight.indexOf(light)
export const lightOfWeight = (weight: number | null | undefined): Light => byWeight[weight ?? 0] ?? 'grey'
export const worst = (lights: readonly Light[]): Light =>
  lights.reduce<Light>((heaviest, each) => (weightOf(each) > weightOf(heaviest) ? each : heaviest), 'grey')

/**
 * The light a matter shows on a day (亮灯): the worst verdict of the rules in the set. Every verdict is kept with what it was computed from
 * and its whole scale, so that the screen can show why and how near the next limit is. A rule whose inputs are not known says grey and does
 * not weigh; when no rule can be judged the light is grey. An override is applied after this and never hides it.
 */
export function judge(matter: LightInputs, rules: LightRuleSet, day: Day, calendar: Calendar): Judgement {
  const on = dayJudged(matter, day)
  const because = rules.rules.map(rule => verdict(rule, measureOf[rule.measure](matter, on, calendar)))
  because.sort((a, b) => weightOf(b.light) - weightOf(a.light))
  return { light: worst(because.map(each => each.light)), because, ruleSet: rules.name, version: rules.version }
}

/** The light alone, without the argument: what lists are sorted by, a hundred times cheaper than `judge` over a year of days. */
export function lightOn(matter: LightInputs, rules: LightRuleSet, day: Day, calendar: Calendar): Light {
  const on = dayJudged(matter, day)
  let heaviest = 0
  for (const rule of rules.rules)
    heaviest = Math.max(heaviest, weightOf(lightOf(rule, measureOf[rule.measure](matter, on, calendar))))
  return lightOfWeight(heaviest)
}

/** Nothing weighs on a unit after it handed in its result, until it is returned (退回). */
const dayJudged = (matter: LightInputs, day: Day): Day =>
  matter.stoppedOn !== null && matter.stoppedOn < day ? matter.stoppedOn : day

function lightOf(rule: LightRule, measured: Measured): Light {
  const index = bandIndex(rule, measured)
  return index === null ? 'grey' : (rule.bands[index]?.light ?? 'grey')
}

/** The band a value falls in, or null where it is not known: the least that a value can be says nothing unless that is the best band. */
function bandIndex(rule: LightRule, { value, last, atLeast }: Measured): number | null {
  if (last) return rule.bands.length - 1
  if (value === null) return null
  const index = bandOf(rule, value)
  return atLeast && index > 0 ? null : index
}

function verdict(rule: LightRule, measured: Measured): Because {
  const here = bandIndex(rule, measured)
  return {
    rule: rule.code,
    labelZh: rule.labelZh,
    labelEn: rule.labelEn,
    measure: rule.measure,
    light: lightOf(rule, measured),
    value: here === null ? null : measured.value,
    inputs: measured.inputs,
    scale: rule.bands.map((band, index) => ({
      light: band.light,
      from: index === 0 ? null : limitBefore(rule.bands, index),
      to: limitOf(band),
      here: index === here,
    })),
    marker: here === null ? null : markerAt(rule, here, measured.value),
  }
}

const limitBefore = (bands: readonly Band[], index: number) => {
  const before = bands[index - 1]
  return before ? limitOf(before) : null
}

/**
 * Where the marker stands, 0 to 1: each band is drawn equally wide, and the value is placed within its own. An open end is given the
 * width of its neighbour, and what lies beyond stays at the edge.
 */
function markerAt(rule: LightRule, here: number, value: number | null): number {
  const count = rule.bands.length
  if (value === null) return (here + 0.5) / count
  const [from, to] = [limitBefore(rule.bands, here), limitOf(rule.bands[here] ?? { light: 'grey' })]
  const step = rule.better === 'less' ? 1 : -1
  const neighbour = Math.abs((limitOf(rule.bands[here - 2] ?? { light: 'grey' }) ?? 0) - (from ?? 0)) || 1
  const start = from ?? (rule.better === 'less' ? 0 : (to ?? 0) + 20)
  const end = to ?? start + step * neighbour
  const width = Math.abs(end - start)
  const share = width === 0 ? 0.5 : ((value - start) * step) / width
  return (here + Math.min(0.95, Math.max(0.05, share))) / count
}
