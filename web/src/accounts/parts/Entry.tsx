import type { LogEntry } from '#contract/accounts.ts'
import { Instant } from '#ui/days/Day.tsx'
import { useAccountWords } from '../words.ts'

/** One entry of the log as it is hashed: its facts, and the versions of records written under it. */
export function Entry({ entry }: { entry: LogEntry }) {
  const say = useAccountWords()
  return (
    <dl className="kv log-entry">
      <dt>{say('at')}</dt>
      <dd>
        <Instant value={entry.at} weekday />
      </dd>
      <dt>{say('actor')}</dt>
      <dd className="mono">{entry.actor ?? say('program')}</dd>
      <dt>{say('subject')}</dt>
      <dd className="mono">
        {entry.subjectKind} {entry.subjectId}
      </dd>
      <dt>{say('facts')}</dt>
      <dd>
        {Object.entries(entry.facts).map(([name, value]) => (
          <div key={name} className="mono">
            {name}: {typeof value === 'string' ? value : JSON.stringify(value)}
          </div>
        ))}
      </dd>
      <dt>{say('rows')}</dt>
      <dd>
        {entry.rows.map(row => (
          <div key={row} className="mono">
            {row}
          </div>
        ))}
      </dd>
      <dt>{say('index')}</dt>
      <dd>{entry.index ?? say('not-placed')}</dd>
      <dt>{say('leaf')}</dt>
      <dd className="mono">{entry.leafHash ?? say('not-placed')}</dd>
    </dl>
  )
}
