import type { FactView } from '../api.ts'
import { useIntakeWords } from '../words.ts'
import type { Other } from './useOthers.ts'

type Props = {
  other: Other | null
  facts: readonly FactView[]
  /** How many facts of the article stand before `facts`. */
  from: number
}

/** What somebody else at this page did last. */
export function OtherNote({ other, facts, from }: Props) {
  const say = useIntakeWords()
  if (!other) return null
  const at = facts.findIndex(({ id }) => id === other.factId)
  const said = { by: other.by ?? say('somebody'), state: say(other.state) }
  return (
    <p className="note" role="status">
      {at < 0 ? say('other-elsewhere', said) : say('other-now', { ...said, n: from + at + 1 })}
    </p>
  )
}
