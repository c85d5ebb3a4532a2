import { type PromiseCounts, promiseCounts } from '#contract/promises.ts'
import { useGet } from '#ui/api.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Figure } from '#ui/Figure.tsx'
import { Loading } from '#ui/Loading.tsx'
import { usePromisesWords } from '../words.ts'
import './promises.css'

type Props = {
  narrowed: Readonly<Record<string, string | undefined>>
  picked: string | undefined
  onPick: (standing: string | undefined) => void
}

/** How many promises stand how, each a number that opens what it counts and a word that narrows the list to it; and the rule. */
export function Counts({ narrowed, picked, onPick }: Props) {
  const { data, error, isPending, refetch } = useGet('/promises/counts', promiseCounts, { params: narrowed })
  if (error) return <FaultNote problem={error} onAgain={() => void refetch()} />
  if (isPending || !data) return <Loading rows={2} />
  return (
    <>
      <ul className="promise-counts">
        <Count figure={data.total} word="all" isPicked={picked === undefined} onPick={() => onPick(undefined)} />
        {data.standings.map(({ standing, count }) => (
          <Count
            key={standing}
            figure={count}
            word={`standing-${standing}`}
            isPicked={picked === standing}
            onPick={() => onPick(picked === standing ? undefined : standing)}
          />
        ))}
      </ul>
      <Rule rule={data.rule} />
    </>
  )
}

type CountProps = {
  figure: PromiseCounts['total']
  word: 'all' | `standing-${PromiseCounts['standings'][number]['standing']}`
  isPicked: boolean
  onPick: () => void
}

function Count({ figure, word, isPicked, onPick }: CountProps) {
  const say = usePromisesWords()
  return (
    <li>
      <Figure figure={figure} label={say(word)} bare />
      <button type="button" className="btn t" aria-pressed={isPicked} onClick={onPick}>
        {say(word)}
      </button>
    </li>
  )
}

function Rule({ rule }: { rule: PromiseCounts['rule'] }) {
  const say = usePromisesWords()
  const parts = [
    say('rule', { days: rule.silentAfterDays, version: rule.version }),
    ...(rule.confidence === 'C' ? [say('rule-assumed')] : []),
    say('rule-source', { source: rule.source }),
  ]
  return <p className="xs qq promise-rule">{parts.join(' ')}</p>
}
