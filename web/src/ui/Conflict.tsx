import type { ReactNode } from 'react'
import { useKitWords } from './kitWords.ts'
import './notes.css'

type Side = { from: ReactNode; text: string }
type Props = {
  title: string
  /** What stands on the page in hand, and what is on record. Both are quoted as they are. */
  here: Side
  there: Side
  onKeepBoth: () => void
  onTakeThis: () => void
  onReject: () => void
  busy?: boolean
}

/** Two texts that disagree, side by side, and three acts. A person decides; the product never does. */
export function Conflict({ title, here, there, onKeepBoth, onTakeThis, onReject, busy = false }: Props) {
  const say = useKitWords()
  return (
    <>
      <div className="conflict">
        <b>{title}</b>
        <div className="conflict-texts">
          {[here, there].map((side, index) => (
            <div key={index === 0 ? 'here' : 'there'}>
              <span className="xs q">{side.from}</span>
              <p lang="zh-CN">{side.text}</p>
            </div>
          ))}
        </div>
      </div>
      <div className="acts">
        <button type="button" className="btn p" disabled={busy} onClick={onKeepBoth}>
          {say('conflict-keep-both')}
        </button>
        <button type="button" className="btn" disabled={busy} onClick={onTakeThis}>
          {say('conflict-take-this')}
        </button>
        <button type="button" className="btn" disabled={busy} onClick={onReject}>
          {say('conflict-reject')}
        </button>
      </div>
    </>
  )
}
