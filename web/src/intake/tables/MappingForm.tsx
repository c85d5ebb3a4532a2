import { useId, useState } from 'react'
import {
  type ColumnMeaning,
  columnUses,
  fixedFields,
  fixedTexts,
  rowKinds,
  type TableMapping,
  type TableView,
} from '#contract/intake/tables.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useIntakeWords } from '../words.ts'
import { ColumnRow } from './ColumnRow.tsx'
import { useMapTable } from './useMapTable.ts'
import { wordOfUse } from './uses.ts'

type Props = { table: TableView; onDone: () => void; onClose: (() => void) | null }

/** What every column of a table means, with its first cells under the choice; confirmed, the table is read so. */
export function MappingForm({ table, onDone, onClose }: Props) {
  const say = useIntakeWords()
  const kindId = useId()
  const [mapping, setMapping] = useState<TableMapping>(table.mapping ?? table.suggested)
  const { run, isRunning, problem } = useMapTable(table)
  const { kind, columns, fixed } = mapping

  const put = (at: number, patch: Partial<ColumnMeaning>) =>
    setMapping({ ...mapping, columns: columns.map((each, i) => (i === at ? { ...each, ...patch } : each)) })
  const confirm = async () => {
    if (await run(mapping)) onDone()
  }
  return (
    <form
      className="mapping"
      onSubmit={event => {
        event.preventDefault()
        void confirm()
      }}
    >
      <p className="acts">
        <label htmlFor={kindId}>{say('table-rows-are')}</label>
        <select
          id={kindId}
          className="choice"
          value={kind}
          onChange={event => setMapping(ofKind(mapping, event.target.value, table.suggested))}
        >
          {rowKinds.map(each => (
            <option key={each} value={each}>
              {say(`table-row-${each}`)}
            </option>
          ))}
        </select>
      </p>
      <ol className="mapping-columns">
        <li className="mapping-head" aria-hidden="true">
          <span>{say('table-column')}</span>
          <span>{say('table-used-as')}</span>
          <span>{say('table-first-cells')}</span>
        </li>
        {table.columns.map((column, at) => {
          const meaning = columns[at]
          return (
            meaning && (
              <ColumnRow
                key={column.column}
                column={column}
                number={at + 1}
                kind={kind}
                meaning={meaning}
                suggested={table.suggested.kind === kind ? table.suggested.columns[at] : undefined}
                onChange={patch => put(at, patch)}
              />
            )
          )
        })}
      </ol>
      <fieldset className="mapping-fixed">
        <legend>
          {say('table-fixed')} <span className="q">{say('table-fixed-note')}</span>
        </legend>
        {fixedFields[kind].map(field => (
          <label key={field}>
            <span>{wordOfUse(say, kind, field)}</span>
            <input
              lang="zh-CN"
              maxLength={60}
              value={fixed[field]}
              onChange={event => setMapping({ ...mapping, fixed: { ...fixed, [field]: event.target.value } })}
            />
          </label>
        ))}
      </fieldset>
      {problem && <FaultNote problem={problem} act="write" />}
      <p className="acts">
        <button type="submit" className="btn p" disabled={isRunning}>
          {say(table.mapping === null ? 'table-confirm' : 'table-again')}
        </button>
        {onClose && (
          <button type="button" className="btn t" onClick={onClose}>
            {say('table-close')}
          </button>
        )}
        <span className="s q">{say('table-confirm-note')}</span>
      </p>
    </form>
  )
}

/** The mapping for rows of another kind: what such rows have too stays, the rest is not used. */
function ofKind(mapping: TableMapping, told: string, suggested: TableMapping): TableMapping {
  const kind = rowKinds.find(each => each === told) ?? mapping.kind
  if (kind === suggested.kind) return suggested
  const uses: readonly string[] = columnUses[kind]
  const columns = mapping.columns.map(each => (uses.includes(each.use) ? each : { ...each, use: 'none' as const }))
  return { kind, columns, fixed: fixedTexts.parse({}) }
}
