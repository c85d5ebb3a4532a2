import { useEffect, useRef, useState } from 'preact/hooks'
import type { Attempt } from '#contract/participation/portal.ts'
import { instantIn } from '#contract/participation/told.ts'
import { usePortal } from '../Context.ts'
import { clock } from '../serverClock.ts'

/** When what is left is said aloud, in seconds, and for how long that stands. */
const spokenAt = [10, 30, 60]
const SPOKEN_SECONDS = 5

/** What is left of an attempt by the server's clock; calls `over` once when it is. */
export function useTimeLeft(attempt: Attempt, over: () => void) {
  const { say, language } = usePortal()
  const ends = Date.parse(attempt.endsAt)
  const whole = ends - Date.parse(attempt.startedAt)
  const [now, setNow] = useState(() => clock.now() ?? Date.parse(attempt.now))
  const [spoken, setSpoken] = useState('')
  const latest = useRef(over)
  latest.current = over
  const isOver = useRef(false)

  useEffect(() => {
    const timer = setInterval(() => {
      const at = clock.now() ?? Date.parse(attempt.now)
      setNow(at)
      const seconds = Math.ceil((ends - at) / 1000)
      const due = spokenAt.find(each => seconds <= each && seconds > each - SPOKEN_SECONDS)
      setSpoken(due ? say('left-seconds', { n: due }) : '')
      if (at >= ends && !isOver.current) {
        isOver.current = true
        latest.current()
      }
    }, 200)
    return () => clearInterval(timer)
  }, [attempt.now, ends, say])

  const seconds = Math.max(0, Math.ceil((ends - now) / 1000))
  return {
    spoken,
    left: {
      minutes: Math.floor(seconds / 60),
      seconds: seconds % 60,
      share: Math.max(0, Math.min(1, (ends - now) / whole)),
      words: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`,
      now: instantIn(language, now, 'second'),
    },
  }
}
