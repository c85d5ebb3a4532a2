import type { ReactNode } from 'react'
import './notes.css'

/** Why there is nothing, in one sentence, and one act. No pictures. */
export function Empty({ why, act }: { why: string; act?: ReactNode }) {
  return (
    <div className="empty">
      <p>{why}</p>
      {act}
    </div>
  )
}
