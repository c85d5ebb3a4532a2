import type { Fact } from '#contract/extraction.ts'
import { kindEndingAt } from '../../extract/organisations/kinds.ts'

/** The last word of a name by which the reader knew what it is (研究院, 产业园), else its last two characters. */
export function endingOf(name: string): string {
  return kindEndingAt(name, 0, name.length)?.suffix ?? name.slice(-2)
}

/** The end of an indicator, which tells what is counted (总额, 产值). */
export const indicatorEnding = (indicator: string): string => indicator.slice(-2)

/**
 * The pattern by which a fact was read, so that facts read alike share it: the last word of a name, the end of a post, the stage of a
 * project, the unit and the end of an indicator, the word that begins a task. It never holds the whole name of anybody.
 */
export function signatureOf(fact: Fact): string {
  switch (fact.kind) {
    case 'organisation':
    case 'place':
      return `…${endingOf(fact.name)}`
    case 'person':
      return fact.post === null ? '' : `…${fact.post.slice(-2)}`
    case 'event':
      return fact.type
    case 'project':
      return [fact.stage ?? '', fact.count === undefined ? `…${fact.name.slice(-2)}` : '批'].join('·')
    case 'figure':
      return [`…${indicatorEnding(fact.indicator)}`, fact.unit, fact.comparison ?? ''].join('·')
    case 'task':
      return [fact.modality ?? '', `${fact.what.slice(0, 2)}…`].join('·')
    case 'agreement':
      return fact.form
    case 'agenda-item':
      return fact.mode
  }
}
