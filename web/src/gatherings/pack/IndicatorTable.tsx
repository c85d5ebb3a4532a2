import { Figure } from '#ui/Figure.tsx'
import { useLanguage } from '#ui/language/language.ts'
import type { PackFigureLine } from '../api.ts'
import { useGatheringsWords } from '../words.ts'
import { formatPeriod } from './period.ts'

/** Figures beside the period before. A change of percentages is in points; where there is nothing to compare with, that is said. */
export function IndicatorTable({ figures }: { figures: readonly PackFigureLine[] }) {
  const say = useGatheringsWords()
  const language = useLanguage()
  return (
    <table className="plain stack indicator-table">
      <thead>
        <tr>
          <th scope="col">{say('indicator')}</th>
          <th scope="col">{say('period')}</th>
          <th scope="col" className="num">
            {say('value')}
          </th>
          <th scope="col" className="num">
            {say('before')}
          </th>
          <th scope="col" className="num">
            {say('change')}
          </th>
        </tr>
      </thead>
      <tbody>
        {figures.map(line => {
          const name = (language === 'zh' ? line.nameZh : (line.nameEn ?? line.nameZh)) ?? ''
          return (
            <tr key={line.id} className="row">
              <td>
                <b>{name}</b>
                {line.subject !== null && <span className="u">{line.subject}</span>}
              </td>
              <td className="q nw">{formatPeriod(line.period, language)}</td>
              <td className="num" data-head={say('value')}>
                <Figure figure={line.value} label={`${line.subject ?? ''}${name}`} />
              </td>
              <td className="num" data-head={say('before')}>
                {line.previous ? (
                  <Figure
                    figure={line.previous}
                    label={`${line.subject ?? ''}${name} ${formatPeriod(line.previousPeriod ?? '', language)}`}
                  />
                ) : (
                  <span className="qq">—</span>
                )}
              </td>
              <td className="num" data-head={say('change')}>
                {line.change ? (
                  <>
                    {(line.change.value ?? 0) > 0 && '+'}
                    <Figure figure={line.change} label={`${name} ${say('change')}`} />
                  </>
                ) : (
                  <span className="qq">{say('not-comparable')}</span>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
