import { Fragment } from 'react'
import { Figure } from '#ui/Figure.tsx'
import { useLanguage } from '#ui/language/language.ts'
import type { BatchRow } from '../api.ts'
import { useStages } from '../api.ts'
import { useProjectsWords } from '../words.ts'
import './projects.css'

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
      <p className="vintage-head">
        <b>{say('vintage')}</b> {say('vintage-aside', { count: of })}
      </p>
      <div className="vintage">
        {batch.reached
          .filter(each => told.includes(each.stage))
          .map(({ stage, count, claimed }) => {
            const name = stages.data?.stages.find(each => each.code === stage)?.[language] ?? stage
            const share = percent(count.value ?? 0)
            return (
              <Fragment key={stage}>
                <span>{name}</span>
                <span className="bar" aria-hidden="true">
                  <i style={{ width: `${share}%` }} />
                  <i className="claimed" style={{ width: `${percent(claimed.value ?? 0)}%` }} />
                </span>
                <span className="rate">
                  <span className="num">
                    <Figure figure={count} label={`${say('reached')} ${name}`} />
                  </span>
                  <span className="num q">{share.toFixed(1)}%</span>
                  <span className="q">
                    {(claimed.value ?? 0) > 0 && (
                      <>
                        {say('claimed-more')} <Figure figure={claimed} label={`${say('claimed')} ${name}`} />
                      </>
                    )}
                  </span>
                </span>
              </Fragment>
            )
          })}
      </div>
    </>
  )
}
