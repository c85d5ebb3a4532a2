import { parseCsv } from 'hucre/csv'
import { z } from 'zod'
import { organisationLikeness } from '../rules/likeness/organisations.ts'
import { personLikeness } from '../rules/likeness/people.ts'
import { placeLikeness } from '../rules/likeness/places.ts'
import type { Home } from '../rules/names.ts'

/** A pair of the published set: two names, whether they mean one, and how strongly the names alone say so. */
export const namePair = z.object({
  kind: z.enum(['organisation', 'person', 'place']),
  one: z.string(),
  other: z.string(),
  same: z.enum(['yes', 'no']),
  strength: z.enum(['STRONG', 'MEDIUM', 'WEAK']),
  why: z.string(),
})
export type NamePair = z.infer<typeof namePair>

/** The pairs of a table in CSV with a head. */
export function pairsIn(csv: string): NamePair[] {
  const [head = [], ...rows] = parseCsv(csv, { typeInference: false })
  return rows.map(row =>
    namePair.parse(Object.fromEntries(head.map((name, at) => [String(name), String(row[at] ?? '')]))),
  )
}

/** How surely the two of a pair mean one, by the rules of its kind. */
export function scoreOf({ kind, one, other }: NamePair, home: Home) {
  if (kind === 'organisation') return organisationLikeness(one, other, home)
  if (kind === 'place') return placeLikeness(one, other, home)
  return personLikeness(shownIn(one), shownIn(other), home)
}

/** 姓名|职务|单位|日期 as the set writes somebody. */
function shownIn(text: string) {
  const [name = '', post = '', organisation = '', on = ''] = text.split('|')
  return { name, post: post || null, organisation: organisation || null, on: on || null }
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length

/** From the surest the same to the surest different, the order in which mean scores must fall. */
export const TIERS = ['yes STRONG', 'yes MEDIUM', 'yes WEAK', 'no WEAK', 'no MEDIUM', 'no STRONG'] as const

/** The mean score of each tier, for a kind or for all. */
export function tiersOf(pairs: readonly NamePair[], home: Home) {
  return TIERS.map(tier => {
    const own = pairs.filter(({ same, strength }) => `${same} ${strength}` === tier)
    return { tier, pairs: own.length, mean: mean(own.map(pair => scoreOf(pair, home).score)) }
  })
}
