import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { type Meeting, meetingAnswer } from '../api.ts'
import { useGatheringsWords } from '../words.ts'

/** What a meeting can move on to: planned, open, held, filed. The server judges; a day to come cannot be held. */
const next = { planned: ['open', 'held'], open: ['held'], held: ['closed'], closed: [] } as const

export function StateActs({ meeting }: { meeting: Meeting }) {
  const say = useGatheringsWords()
  const { run, problem, isRunning } = useCommand({
    path: `/gatherings/${meeting.id}/state`,
    method: 'PUT',
    gives: meetingAnswer,
  })
  return (
    <>
      {problem && <FaultNote problem={problem} act="write" />}
      {next[meeting.state].map(state => (
        <button
          key={state}
          type="button"
          className="btn"
          disabled={isRunning}
          onClick={() => void run({ state, version: meeting.version })}
        >
          {say(`to-${state}`)}
        </button>
      ))}
    </>
  )
}
