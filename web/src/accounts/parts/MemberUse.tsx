import { type Member, member as memberShape } from '#contract/accounts.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Section } from '#ui/Section.tsx'
import { useAccountWords } from '../words.ts'

/** Takes an account out of use, or back into it. */
export function MemberUse({ member: { id, version, active } }: { member: Member }) {
  const say = useAccountWords()
  const { run, problem, isRunning } = useCommand({ path: `/accounts/${id}`, method: 'PUT', gives: memberShape })
  return (
    <Section title={say('use')}>
      <p className="xs q account-note">{say(active ? 'put-out-note' : 'put-in-note')}</p>
      {problem && <FaultNote problem={problem} act="write" />}
      <button
        type="button"
        className="btn"
        disabled={isRunning}
        aria-busy={isRunning}
        onClick={() => void run({ version, active: !active })}
      >
        {say(active ? 'put-out' : 'put-in')}
      </button>
    </Section>
  )
}
