import { type FormEvent, useId, useState } from 'react'
import { Dialog } from '../Dialog.tsx'
import { dayOfInstant, formatDay, parseTypedDay } from '../days/days.ts'
import { useKitWords } from '../kitWords.ts'
import { useLanguage } from '../language/language.ts'
import { dayOfMark } from './Gauge.tsx'
import type { Mark } from './gauge.ts'

type Props = {
  title: string
  marks: readonly Mark[]
  now: number
  onGo: (day: string | undefined) => void
  onClose: () => void
  canReturn: boolean
}

/** Asks for a day: typed, or one of the meetings. On phones this is the whole staff. */
export function AsOfPanel({ title, marks, now, onGo, onClose, canReturn }: Props) {
  const say = useKitWords()
  const language = useLanguage()
  const field = useId()
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState<'not-a-day' | 'day-to-come' | null>(null)
  const leave = (day: string | undefined) => {
    onGo(day)
    onClose()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const day = parseTypedDay(typed)
    if (!day) setWrong('not-a-day')
    else if (day > dayOfInstant(now)) setWrong('day-to-come')
    else leave(day)
  }
  const meetings = marks.toSorted((a, b) => b.day.localeCompare(a.day))
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="asof-form" onSubmit={submit} noValidate>
        <label htmlFor={field} className="vh">
          {title}
        </label>
        <input
          id={field}
          className="day-input"
          inputMode="numeric"
          data-first=""
          value={typed}
          aria-invalid={wrong !== null}
          aria-describedby={`${field}-why`}
          placeholder={dayOfInstant(now)}
          onChange={event => setTyped(event.target.value)}
        />
        <button type="submit" className="btn p big">
          {say('go')}
        </button>
        {canReturn && (
          <button type="button" className="btn big" onClick={() => leave(undefined)}>
            {say('back-to-now')}
          </button>
        )}
      </form>
      <p id={`${field}-why`} className="why" role="alert">
        {wrong && say(wrong)}
      </p>
      {meetings.length > 0 && (
        <section className="sec thin">
          <header>
            <h2>{say('gauge-meetings')}</h2>
          </header>
          <ul className="asof-meetings">
            {meetings.map(mark => (
              <li key={mark.id}>
                {mark.isToCome ? (
                  <span>
                    <span>{formatDay(mark.day, language, { weekday: true })}</span>
                    <span className="q">{mark.title}</span>
                    <span className="tag">{say('meeting-to-come')}</span>
                  </span>
                ) : (
                  <button type="button" onClick={() => leave(dayOfMark(mark))}>
                    <span>{formatDay(mark.day, language, { weekday: true })}</span>
                    <span className="q">{mark.title}</span>
                  </button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Dialog>
  )
}
