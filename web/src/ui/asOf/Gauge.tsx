import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { addDays, dayOfInstant, formatDay, formatMonth } from '../days/days.ts'
import { useKitWords } from '../kitWords.ts'
import { useLanguage } from '../language/language.ts'
import { dayAt, gaugeSpan, type Mark, placeMarks, placeOf } from './gauge.ts'

type Props = {
  marks: readonly Mark[]
  now: number
  /** The day the handle stands at. */
  standing: string
  onGo: (day: string | undefined) => void
}

/** Twelve months of ticks; long marks are meetings, the handle is where you are. Drag it, click a mark, or move by keys: day, month. */
export function Gauge({ marks, now, standing, onGo }: Props) {
  const say = useKitWords()
  const language = useLanguage()
  const staff = useRef<HTMLDivElement>(null)
  const [held, setHeld] = useState<string | null>(null)
  const today = dayOfInstant(now)
  const span = gaugeSpan(today, standing)
  const shown = held ?? standing
  const handle = placeOf(shown, span)
  const present = placeOf(today, span)
  const upToToday = (day: string) => (day > today ? today : day)

  const dayUnder = (event: PointerEvent) => {
    const box = staff.current?.getBoundingClientRect()
    return box ? upToToday(dayAt((event.clientX - box.left) / box.width, span)) : standing
  }
  const take = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    setHeld(dayUnder(event))
  }
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (held !== null) setHeld(dayUnder(event))
  }
  const drop = () => {
    if (held === null) return
    // A press on or beside a meeting means the meeting.
    const near = marks.find(mark => !mark.isToCome && Math.abs(placeOf(mark.day, span) - placeOf(held, span)) < 0.006)
    onGo(near ? dayOfMark(near) : held)
    setHeld(null)
  }
  const press = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -30, PageUp: 30 }[event.key]
    if (event.key === 'End') onGo(undefined)
    else if (event.key === 'Home') onGo(span.from)
    else if (by !== undefined) onGo(upToToday(addDays(standing, by)))
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={staff}
      className="gauge"
      role="slider"
      tabIndex={0}
      aria-label={say('gauge', {
        from: formatMonth(span.from, language),
        to: formatMonth(addDays(span.to, -1), language),
      })}
      aria-valuemin={0}
      aria-valuemax={365}
      aria-valuenow={Math.round(handle * 365)}
      aria-valuetext={formatDay(shown, language, { weekday: true })}
      onPointerDown={take}
      onPointerMove={drag}
      onPointerUp={drop}
      onPointerCancel={() => setHeld(null)}
      onKeyDown={press}
    >
      <i className="fut" style={{ left: `${Math.min(present, 1) * 100}%` }} />
      {placeMarks(marks, span, handle, language).map(mark => (
        <i
          key={mark.id}
          className={`m${mark.isToCome ? ' f' : ''} ${mark.label}`}
          style={{ left: `${mark.at * 100}%` }}
          title={mark.title}
        >
          {mark.label !== 'none' && <span>{mark.words}</span>}
        </i>
      ))}
      {present !== handle && present <= 1 && <i className="today" style={{ left: `${present * 100}%` }} />}
      <i className="now" style={{ left: `${handle * 100}%` }}>
        {held !== null && <span>{formatDay(held, language, { weekday: true })}</span>}
      </i>
    </div>
  )
}

/** A meeting in the address: its day and hour, so that what was known when it began is shown. */
export function dayOfMark({ day, time }: Mark): string {
  return time === null ? day : `${day}T${time}`
}
