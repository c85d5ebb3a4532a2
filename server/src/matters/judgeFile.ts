import { z } from 'zod'
import type { Light } from '#contract/kernel.ts'
import { day, light } from '#contract/kernel.ts'
import { refuse } from '#kernel/refusal.ts'
import { addDays, type Calendar } from '#kernel/time/index.ts'
import { lightRules } from './mechanisms.ts'
import { judge } from './rules/judge.ts'

const asked = z
  .object({
    id: z.union([z.string().max(200), z.number()]).transform(String),
    start: day.nullish(),
    due: day.nullish(),
    planPercent: z.number().min(0).max(100).nullish(),
    actualPercent: z.number().min(0).nullish(),
    lastFeedback: day.nullish(),
    feedbackEveryDays: z.int().min(1).max(3660).nullish(),
    returns: z.int().min(0).default(0),
    override: z.union([light, z.object({ light }).loose()]).nullish(),
  })
  .catchall(z.union([z.string(), z.number(), z.boolean(), z.null()]))
const file = z.object({ ruleSet: z.string(), today: day, matters: z.array(asked).max(200_000) })

export type JudgedFile = {
  ruleSet: string
  version: string
  results: Array<{
    id: string
    light: Light
    because: Array<{ rule: string; light: Light; inputs: Record<string, string | number | boolean | null> }>
    override?: unknown
  }>
}

const usual = new Set([
  'id',
  'start',
  'due',
  'planPercent',
  'actualPercent',
  'lastFeedback',
  'feedbackEveryDays',
  'returns',
  'override',
])

/**
 * Judges matters from a file (`jianghai lights FILE.json`): the light is the worst of the rules; an override stands beside it and hides
 * nothing. A report is due so many calendar days after the last one, or after the start. Refuses `matters.lights-file-unfit` {where, why}
 * and `matters.rule-set-unknown` {name, known}.
 */
export function judgeFile(input: unknown, calendar: Calendar): JudgedFile {
  const parsed = file.safeParse(input)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw refuse('matters.lights-file-unfit', { where: issue?.path.join('.') || '—', why: issue?.message ?? '' })
  }
  const rules = lightRules(parsed.data.ruleSet)
  const { today } = parsed.data
  const results = parsed.data.matters.map(matter => {
    const from = matter.lastFeedback ?? matter.start ?? null
    const extra = Object.entries(matter).filter(([key]) => !usual.has(key))
    const judged = judge(
      {
        startOn: matter.start ?? null,
        dueOn: matter.due ?? null,
        plan: [],
        planPercent: matter.planPercent ?? null,
        actualPercent: matter.actualPercent ?? null,
        nextFeedbackOn: from && matter.feedbackEveryDays ? addDays(from, matter.feedbackEveryDays) : null,
        returns: matter.returns,
        stoppedOn: null,
        extra: Object.fromEntries(extra.map(([key, value]) => [key, scalar(value)])),
      },
      rules,
      today,
      calendar,
    )
    const because = judged.because.map(each => ({
      rule: each.rule,
      light: each.light,
      inputs: { value: each.value, ...each.inputs },
    }))
    return { id: matter.id, light: judged.light, because, ...(matter.override ? { override: matter.override } : {}) }
  })
  return { ruleSet: rules.name, version: rules.version, results }
}

const scalar = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
