import type { Series } from '#contract/indicators.ts'
import { Figure } from '#ui/Figure.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { useIndicatorWords } from '../words.ts'
import { decimalsOf } from './decimals.ts'
import { formatPeriod } from './periods.ts'

/** Each period's value beside the one before, the latest first. */
export function ReadingTable({ shown }: { shown: Series }) {
  const { readings, indicator } = shown
  const digits = decimalsOf(shown)
  const say = useIndicatorWords()
  const language = useLanguage()
  const inWords = (period: string | null) => (period === null ? say('period-open') : formatPeriod(period, language))
  return (
    <table className="plain stack">
      <thead>
        <tr>
          <th>{say('period')}</th>
          <th className="num">{say('value')}</th>
          <th className="num">{say('previous')}</th>
          <th className="num">{say('change')}</th>
          <th className="num">{say('percent')}</th>
          <th>{say('status')}</th>
        </tr>
      </thead>
      <tbody>
        {readings.toReversed().map(each => {
          const label = `${indicator.nameZh} ${inWords(each.period)}`
          return (
            <tr key={each.observationId}>
              <td className={each.period === null ? 'qq' : ''}>{inWords(each.period)}</td>
              <td className="num">
                <Figure figure={each.value} label={label} digits={digits} />
              </td>
              <td className="num">
                {each.previous && (
                  <>
                    <Figure figure={each.previous.value} label={`${label} ${say('previous')}`} digits={digits} />{' '}
                    <span className="xs qq">
                      {inWords(each.previous.period)}
                      {each.previous.implied && `（${say('implied')}）`}
                    </span>
                  </>
                )}
              </td>
              <td className="num">
                {each.change && <Figure figure={each.change} label={`${label} ${say('change')}`} digits={digits} />}
              </td>
              <td className="num">
                {each.percent && <Figure figure={each.percent} label={`${label} ${say('percent')}`} digits={1} />}
              </td>
              <td className="q">
                {say(`status-${each.status}`)}
                {each.differs && <span className="tag">{say('differs')}</span>}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
