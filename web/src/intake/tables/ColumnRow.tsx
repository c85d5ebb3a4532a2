import { comparisons } from '#contract/extraction.ts'
import { type ColumnMeaning, columnUses, type RowKind, type TableColumn } from '#contract/intake/tables.ts'
import { useIntakeWords } from '../words.ts'
import { wordOfUse } from './uses.ts'

type Props = {
  column: TableColumn
  number: number
  kind: RowKind
  meaning: ColumnMeaning
  suggested: ColumnMeaning | undefined
  onChange: (patch: Partial<ColumnMeaning>) => void
}

/** One column: its name, what it is used as with what that needs, why that is suggested, and its first cells. */
export function ColumnRow({ column, number, kind, meaning, suggested, onChange }: Props) {
  const say = useIntakeWords()
  const name = column.name || say('table-unnamed', { n: number })
  const { use } = meaning
  const uses = ['none', ...columnUses[kind]] as const
  const { why, words } = column.reason
  return (
    <li className={use === 'none' ? 'mapping-column unused' : 'mapping-column'}>
      <div className="mapping-name">
        <b lang="zh-CN">{name}</b>
      </div>
      <div className="mapping-use">
        <select
          className="choice"
          aria-label={say('table-use-of', { column: name })}
          value={use}
          onChange={event => onChange({ use: uses.find(each => each === event.target.value) ?? 'none' })}
        >
          {uses.map(each => (
            <option key={each} value={each}>
              {wordOfUse(say, kind, each)}
            </option>
          ))}
        </select>
        <Details name={name} meaning={meaning} onChange={onChange} />
        <p className="xs q">{suggested?.use === use ? say(`table-why-${why}`, { words }) : say('table-why-chosen')}</p>
      </div>
      <ol className="mapping-cells song" lang="zh-CN" aria-label={say('table-first-cells')}>
        {column.preview.map((cell, i) => (
          // Cells have no other name than their place.
          <li key={i} title={cell}>
            {cell}
          </li>
        ))}
      </ol>
    </li>
  )
}

type DetailsProps = { name: string; meaning: ColumnMeaning; onChange: (patch: Partial<ColumnMeaning>) => void }

/** What a column of numbers needs besides: its unit, and which amount, comparison and period it is. */
function Details({ name, meaning: { use, unit, what, comparison, period }, onChange }: DetailsProps) {
  const say = useIntakeWords()
  if (use !== 'amount' && use !== 'capacity' && use !== 'value') return null
  const isFigure = use === 'value'
  return (
    <div className="mapping-details">
      <label>
        <span>{say('table-unit')}</span>
        <input
          aria-label={say('table-unit-of', { column: name })}
          className="short"
          lang="zh-CN"
          maxLength={20}
          value={unit}
          onChange={event => onChange({ unit: event.target.value })}
        />
      </label>
      <label>
        <span>{say('table-what')}</span>
        <input
          aria-label={say(isFigure ? 'table-what-value' : 'table-what-amount', { column: name })}
          lang="zh-CN"
          maxLength={60}
          value={what}
          onChange={event => onChange({ what: event.target.value })}
        />
      </label>
      {isFigure && (
        <>
          <label>
            <span>{say('table-compared')}</span>
            <select
              className="choice"
              aria-label={say('table-compared-of', { column: name })}
              value={comparison ?? ''}
              onChange={event =>
                onChange({ comparison: comparisons.find(each => each === event.target.value) ?? null })
              }
            >
              <option value="">{say('table-not-compared')}</option>
              {comparisons.map(each => (
                <option key={each} value={each} lang="zh-CN">
                  {each}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span>{say('table-period')}</span>
            <input
              aria-label={say('table-period-of', { column: name })}
              className="short"
              lang="zh-CN"
              maxLength={40}
              value={period}
              onChange={event => onChange({ period: event.target.value })}
            />
          </label>
        </>
      )}
    </div>
  )
}
