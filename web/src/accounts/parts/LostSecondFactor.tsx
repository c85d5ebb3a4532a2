import { useState } from 'react'
import { ended, type Member } from '#contract/accounts.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Section } from '#ui/Section.tsx'
import { useSignInWords } from '../signInWords.ts'

/** Whether somebody has a second factor; for the security officer, taking away a lost one. */
export function LostSecondFactor({ member, mayReset }: { member: Member; mayReset: boolean }) {
  const say = useSignInWords()
  const [sessions, setSessions] = useState<number | null>(null)
  const { run, problem, isRunning } = useCommand({
    path: `/accounts/${member.id}/reset-second-factor`,
    gives: ended,
    onDone: done => setSessions(done.sessions),
  })
  const isOn = member.secondFactor === true
  return (
    <Section title={say('lost-title')}>
      <p className="s account-note">{say(isOn ? 'lost-on' : 'lost-off')}</p>
      {mayReset && isOn && <p className="xs q account-note">{say('lost-note')}</p>}
      {problem && <FaultNote problem={problem} act="write" />}
      <div className="acts">
        {mayReset && isOn && (
          <button type="button" className="btn" disabled={isRunning} onClick={() => void run()}>
            {say('lost-reset')}
          </button>
        )}
        {sessions !== null && <span role="status">{say('lost-done', { sessions })}</span>}
      </div>
    </Section>
  )
}
