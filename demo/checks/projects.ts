import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { City } from './city.ts'
import type { Row } from './readTable.ts'

const rules = z
  .object({ stages: z.array(z.object({ code: z.string() })), ends: z.array(z.object({ code: z.string() })) })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../mechanisms/project-stages/default.json'), 'utf8')))
const order = rules.stages.map(stage => stage.code)
const ends = rules.ends.map(end => end.code)

/** What is wrong with a project's stages: unknown codes, days out of order, a stage shown that was not recognised last. */
export function wrongStages(project: Row, stages: readonly Row[]): string[] {
  const code = project('code')
  const wrong: string[] = []
  const place = (stage: string) => (ends.includes(stage) ? order.length : order.indexOf(stage))
  for (const row of stages) {
    if (place(row('stage')) < 0) wrong.push(`${code}: nobody knows the stage ${row('stage')}`)
    if (row('recognised_on') !== '' && row('recognised_on') < row('claimed_on'))
      wrong.push(`${code}: ${row('stage')} recognised before it was claimed`)
    if (row('claimed_on') === '' && row('planned_on') === '') wrong.push(`${code}: ${row('stage')} has no day`)
  }
  const reached = stages
    .filter(row => row('recognised_on') !== '')
    .sort((a, b) => place(a('stage')) - place(b('stage')))
  for (const [index, row] of reached.entries()) {
    const before = reached[index - 1]
    if (before && before('recognised_on') > row('recognised_on'))
      wrong.push(`${code}: ${row('stage')} stands before ${before('stage')}`)
  }
  const last = reached.at(-1)?.('stage') ?? 'signed'
  if (last !== project('stage')) wrong.push(`${code}: stands as ${project('stage')}, last recognised ${last}`)
  return wrong
}

/** How many projects of a batch had claimed one of the stages by a day. */
export function reachedBy(city: City, batch: string, day: string, ...wanted: string[]): number {
  const members = new Set(
    city
      .table('projects')
      .rows.filter(row => row('batch_code') === batch)
      .map(row => row('code')),
  )
  return new Set(
    city
      .table('project_stages')
      .rows.filter(row => members.has(row('project')) && wanted.includes(row('stage')))
      .filter(row => row('claimed_on') !== '' && row('claimed_on') <= day)
      .map(row => row('project')),
  ).size
}

/** What the known members of a batch add up to, in hundredths of the printed unit, so that sums are exact. */
export function knownTotal(city: City, batch: string): { members: number; withAmount: number; hundredths: number } {
  const members = city.table('projects').rows.filter(row => row('batch_code') === batch)
  const amounts = members.map(row => row('amount_value')).filter(value => value !== '')
  return {
    members: members.length,
    withAmount: amounts.length,
    hundredths: amounts.reduce((sum, value) => sum + Math.round(Number(value) * 100), 0),
  }
}
