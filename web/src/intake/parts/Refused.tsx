import { FaultNote } from '#ui/FaultNote.tsx'
import type { FactView } from '../api.ts'
import { useIntakeWords } from '../words.ts'
import type { Desk } from './useDesk.ts'

type Props = {
  facts: readonly FactView[]
  /** How many facts of the article stand before `facts`. */
  from: number
  desk: Desk
  current: string | undefined
  onGo: (id: string) => void
}

/**
 * What was refused of facts left behind already: said where the reader is now, with the way back. Nobody is taken there by force, as the
 * next key would fall on a fact they had not seen again.
 */
export function Refused({ facts, from, desk, current, onGo }: Props) {
  const say = useIntakeWords()
  const elsewhere = desk.refused.filter(id => id !== current)
  const [first] = elsewhere
  const problem = first === undefined ? null : desk.problemOf(first)
  if (first === undefined || problem === null) return null
  const at = facts.findIndex(({ id }) => id === first)
  return (
    <div className="note refused-elsewhere">
      <b>{say('refused-some', { count: elsewhere.length })}</b>
      <FaultNote problem={problem} act="write" />
      {at >= 0 && (
        <button type="button" className="btn" onClick={() => onGo(first)}>
          {say('go-look', { n: from + at + 1 })}
        </button>
      )}
      <button type="button" className="btn t" onClick={() => desk.forget(...elsewhere)}>
        {say('seen')}
      </button>
    </div>
  )
}
