import { useEffect, useRef } from 'react'
import { useSignInWords } from '../signInWords.ts'
import type { Codes } from './SecondFactorSetUp.tsx'

/** The ten codes, this once. */
export function RecoveryCodes({ codes, sessions, onKept }: Codes & { onKept: () => void }) {
  const say = useSignInWords()
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus(), [])
  return (
    <div className="recovery">
      <h3 ref={head} tabIndex={-1}>
        {say('codes-title')}
      </h3>
      <p className="s account-note">{say('codes-lead')}</p>
      <ol className="mono">
        {codes.map(code => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="acts">
        <button type="button" className="btn p big" onClick={onKept}>
          {say('codes-kept')}
        </button>
        <button type="button" className="btn big" onClick={() => print()}>
          {say('codes-print')}
        </button>
        {sessions > 0 && <span role="status">{say('codes-ended', { sessions })}</span>}
      </div>
    </div>
  )
}
