import { type Problem, RefusalError } from './api/errors.ts'
import { useKitWords } from './kitWords.ts'
import { RefusalNote } from './RefusalNote.tsx'
import './notes.css'

type Props = {
  problem: Problem
  /** What failed: reading keeps what is shown, writing keeps what was typed. */
  act?: 'read' | 'write'
  onAgain?: () => void
}

/** What failed, what is safe, the reference, another try. A refusal among the problems is shown as the refusal it is. */
export function FaultNote({ problem, act = 'read', onAgain }: Props) {
  const say = useKitWords()
  if (problem instanceof RefusalError) return <RefusalNote refusal={problem} />
  return (
    <div className="note fault" role="alert">
      <p>
        {problem.place === 'network' && say('fault-network')}
        {problem.place === 'answer' && say('fault-answer')}
        {say(act === 'read' ? 'fault-read' : 'fault-write')}{' '}
        {problem.reference !== null && <span className="qq">{say('reference', { reference: problem.reference })}</span>}
      </p>
      {onAgain && (
        <button type="button" className="btn" onClick={onAgain}>
          {say('again')}
        </button>
      )}
    </div>
  )
}
