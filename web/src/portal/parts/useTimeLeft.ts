import { useEffect, useRef, useState } from 'preact/hooks'
import type { Attempt } from '#contract/participation/portal.ts'
import { usePortal } from '../Context.ts'
import { clock } from '../serverClock.ts'
import { instantIn, lengthIn } from '../words.ts'

/** When what is left is said aloud, in seconds. */
const spokenAt = [60, 30, 10]

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
      const due = spokenAt.findLast(each => seconds <= each && seconds > each - 5)
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
      words: lengthIn(say, seconds),
      now: `${instantIn(language, now, 'day')} ${instantIn(language, now, 'tenth').slice(0, 8)}`,
    },
  }
}
