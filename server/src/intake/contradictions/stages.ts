import { type Found, type Known, ofKind } from './known.ts'

/**
 * Stages next to each other are said loosely (落地 of what is signed, 建设 of what is begun, 投产 before 竣工 is accepted), so one step back proves
 * nothing.
 */
const LOOSE = 1

/** The place of a printed stage in the order of stages; undefined for an end (终止) and for a word that names none. */
export type StageOrder = (printed: string) => number | undefined

/**
 * A stage going backwards: a later day gives the project an earlier stage than an earlier day gave it. Only a fact that names its own day is
 * held against others, because a page that looks back (“三年前签约的”) has no day of its own and would seem to go back; and two stages on
 * one day are no contradiction, since projects are signed and begun on one day.
 */
export function stageBackwards(own: Known, others: readonly Known[], order: StageOrder): Found[] {
  const [mine] = ofKind([own], 'project')
  if (!mine || mine.fact.stage === null || mine.fact.count !== undefined || own.occurredOn === null) return []
  const { stage } = mine.fact
  const place = order(stage)
  const day = own.occurredOn
  if (place === undefined) return []
  return ofKind(others, 'project').flatMap((other): Found[] => {
    const then = other.fact.stage === null ? undefined : order(other.fact.stage)
    const { occurredOn } = other
    if (other.id === own.id || other.about !== own.about || then === undefined || occurredOn === null) return []
    const backwards = (occurredOn < day && then > place + LOOSE) || (occurredOn > day && then < place - LOOSE)
    if (!backwards) return []
    return [
      {
        kind: 'stage',
        factId: own.id,
        otherIds: [other.id],
        said: `${day} ${stage}`,
        other: `${occurredOn} ${other.fact.stage}`,
        unit: '',
        tolerance: 0,
      },
    ]
  })
}
