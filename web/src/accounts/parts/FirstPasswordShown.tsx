import { useEffect, useRef } from 'react'
import { formatInstant } from '#ui/days/days.ts'
import { useLanguage } from '#ui/language/language.ts'
import { useAccountWords } from '../words.ts'

type Props = { firstPassword: string; goodUntil: string; sessions?: number; onTold: () => void }

/** A first password, this once: to be told to its owner. */
export function FirstPasswordShown({ firstPassword, goodUntil, sessions, onTold }: Props) {
  const say = useAccountWords()
  const language = useLanguage()
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus(), [])
  return (
    <div className="recovery">
      <h3 ref={head} tabIndex={-1}>
        {say('first-password')}
      </h3>
      <p className="mono first-password">{firstPassword}</p>
      <p className="s account-note">{say('first-password-help', { at: formatInstant(goodUntil, language) })}</p>
      <div className="acts">
        <button type="button" className="btn p big" onClick={onTold}>
          {say('first-password-told')}
        </button>
        {sessions !== undefined && <span role="status">{say('reset-done', { sessions })}</span>}
      </div>
    </div>
  )
}
