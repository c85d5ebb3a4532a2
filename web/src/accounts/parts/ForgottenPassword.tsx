import { useState } from 'react'
import type { z } from 'zod'
import { type Member, passwordReset } from '#contract/accounts.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Section } from '#ui/Section.tsx'
import { useAccountWords } from '../words.ts'
import { FirstPasswordShown } from './FirstPasswordShown.tsx'

/** A new first password for somebody who forgot theirs. */
export function ForgottenPassword({ member }: { member: Member }) {
  const say = useAccountWords()
  const [done, setDone] = useState<z.output<typeof passwordReset> | null>(null)
  const { run, problem, isRunning } = useCommand({
    path: `/accounts/${member.id}/reset-password`,
    gives: passwordReset,
    onDone: setDone,
  })
  return (
    <Section title={say('forgot')}>
      {done ? (
        <FirstPasswordShown {...done} onTold={() => setDone(null)} />
      ) : (
        <>
          <p className="xs q account-note">{say('forgot-note')}</p>
          {problem && <FaultNote problem={problem} act="write" />}
          <div className="acts">
            <button type="button" className="btn" disabled={isRunning} onClick={() => void run()}>
              {say('reset')}
            </button>
          </div>
        </>
      )}
    </Section>
  )
}
