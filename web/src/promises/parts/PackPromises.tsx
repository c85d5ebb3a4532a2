import type { PackPromises as Promises } from '#contract/gatherings.ts'
import { Figure } from '#ui/Figure.tsx'
import { usePromisesWords } from '../words.ts'
import { PromiseItem } from './PromiseItem.tsx'
import './promises.css'

/** The page of a review pack that says what was announced and what was done: counts, then what presses most, side by side. */
export function PackPromises({ promises }: { promises: Promises }) {
  const say = usePromisesWords()
  return (
    <>
      <ul className="promise-counts">
        <li>
          <Figure figure={promises.total} label={say('all')} bare /> {say('all')}
        </li>
        {promises.standings.map(({ standing, count }) => (
          <li key={standing}>
            <Figure figure={count} label={say(`standing-${standing}`)} bare /> {say(`standing-${standing}`)}
          </li>
        ))}
      </ul>
      <p className="xs qq">
        {say('rule', { days: promises.silentAfterDays, version: promises.rule })} {say('rule-assumed')}
      </p>
      <ul>
        {promises.lines.map(({ last, ...line }) => (
          <PromiseItem key={line.id} row={{ ...line, draft: false, steps: last ? [last] : [] }} />
        ))}
      </ul>
    </>
  )
}
