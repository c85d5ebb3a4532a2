import { z } from 'zod'
import { light } from '../kernel.ts'

/** What a light rule can look at. A rule set chooses among them; a new measure is code, a new limit is data. */
export const measures = [
  'points-behind',
  'feedback-late-workdays',
  'workdays-left',
  'days-left',
  'returns',
  'escalation-step',
  'months-unstarted',
  'months-outside-library',
  'funds-short-points',
  'growth-short-points',
  'growth',
] as const
export type Measure = (typeof measures)[number]

/** One stretch of the scale: values up to its limit that no stretch before it took; the last has no limit. */
const band = z
  .object({
    light,
    atMost: z.number().optional(),
    below: z.number().optional(),
    atLeast: z.number().optional(),
  })
  .strict()
export type Band = z.infer<typeof band>

const lightRule = z
  .object({
    code: z.string().regex(/^[a-z-]+$/),
    measure: z.enum(measures),
    labelZh: z.string().min(1),
    labelEn: z.string().min(1),
    better: z.enum(['less', 'more']),
    bands: z.array(band).min(2),
  })
  .superRefine((rule, check) => {
    const wrong = (message: string) => check.addIssue({ code: 'custom', message: `rule ${rule.code}: ${message}` })
    const limits = rule.bands.map(ends)
    if (limits.at(-1) !== null) wrong('the last band must have no limit, so that every value falls somewhere')
    if (limits.slice(0, -1).some(limit => limit === null)) wrong('every band but the last needs one limit')
    for (const [index, each] of rule.bands.entries()) {
      const given = [each.atMost, each.below, each.atLeast].filter(limit => limit !== undefined).length
      if (given > 1) wrong(`band ${index + 1} has two limits`)
      if (rule.better === 'less' && each.atLeast !== undefined) wrong('less is better, so limits are atMost or below')
      if (rule.better === 'more' && (each.atMost !== undefined || each.below !== undefined))
        wrong('more is better, so limits are atLeast')
      const [before, now] = [limits[index - 1], limits[index]]
      if (
        typeof before === 'number' &&
        typeof now === 'number' &&
        (rule.better === 'less' ? now <= before : now >= before)
      )
        wrong(`the limit of band ${index + 1} does not go on from the one before`)
    }
  })
export type LightRule = z.infer<typeof lightRule>

/** The body of a file in `mechanisms/lights/`. `inputs` documents what the set asks for beyond the usual fields. */
export const lightRuleSetBody = z.object({
  palette: z.array(light).min(2),
  inputs: z.record(z.string(), z.string()),
  rules: z.array(lightRule).min(1),
})
export type LightRuleSet = z.infer<typeof lightRuleSetBody> & { name: string; version: string }

const ends = (each: Band): number | null => each.atMost ?? each.below ?? each.atLeast ?? null
