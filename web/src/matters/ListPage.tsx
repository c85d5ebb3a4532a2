import { useState } from 'react'
import { useApi } from '#ui/api.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { Day } from '#ui/days/Day.tsx'
import { Figure } from '#ui/Figure.tsx'
import { Light } from '#ui/Light.tsx'
import { Link } from '#ui/Link.tsx'
import type { Column } from '#ui/list/columns.ts'
import { DataTable } from '#ui/list/DataTable.tsx'
import { ListBar } from '#ui/list/ListBar.tsx'
import { useList } from '#ui/list/useList.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { type MatterLine, matterLine, useChoices, useStrips } from './api.ts'
import { useCodeWords } from './codeWords.ts'
import { Filters, filterNames } from './parts/Filters.tsx'
import { ImportDialog } from './parts/ImportDialog.tsx'
import { SharedMatters } from './parts/SharedMatters.tsx'
import { UnitStrips } from './parts/UnitStrips.tsx'
import { useMatterWords } from './words.ts'
import './matters.css'

/** The ledger of matters (总台账): lights by unit, then every matter the reader may see, narrowed and paged by the server. */
export function ListPage() {
  const say = useMatterWords()
  const api = useApi()
  const { isPast, instant } = useAsOf()
  const choices = useChoices()
  const strips = useStrips()
  const [importing, setImporting] = useState(false)
  const list = useList({ path: '/matters', row: matterLine, sort: '-light', filters: filterNames })
  const columns = useColumns()
  const may = (verb: string) => !isPast && (choices.data?.may.includes(verb) ?? false)
  const narrowing = { ...list.filters, find: list.find, asOf: instant }
  const red = strips.data?.counts.find(each => each.light === 'red')?.count ?? 0

  return (
    <>
      <PageHead
        title={say('matters')}
        lead={strips.data && say('matters-lead', { total: strips.data.total, red })}
        aside={
          may('matters.create') && (
            <Link className="btn p" to="/matters/new">
              {say('new')}
            </Link>
          )
        }
      />
      <UnitStrips strips={strips.data} problem={strips.error} onAgain={() => void strips.refetch()} />
      <SharedMatters />
      <section className="sec ledger" aria-label={say('matters')}>
        <ListBar
          list={list}
          acts={
            <>
              <a className="btn" href={api.href('/matters/table', narrowing)} download>
                {say('export')}
              </a>
              {may('matters.import') && (
                <button type="button" className="btn" onClick={() => setImporting(true)}>
                  {say('import')}
                </button>
              )}
            </>
          }
        >
          <Filters list={list} units={choices.data?.units ?? []} />
        </ListBar>
        <DataTable
          list={list}
          columns={columns}
          rowKey={row => row.id}
          to={row => `/matters/${row.id}`}
          label={say('matters')}
          empty={{
            why: list.isNarrowed ? say('empty-narrowed') : say('empty-list'),
            ...(list.isNarrowed
              ? {
                  act: (
                    <button type="button" className="btn" onClick={list.clear}>
                      {say('clear')}
                    </button>
                  ),
                }
              : {}),
          }}
          quiet
        />
      </section>
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
    </>
  )
}

function useColumns(): readonly Column<MatterLine>[] {
  const say = useMatterWords()
  const words = useCodeWords()
  return [
    { key: 'title', head: say('title'), sort: 'title', cell: row => row.title },
    {
      key: 'ref',
      head: say('ref-no'),
      sort: 'refNo',
      width: '11em',
      cell: row => <span className="nw q">{row.refNo ?? '—'}</span>,
    },
    {
      key: 'unit',
      head: say('unit'),
      width: '9em',
      cell: row => row.leadUnit ?? <span className="qq">{say('no-unit')}</span>,
    },
    {
      key: 'state',
      head: say('state'),
      width: '6em',
      cell: row => <span className="nw">{words('state', row.state)}</span>,
    },
    {
      key: 'progress',
      head: say('progress'),
      sort: 'progress',
      num: true,
      width: '7em',
      cell: row => (
        <span className="nw">
          {row.actualPercent ? (
            <Figure figure={row.actualPercent} label={say('progress')} bare />
          ) : (
            <span className="qq">—</span>
          )}
          {row.planPercent && (
            <span className="u">
              ／<Figure figure={row.planPercent} label={say('actual-plan')} bare />
            </span>
          )}
        </span>
      ),
    },
    {
      key: 'left',
      head: say('left'),
      num: true,
      width: '5em',
      phone: 'hide',
      cell: row =>
        row.workdaysLeft ? (
          <Figure figure={row.workdaysLeft} label={say('left')} bare />
        ) : (
          <span className="qq">—</span>
        ),
    },
    {
      key: 'due',
      head: say('due'),
      sort: 'due',
      width: '9em',
      cell: row => (row.dueOn ? <Day value={row.dueOn} /> : <span className="qq">—</span>),
    },
    {
      key: 'light',
      head: say('light'),
      sort: 'light',
      width: '5em',
      phone: 'end',
      cell: row => <Light light={row.light}>{row.overridden ? say('changed') : undefined}</Light>,
    },
  ]
}
