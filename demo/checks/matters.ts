import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { daysBetween } from '#kernel/time/index.ts'
import type { City } from './city.ts'
import type { Row } from './readTable.ts'

const lifecycle = z
  .object({
    start: z.string(),
    states: z.array(z.object({ code: z.string() })),
    transitions: z.array(z.object({ verb: z.string(), from: z.array(z.string()), to: z.string() })),
  })
  .parse(
    JSON.parse(readFileSync(join(import.meta.dirname, '../../mechanisms/lifecycles/supervised-matter.json'), 'utf8')),
  )
export const states: readonly string[] = lifecycle.states.map(state => state.code)

/** Acts that leave the state of a matter as it is. */
const besides = ['remind', 'site-check', 'look-back-relapsed', 'ask-extension', 'decide-extension']

/** One act on a matter, from whichever table holds it; `step` is its place in the matter's life. */
export type Act = { step: number; on: string; verb: string; row: Row }

/** Every act on a matter, in order: events, reports, requests for more time and the replies to them. */
export function actsOf(city: City, key: string): Act[] {
  const of = (table: string) => city.table(table).rows.filter(row => row('matter') === key)
  const extensions = of('matter_extensions')
  return [
    ...of('matter_events').map(row => act(row, 'step', 'on', row('verb'))),
    ...of('matter_progress').map(row => act(row, 'step', 'reported_on', 'report')),
    ...extensions.map(row => act(row, 'step', 'requested_on', 'ask-extension')),
    ...extensions.map(row => act(row, 'decided_step', 'decided_on', 'decide-extension')),
  ].sort((a, b) => a.step - b.step)
}

function act(row: Row, step: string, on: string, verb: string): Act {
  return { step: Number(row(step)), on: row(on), verb, row }
}

/**
 * What is wrong with the life of one matter, told by the lifecycle the product ships: an act that may not start from the state reached,
 * days that run backwards, a plan that is not the share of the time gone by, a time limit that is not the one last granted, a state that
 * is not where the acts lead.
 */
export function wrongLife(matter: Row, acts: readonly Act[]): string[] {
  const key = matter('key')
  const wrong: string[] = []
  let state = lifecycle.start
  let due = matter('original_due_on')
  let on = matter('drafted_on')
  let percent = 0
  let begun = matter('registered_on')
  for (const [index, each] of acts.entries()) {
    if (each.step !== index + 1) wrong.push(`${key}: step ${each.step} stands at place ${index + 1}`)
    if (each.on < on) wrong.push(`${key}: ${each.verb} on ${each.on} comes before ${on}`)
    on = each.on
    const known = besides.includes(each.verb) || (each.verb === 'report' && state === 'long_term')
    const move = lifecycle.transitions.find(transition => transition.verb === each.verb)
    if (!known && !move?.from.includes(state)) wrong.push(`${key}: ${each.verb} may not start from ${state}`)
    if (!known && move) state = move.to
    if (each.verb === 'ask-extension' && each.on > due)
      wrong.push(`${key}: more time asked on ${each.on}, after ${due}`)
    if (each.verb === 'decide-extension' && each.row('new_due_on') !== '') due = each.row('new_due_on')
    if (each.verb === 'reopen') [due, begun] = [each.row('day'), each.on]
    if (each.verb === 'make-long-term') due = ''
    if (each.verb === 'reopen' || each.verb === 'return') percent = 0
    if (each.verb === 'report' && plannedOn(begun, due, each.on) !== each.row('plan_percent'))
      wrong.push(`${key}: the plan of ${each.on} is not the share of time gone by`)
    if (each.verb === 'report' && each.row('actual_percent') !== '') {
      if (Number(each.row('actual_percent')) < percent) wrong.push(`${key}: progress falls on ${each.on}`)
      percent = Number(each.row('actual_percent'))
    }
  }
  if (state !== matter('state')) wrong.push(`${key}: stands as ${matter('state')}, its acts lead to ${state}`)
  if (due !== matter('due_on')) wrong.push(`${key}: due on ${matter('due_on')}, last granted ${due}`)
  const times = (verb: string) => acts.filter(each => each.verb === verb)
  if (times('return').length !== Number(matter('returns'))) wrong.push(`${key}: returns do not add up`)
  if (times('remind').length !== Number(matter('reminders'))) wrong.push(`${key}: reminders do not add up`)
  if ((times('approve')[0]?.on ?? '') !== matter('registered_on')) wrong.push(`${key}: registered on another day`)
  if ((times('close').at(-1)?.on ?? '') !== matter('closed_on')) wrong.push(`${key}: closed on another day`)
  return wrong
}

/** The share of the time gone by, in percent with one decimal: the plan of a matter without milestones. Empty without a limit. */
function plannedOn(begun: string, due: string, on: string): string {
  if (due === '') return ''
  return String(Math.min(100, Math.round((daysBetween(begun, on) / daysBetween(begun, due)) * 1000) / 10))
}
