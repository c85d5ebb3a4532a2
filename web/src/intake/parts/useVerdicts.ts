import { useState } from 'react'
import type { Contradiction, FactView, Verdict } from '../api.ts'
import { isOfTwo, openOf } from './contradicting.ts'
import type { Desk } from './useDesk.ts'

type Reasoned = Exclude<Verdict, 'open'>
type Asked = { factId: string; what: Reasoned | 'accept' }
type Spec = {
  current: FactView | undefined
  desk: Desk
  /** On to the next fact that waits. */
  onNext: (decided: FactView) => void
  onAccept: () => void
}

/**
 * The verdicts on the contradiction of the fact in hand that waits first. One that needs a reason is asked for it; accepting such a fact
 * undecided is asked once more. What was asked of one fact is forgotten with the next.
 */
export function useVerdicts({ current, desk, onNext, onAccept }: Spec) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const item = openOf(current)
  const own = asked !== null && asked.factId === current?.id ? asked.what : null

  const decide = (of: Contradiction, verdict: Verdict, reason?: string) => {
    setAsked(null)
    if (!current) return
    void desk.decide(current, of, { verdict, reason })
    if (current.state === 'pending') onNext(current)
  }
  return {
    /** The verdict that waits for its reason. */
    asked: own === 'accept' ? null : own,
    isAsking: own === 'accept',
    decide,
    close: () => setAsked(null),
    /** Gives a verdict, or asks why; false where the fact in hand contradicts nothing. */
    give(verdict: Verdict): boolean {
      if (!current || !item) return false
      const isPending = current.state === 'pending'
      if (!isPending && current.state !== 'accepted') return false
      if (verdict === 'this' && !isOfTwo(item)) return true
      // What is not taken needs no reason while nothing rests on it.
      if (verdict === 'open' ? item.decision === null && isPending : verdict === 'earlier' && isPending)
        decide(item, verdict)
      else if (verdict !== 'open') setAsked({ factId: current.id, what: verdict })
      return true
    },
    /** Accepts what is undecided, at the second asking; false where the fact in hand contradicts nothing. */
    acceptOpen(): boolean {
      if (!current || !item || current.state !== 'pending') return false
      if (own !== 'accept') setAsked({ factId: current.id, what: 'accept' })
      else {
        setAsked(null)
        onAccept()
      }
      return true
    },
  }
}
