import type { ReactNode } from 'react'
import type { RefusalError } from './api/errors.ts'
import { useSentence } from './language/sentences.ts'
import './notes.css'

/** A refusal beside the act it belongs to: the rule in words, and the way out as children. */
export function RefusalNote({ refusal, children }: { refusal: RefusalError; children?: ReactNode }) {
  const sentence = useSentence()
  return (
    <div className="note" role="alert">
      <p>{sentence(refusal.code, refusal.params)}</p>
      {children}
    </div>
  )
}
