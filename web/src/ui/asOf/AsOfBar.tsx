import { type ReactNode, useState } from 'react'
import { useMinute } from '../clock.ts'
import { dayOfInstant, formatInstant } from '../days/days.ts'
import { useKeys } from '../keys.ts'
import { useKitWords } from '../kitWords.ts'
import { useLanguage } from '../language/language.ts'
import { AsOfPanel } from './AsOfPanel.tsx'
import { useBar } from './BarContext.tsx'
import { dayOfMark, Gauge } from './Gauge.tsx'
import { type Mark, stepByMeeting } from './gauge.ts'
import { useAsOf } from './useAsOf.ts'
import './asOf.css'

type Props = {
  marks: readonly Mark[]
  /** The shell's own tools at the right end, before which a page's stand. */
  children?: ReactNode
}

/** The as-of bar (水尺): the instant everything on the page is shown as of; on every screen and never scrolled away. */
export function AsOfBar({ marks, children }: Props) {
  const say = useKitWords()
  const language = useLanguage()
  const { instant, isPast, go, compare, setCompare } = useAsOf()
  const { frozen, changes, offersCompare, setTools } = useBar()
  const minute = useMinute()
  const [asked, setAsked] = useState<'day' | 'compare' | null>(null)

  const at = frozen?.at ?? instant ?? new Date(minute).toISOString()
  const standing = dayOfInstant(at)
  const step = (by: -1 | 1) => {
    const mark = stepByMeeting(marks, standing, by)
    if (mark) go(dayOfMark(mark))
    else if (by > 0) go(undefined)
  }
  useKeys({ '[': () => step(-1), ']': () => step(1) }, frozen === null)

  const state = frozen ? 'frozen' : isPast ? 'past' : 'now'
  return (
    <section className={`asof ${state}`} aria-label={say('as-of')}>
      <button
        type="button"
        className="at"
        aria-haspopup="dialog"
        disabled={frozen !== null}
        onClick={() => setAsked('day')}
      >
        <span className="k">{say(frozen ? 'frozen-at' : 'as-of')}</span>
        <b>{formatInstant(at, language, { weekday: frozen === null })}</b>
        <span className="state" aria-live="polite">
          {frozen ? frozen.note : say(isPast ? 'past-state' : 'now')}
        </span>
      </button>
      <Gauge marks={marks} now={minute} standing={standing} onGo={frozen ? () => undefined : go} />
      <div className="tools">
        <span className="slot" ref={setTools} />
        {isPast && !frozen && (
          <>
            {changes !== null && <span className="wide">{say('changes-since', { count: changes })}</span>}
            <button type="button" className="link" onClick={() => go(undefined)}>
              <b>{say('back-to-now')}</b>
            </button>
          </>
        )}
        {offersCompare && !frozen && (
          <button
            type="button"
            className="link wide"
            aria-haspopup="dialog"
            onClick={() => (compare ? setCompare(undefined) : setAsked('compare'))}
          >
            {compare
              ? `${say('compare-with', { day: formatInstant(compare, language) })}·${say('compare-end')}`
              : say('compare')}
          </button>
        )}
        {children}
      </div>
      {asked && (
        <AsOfPanel
          title={say(asked === 'day' ? 'go-to-day' : 'compare')}
          marks={marks}
          now={minute}
          onGo={day => (asked === 'day' ? go(day) : setCompare(day))}
          onClose={() => setAsked(null)}
          canReturn={asked === 'day' && isPast}
        />
      )}
    </section>
  )
}
