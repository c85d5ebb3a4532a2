import { useState } from 'react'
import type { Observation, Series } from '#contract/indicators.ts'
import { Day, Instant } from '#ui/days/Day.tsx'
import { Figure } from '#ui/Figure.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { useIndicatorWords } from '../words.ts'
import { decimalsOf } from './decimals.ts'
import { formatPeriod } from './periods.ts'
import { WithdrawDialog } from './WithdrawDialog.tsx'

/** Every value ever published for the series: vintages, those that stand beside others, those not taken. */
export function ValueTable({ shown }: { shown: Series }) {
  const say = useIndicatorWords()
  const language = useLanguage()
  const digits = decimalsOf(shown)
  const [going, setGoing] = useState<Observation | null>(null)
  const inWords = ({ period, periodText }: Observation) =>
    period !== null
      ? formatPeriod(period, language)
      : periodText === null
        ? say('period-open')
        : say('period-open-text', { text: periodText })
  return (
    <>
      <table className="plain stack">
        <thead>
          <tr>
            <th>{say('period')}</th>
            <th className="num">{say('value')}</th>
            <th>{say('status')}</th>
            <th>{say('published')}</th>
            <th>{say('state')}</th>
            <th>{say('remark')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {shown.observations.map(each => (
            <tr key={each.id} className={each.verdict === 'rejected' ? 'value-rejected' : undefined}>
              <td>{inWords(each)}</td>
              <td className="num">
                <Figure figure={each.value} label={`${shown.indicator.nameZh} ${inWords(each)}`} digits={digits} />
              </td>
              <td>
                {say(`status-${each.status}`)} <span className="qq">{say(`basis-${each.basis}`)}</span>
                {each.vintage > 1 && <span className="tag">{say('vintage', { vintage: each.vintage })}</span>}
              </td>
              <td>{each.publishedOn !== null && <Day value={each.publishedOn} />}</td>
              <td>
                {each.chosen && say('chosen')}
                {(each.verdict !== 'open' || each.differs) && (
                  <span className="tag">{say(`verdict-${each.verdict}`)}</span>
                )}
              </td>
              <td lang="zh-CN" className="q">
                {[each.note, each.verdict === 'open' ? null : each.reason].filter(Boolean).join('；')}{' '}
                <span className="xs qq">
                  {each.recordedBy} <Instant value={each.recordedAt} dayOnly />
                </span>
              </td>
              <td className="num nw row-acts">
                {each.may.includes('indicators.withdraw') && (
                  <button type="button" className="btn t" onClick={() => setGoing(each)}>
                    {say('withdraw')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {going && (
        <WithdrawDialog
          title={say('filter', { name: say('withdraw'), value: inWords(going) })}
          path={`/indicators/observations/${going.id}/withdraw`}
          version={going.version}
          onClose={() => setGoing(null)}
        />
      )}
    </>
  )
}
