import { useFirstRun } from './firstRun.ts'
import { useSetUpWords } from './words.ts'

/** On the sign-in page of an installation that nobody set up: says so, and leads to the set-up. Nothing otherwise. */
export function NotSetUpNote() {
  const say = useSetUpWords()
  if (!useFirstRun()) return null
  return (
    <div className="note" role="status">
      <p>{say('waiting')}</p>
      <a className="btn" href="/setup">
        {say('to-setup')}
      </a>
    </div>
  )
}
