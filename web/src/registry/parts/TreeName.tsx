import type { ReactNode } from 'react'
import { useRegistryWords } from '../words.ts'

type Props = {
  depth: number
  hasBelow: boolean
  isOpen: boolean
  onTurn: () => void
  name: string
  children: ReactNode
}

/** The first cell of a row of a tree: set in by its depth, with a handle where something stands below. */
export function TreeName({ depth, hasBelow, isOpen, onTurn, name, children }: Props) {
  const say = useRegistryWords()
  return (
    <td ref={cell => cell?.style.setProperty('--depth', String(depth))}>
      {hasBelow ? (
        <button
          type="button"
          className="twist"
          aria-expanded={isOpen}
          aria-label={`${say(isOpen ? 'collapse' : 'expand')} ${name}`}
          onClick={onTurn}
        >
          {isOpen ? '−' : '+'}
        </button>
      ) : (
        <span className="leaf" />
      )}
      {children}
    </td>
  )
}

/** The set with an id put in, or taken out when it was there. */
export function turned(closed: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(closed)
  if (!next.delete(id)) next.add(id)
  return next
}
