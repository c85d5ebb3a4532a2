import { useEffect, useState } from 'react'
import { useKitWords } from './kitWords.ts'
import './notes.css'

type Props = {
  rows?: number
  /** The true height of a row, so that nothing jumps when the rows arrive. */
  rowHeight?: number
  onCancel?: () => void
}

const QUIET = 200
const WORDS = 3000

/** Nothing for 200 ms, then hairline rows of the true height, after 3 s words and a way to stop. Never a spinner. */
export function Loading({ rows = 6, rowHeight = 33, onCancel }: Props) {
  const say = useKitWords()
  const waited = useWaited()
  return (
    <div className="loading" aria-busy="true">
      <div
        className="loading-rows"
        ref={own => own?.style.setProperty('--row', `${rowHeight}px`)}
        hidden={waited < QUIET}
      >
        {Array.from({ length: rows }, (_, row) => (
          // Hairlines have no identity.
          <span key={row} />
        ))}
      </div>
      {waited >= WORDS && (
        <p className="loading-words" role="status">
          {say('loading', { seconds: Math.floor(waited / 1000) })}
          {onCancel && (
            <button type="button" className="btn t" onClick={onCancel}>
              {say('cancel')}
            </button>
          )}
        </p>
      )}
    </div>
  )
}

/** How long this has been on the page, in milliseconds: told at 200 ms, and each second from the third. */
function useWaited(): number {
  const [waited, setWaited] = useState(0)
  useEffect(() => {
    const start = performance.now()
    const quiet = setTimeout(() => setWaited(QUIET), QUIET)
    const words = setInterval(() => {
      const passed = performance.now() - start
      if (passed >= WORDS) setWaited(passed)
    }, 1000)
    return () => {
      clearTimeout(quiet)
      clearInterval(words)
    }
  }, [])
  return waited
}
