import { useState } from 'react'
import { type Member, member as memberShape } from '#contract/accounts.ts'
import { formatInstant } from '#ui/days/days.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useLanguage } from '#ui/language/language.ts'
import { Section } from '#ui/Section.tsx'
import { type AccountWord, useAccountWords } from '../words.ts'

const spans = [1, 3, 7, 30] as const

/** Wrong passwords and locks, for the security officer; the auditor reads them. */
export function SignInSafety({ member, mayLock }: { member: Member; mayLock: boolean }) {
  const say = useAccountWords()
  const language = useLanguage()
  const [days, setDays] = useState(1)
  const [done, setDone] = useState<AccountWord | null>(null)
  const lock = useCommand({
    path: `/accounts/${member.id}/lock`,
    gives: memberShape,
    onDone: () => setDone('lock-done'),
  })
  const unlock = useCommand({
    path: `/accounts/${member.id}/unlock`,
    gives: memberShape,
    onDone: () => setDone('unlock-done'),
  })
  const { failures, lockedUntil, lastFailureAt } = member
  const problem = lock.problem ?? unlock.problem
  return (
    <Section title={say('sign-in-safety')}>
      <p className="s account-note">
        {lockedUntil === null
          ? say('not-locked', { count: failures ?? 0 })
          : say('is-locked', { at: formatInstant(lockedUntil, language), count: failures ?? 0 })}
        {lastFailureAt !== null && (failures ?? 0) > 0 && (
          <span className="qq"> {say('failures-since', { at: formatInstant(lastFailureAt, language) })}</span>
        )}
      </p>
      {mayLock && (
        <>
          {lockedUntil === null && <p className="xs q account-note">{say('lock-note')}</p>}
          {problem && <FaultNote problem={problem} act="write" />}
          <div className="acts">
            {(lockedUntil !== null || (failures ?? 0) > 0) && (
              <button type="button" className="btn" disabled={unlock.isRunning} onClick={() => void unlock.run()}>
                {say('unlock')}
              </button>
            )}
            {lockedUntil === null && (
              <>
                <label className="lock-days">
                  {say('lock-days')}
                  <select value={days} onChange={event => setDays(Number(event.target.value))}>
                    {spans.map(span => (
                      <option key={span} value={span}>
                        {span}
                      </option>
                    ))}
                  </select>
                </label>
                <button type="button" className="btn" disabled={lock.isRunning} onClick={() => void lock.run({ days })}>
                  {say('lock')}
                </button>
              </>
            )}
            {done !== null && <span role="status">{say(done)}</span>}
          </div>
        </>
      )}
    </Section>
  )
}
