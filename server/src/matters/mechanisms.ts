import { z } from 'zod'
import { type Lifecycle, lifecycleBody } from '#contract/matters/lifecycle.ts'
import { type LightRuleSet, lightRuleSetBody } from '#contract/matters/lightRules.ts'
import { readMechanisms } from '#kernel/mechanisms.ts'
import { refuse } from '#kernel/refusal.ts'
import { lifecycleFaults } from './rules/lifecycle.ts'

const limit = z.object({ code: z.string(), zh: z.string(), en: z.string(), workdays: z.int().positive() })
const timeLimitsBody = z.object({
  signWithinWorkdays: z.int().positive(),
  maxExtensions: z.int().min(0),
  lookBackDays: z.array(z.int().positive()).min(1),
  objectionDays: z.int().positive(),
  limits: z.array(limit).min(1),
})
export type TimeLimits = z.infer<typeof timeLimitsBody> & { name: string; version: string }

// Read when the room is loaded: a wrong file keeps the server from starting and names itself.
const lifecycles = readMechanisms('lifecycles', lifecycleBody)
const lightSets = readMechanisms('lights', lightRuleSetBody)
const timeLimits = readMechanisms('time-limits', timeLimitsBody)

for (const [name, each] of lifecycles) {
  const faults = lifecycleFaults(each)
  if (faults.length > 0) throw new Error(`mechanisms/lifecycles/${name}.json: ${faults.join('; ')}`)
}

/** The life of a supervised matter (督查事项流程). */
export function lifecycle(): Lifecycle {
  return standing(lifecycles, 'supervised-matter')
}

/** A light rule set by name. Refuses `matters.rule-set-not-known` {name, known}. */
export function lightRules(name: string): LightRuleSet {
  const found = lightSets.get(name)
  if (!found)
    throw refuse(
      'matters.rule-set-unknown',
      { name: name.slice(0, 60), known: [...lightSets.keys()].join('、') },
      { field: 'rules' },
    )
  return found
}

/** The names and titles of all light rule sets, with their sources. */
export function lightRuleSets() {
  return [...lightSets.values()].map(({ name, version, titleZh, titleEn, source, confidence, inputs }) => ({
    name,
    version,
    titleZh,
    titleEn,
    source,
    confidence,
    inputs,
  }))
}

/** Default time limits and how often one may be extended. */
export function limits(): TimeLimits {
  return standing(timeLimits, 'default')
}

/** The working days of a default limit by its code. Refuses `matters.limit-unknown`. */
export function limitOfCode(code: string): number {
  const found = limits().limits.find(each => each.code === code)
  if (!found)
    throw refuse(
      'matters.limit-unknown',
      {
        code: code.slice(0, 60),
        known: limits()
          .limits.map(each => each.code)
          .join('、'),
      },
      { field: 'limitCode' },
    )
  return found.workdays
}

function standing<Body>(files: ReadonlyMap<string, Body>, name: string): Body {
  const found = files.get(name)
  if (!found) throw new Error(`mechanisms: ${name}.json is missing`)
  return found
}

/** The version of a rule set, printed where its lights are shown: 灯规2025年第1版. */
export const lightRuleVersion = (name = 'default'): string => lightRules(name).version

/** Where the default limits come from, shown beside them. */
export const limitsSource = (): string => standing(timeLimits, 'default').source
