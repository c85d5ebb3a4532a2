import { useLanguage } from '#ui/language/language.ts'
import type { BatchRow } from '../api.ts'
import { useStages } from '../api.ts'
import { useProjectsWords } from '../words.ts'

/** A stage the conversion is told for; the steps between them depend on how land was come by. */
const told = ['signed', 'landed', 'started', 'completed', 'in-production', 'at-capacity']

/** The conversion of one signing batch: of its known members, how many ever reached each stage, recognised; claims beside, hatched. */
export function Vintage({ batch }: { batch: Pick<BatchRow, 'reached' | 'knownCount'> }) {
  const say = useProjectsWords()
  const language = useLanguage()
  const stages = useStages()
  const of = batch.knownCount.value ?? 0
  if (of === 0) return <p className="s q">{say('vintage-none')}</p>
  const percent = (count: number) => Math.round((count / of) * 1000) / 10
  return (
    <>
      <p className="xs qq">
        {say('vintage')} · {say('vintage-aside', { count: of })}
      </p>
      <div className="vintage">
        {batch.reached
          .filter(each => told.includes(each.stage))
          .map(({ stage, count, claimed }) => (
            <VintageRow
              key={stage}
              name={stages.data?.stages.find(each => each.code === stage)?.[language] ?? stage}
              solid={percent(count)}
              hatched={percent(claimed)}
              words={`${say('rate-of', { count: of, reached: count, percent: percent(count).toFixed(1) })}${
                claimed > 0 ? ` · ${say('claimed-more', { count: claimed })}` : ''
              }`}
            />
          ))}
      </div>
    </>
  )
}

function VintageRow({ name, solid, hatched, words }: { name: string; solid: number; hatched: number; words: string }) {
  return (
    <>
      <span>{name}</span>
      <span className="bar" aria-hidden="true">
        <i style={{ width: `${solid}%` }} />
        <i className="claimed" style={{ width: `${hatched}%` }} />
      </span>
      <span className="rate q">{words}</span>
    </>
  )
}
