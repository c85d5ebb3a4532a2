import { Day } from '#ui/days/Day.tsx'
import { useRegistryWords } from '../words.ts'

/** From when to when; an end that is not known says so and is never left blank. */
export function Span({ from, to }: { from: string | null; to: string | null }) {
  const say = useRegistryWords()
  return (
    <span className="nw">
      {from === null ? <span className="qq">{say('since-open')}</span> : <Day value={from} />}
      {' – '}
      {to === null ? <span className="qq">{say('until-open')}</span> : <Day value={to} />}
    </span>
  )
}
