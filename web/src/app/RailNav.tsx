import { useRouterState } from '@tanstack/react-router'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { isHere, type RailLine, rail } from './rail.ts'
import { type AppWord, useAppWords } from './words.ts'

/** The list of rooms. Slim, it shows one character each; the whole name is read out and shown as a tooltip. */
export function RailNav({ slim }: { slim: boolean }) {
  return (
    <div className="rail-lines">
      {rail.map(group => (
        <ul key={group[0]?.name}>
          {group.map(line => (
            <li key={line.name}>
              <Line line={line} slim={slim} />
            </li>
          ))}
        </ul>
      ))}
    </div>
  )
}

function Line({ line, slim }: { line: RailLine; slim: boolean }) {
  const say = useAppWords()
  const here = useRouterState({ select: state => isHere(line, state.location.pathname) })
  const name = say(line.name)
  const short: AppWord = `${line.name}-short`
  const shown = slim ? say(short) : name
  if (!line.isBuilt)
    return (
      <span className="line unbuilt" title={`${name} ${say('not-built')}`}>
        {shown}
        <span className={slim ? 'vh' : 'note-end'}>{say('not-built')}</span>
      </span>
    )
  return (
    <Link
      to={line.path}
      className={here ? 'line here' : 'line'}
      {...(slim ? { title: name, 'aria-label': name } : {})}
      current={here}
    >
      {shown}
      {!slim && line.useCount && <Count useCount={line.useCount} />}
    </Link>
  )
}

function Count({ useCount }: { useCount: () => number | null }) {
  const say = useAppWords()
  const count = useCount()
  useLanguage()
  if (count === null || count === 0) return null
  return (
    <span className="note-end">
      <span aria-hidden="true">{count}</span>
      <span className="vh">{say('waiting-count', { count })}</span>
    </span>
  )
}
