import { useEffect, useRef, useState } from 'react'
import { useAppWords } from './words.ts'

type Props = { value: string; isMissing: boolean; again: number; onChange: (code: string) => void }

/** The second thing that is shown: digits of the application, or a code of the recovery sheet. `again` takes the focus back, to correct. */
export function CodeField({ value, isMissing, again, onChange }: Props) {
  const say = useAppWords()
  const [isRecovery, setRecovery] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  // The focus comes back at each refusal and change of kind.
  useEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [again, isRecovery])
  const turn = () => {
    setRecovery(!isRecovery)
    onChange('')
  }
  return (
    <>
      <p className="s code-lead">{say(isRecovery ? 'code-recovery-lead' : 'code-lead')}</p>
      <label className="sign-field">
        <span>{say(isRecovery ? 'recovery-code' : 'code')}</span>
        <input
          ref={input}
          className="mono"
          name="code"
          type="text"
          inputMode={isRecovery ? 'text' : 'numeric'}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={isRecovery ? 40 : 6}
          value={value}
          aria-invalid={isMissing}
          onChange={event => onChange(event.target.value)}
        />
        {isMissing && (
          <em className="field-why" role="alert">
            {say('code-needed')}
          </em>
        )}
      </label>
      <p className="code-turn">
        <button type="button" className="btn t" onClick={turn}>
          {say(isRecovery ? 'use-application' : 'use-recovery')}
        </button>
      </p>
    </>
  )
}
