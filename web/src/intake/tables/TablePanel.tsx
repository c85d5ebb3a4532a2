import { useState } from 'react'
import { type PassedRow, passedRows, type TableOutcome, type TableView, tablesOfPage } from '#contract/intake/tables.ts'
import { useGet } from '#ui/api.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { dayOfInstant, formatDay } from '#ui/days/days.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { useSentence } from '#ui/language/sentences.ts'
import type { PageDetail } from '../api.ts'
import { useIntakeWords } from '../words.ts'
import { MappingForm } from './MappingForm.tsx'
import './tables.css'

/** The tables of a page; asked for of pages that are tables only. */
export const useTables = (page: PageDetail) =>
  useGet(page.tables > 0 ? `/intake/pages/${page.id}/tables` : null, tablesOfPage)

/** Over the text of a table: what its columns mean or are to mean, and what became of its rows. */
export function TablePanel({ page, articleId }: { page: PageDetail; articleId: string }) {
  const found = useTables(page)
  if (page.tables === 0) return null
  if (found.error && !found.data) return <FaultNote problem={found.error} onAgain={() => void found.refetch()} />
  if (!found.data) return <Loading rows={6} rowHeight={34} onCancel={() => history.back()} />
  const table = found.data.tables.find(each => each.articleId === articleId)
  return table ? <Mapped key={`${table.id} ${table.version}`} table={table} /> : null
}

function Mapped({ table }: { table: TableView }) {
  const say = useIntakeWords()
  const { isPast } = useAsOf()
  const [isOpen, setOpen] = useState(false)
  const mayMap = !isPast && table.may.includes('intake.review')
  const { mapping, outcome } = table
  const isAsked = mapping === null && mayMap
  return (
    <section className="table-panel" aria-label={say('table-title')}>
      <header>
        <h2>{say('table-title')}</h2>
        <span className="q num">{say('table-size', { rows: table.rows, columns: table.columns.length })}</span>
        {mapping !== null && mayMap && !isOpen && (
          <button type="button" className="btn" onClick={() => setOpen(true)}>
            {say('table-change')}
          </button>
        )}
      </header>
      {mapping === null && <p className="note">{say(mayMap ? 'table-asks' : 'table-waits')}</p>}
      {outcome && <Outcome outcome={outcome} />}
      <Remembered table={table} />
      {(isAsked || isOpen) && (
        <MappingForm table={table} onDone={() => setOpen(false)} onClose={isOpen ? () => setOpen(false) : null} />
      )}
    </section>
  )
}

/** How many rows became what, and those a person should look at, each with what would be right. */
function Outcome({ outcome }: { outcome: TableOutcome }) {
  const say = useIntakeWords()
  const sentence = useSentence()
  const { rows, read, refused, passed, facts, faults, faultsTotal } = outcome
  const told = (which: PassedRow) => (passed[which] > 0 ? say(`table-passed-${which}`, { count: passed[which] }) : '')
  return (
    <>
      <p className="s" role="status">
        {say('table-mapped', { facts })} {say('table-mapped-rows', { rows, read })}
        {refused > 0 && say('table-mapped-refused', { count: refused })}
        {passedRows.map(told).join('')}。
      </p>
      {faultsTotal > 0 && (
        <details className="table-faults" open={faultsTotal <= 5}>
          <summary>{say('table-faults', { count: faultsTotal })}</summary>
          <ul>
            {faults.map(({ code, row, start, column, value, right }) => (
              <li key={`${code} ${start}`}>
                <b className="num">{say('table-fault-row', { row })}</b>
                <span>{sentence(`intake.row.${code}`, { column, value, right })}</span>
              </li>
            ))}
          </ul>
          {faultsTotal > faults.length && (
            <p className="q">{say('table-faults-more', { shown: faults.length, count: faultsTotal })}</p>
          )}
        </details>
      )}
    </>
  )
}

/** Who said what the columns mean, and where. */
function Remembered({ table: { remembered } }: { table: TableView }) {
  const say = useIntakeWords()
  const language = useLanguage()
  if (!remembered) return null
  const { by, at, page, pageId, isHere, isCurrent } = remembered
  const told = { by: by ?? say('table-by-somebody'), on: formatDay(dayOfInstant(at), language) }
  return (
    <p className="s q">
      {isHere ? (
        say('table-by-here', told)
      ) : (
        <Link to={`/intake/${pageId}`}>{say('table-by-memory', { ...told, page })}</Link>
      )}{' '}
      {!isCurrent && `${say('table-not-current')} `}
      <Link to="/intake/mappings">{say('table-remembered')}</Link>
    </p>
  )
}
