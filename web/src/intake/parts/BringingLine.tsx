import { useEffect, useState } from 'react'
import { RefusalError } from '#ui/api.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Link } from '#ui/Link.tsx'
import { useIntakeWords } from '../words.ts'
import { IssueDate } from './IssueDate.tsx'
import type { Bringing, useBringing } from './useBringing.ts'

type Props = { line: Bringing; bringing: Pick<ReturnType<typeof useBringing>, 'again' | 'drop' | 'renew'> }

/** One page on its way in: how far it is, what was refused, and the issue date where the page prints none. */
export function BringingLine({ line, bringing }: Props) {
  const say = useIntakeWords()
  const { key, name, standing, page, problem } = line
  const first = problem instanceof RefusalError && problem.code === 'intake.page-exists' ? problem.params.page : null
  return (
    <li>
      <span className="bringing-name">{name}</span>
      <span className="bringing-state" role="status">
        {standing === 'waiting' && say('waiting')}
        {standing === 'reading' && <Reading since={line.since} />}
        {page && say('read', { articles: page.articles, facts: page.counts.pending })}
      </span>
      <span className="bringing-acts">
        {page && <Link to={`/intake/${page.id}`}>{say('open')}</Link>}
        {typeof first === 'string' && <Link to={`/intake/${first}`}>{say('to-first')}</Link>}
        {standing === 'refused' && first === null && (
          <button type="button" className="btn t" onClick={() => bringing.again(key)}>
            {say('again')}
          </button>
        )}
        {standing === 'refused' && (
          <button type="button" className="btn t" onClick={() => bringing.drop(key)}>
            {say('remove')}
          </button>
        )}
      </span>
      {problem && <FaultNote problem={problem} act="write" />}
      {page && page.dateStanding === 'open' && <IssueDate page={page} onDated={next => bringing.renew(key, next)} />}
    </li>
  )
}

/** How long the page has been read, told each second from the first. */
function Reading({ since }: { since: number }) {
  const say = useIntakeWords()
  const [now, setNow] = useState(since)
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return say('reading', { seconds: Math.max(0, Math.round((now - since) / 1000)) })
}
