import { type Job, job, jobStates } from '#contract/jobs.ts'
import { Instant } from '#ui/days/Day.tsx'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useSentence } from '#ui/language/sentences.ts'
import type { Column } from '#ui/list/columns.ts'
import { DataTable } from '#ui/list/DataTable.tsx'
import { ListBar } from '#ui/list/ListBar.tsx'
import { useList } from '#ui/list/useList.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { Backups } from './parts/Backups.tsx'
import { useWorkWords } from './workWords.ts'
import './accounts.css'

/** What the program does by itself, for the system operator: whether backups are made, and how far long work is. */
export function WorkPage() {
  const say = useWorkWords()
  const list = useList({ path: '/jobs', row: job, sort: '-askedAt', filters: ['state'] })
  const stop = useCommand({ path: '/jobs', onDone: () => list.again() })
  const columns = useColumns(id => void stop.run({}, `/jobs/${id}/cancel`))
  return (
    <>
      <PageHead title={say('work')} lead={say('work-lead')} />
      <Backups />
      <section className="sec" aria-label={say('jobs')}>
        <header>
          <h2>{say('jobs')}</h2>
        </header>
        {stop.problem && <FaultNote problem={stop.problem} />}
        <ListBar list={list}>
          <select
            className="filter work-state"
            aria-label={say('any-state')}
            value={list.filters.state ?? ''}
            onChange={event => list.setFilter('state', event.target.value || undefined)}
          >
            <option value="">{say('any-state')}</option>
            {jobStates.map(state => (
              <option key={state} value={state}>
                {say(`state-${state}`)}
              </option>
            ))}
          </select>
        </ListBar>
        <DataTable
          list={list}
          columns={columns}
          rowKey={row => row.id}
          label={say('jobs')}
          empty={{ why: say('jobs-empty') }}
        />
      </section>
    </>
  )
}

const kinds = ['backup.write', 'intake.propose'] as const

function useColumns(stop: (id: string) => void): ReadonlyArray<Column<Job>> {
  const say = useWorkWords()
  const sentence = useSentence()
  const why = ({ error, faultReference }: Job) =>
    error ? sentence(error.code, error.params) : faultReference && say('fault-reference', { reference: faultReference })
  return [
    {
      key: 'kind',
      head: say('kind'),
      cell: row => {
        const known = kinds.find(kind => kind === row.kind)
        return known ? say(`kind-${known}`) : <span className="mono">{row.kind}</span>
      },
    },
    {
      key: 'state',
      head: say('state'),
      width: '6em',
      phone: 'end',
      cell: row => (row.cancelAsked ? say('stopping') : say(`state-${row.state}`)),
    },
    {
      key: 'done',
      head: say('done'),
      num: true,
      width: '8em',
      phone: 'line',
      cell: row => (row.total === null ? row.done : `${row.done} / ${row.total}`),
    },
    { key: 'why', head: say('why'), phone: 'line', cell: row => why(row) },
    {
      key: 'asked',
      head: say('asked'),
      sort: 'askedAt',
      width: '15em',
      phone: 'line',
      cell: row => (
        <>
          <Instant value={row.askedAt} /> <span className="q">{row.askedBy ?? say('program')}</span>
        </>
      ),
    },
    {
      key: 'stop',
      head: '',
      width: '5em',
      phone: 'end',
      cell: row =>
        row.may.includes('jobs.cancel') &&
        !row.cancelAsked && (
          <button type="button" className="btn t" onClick={() => stop(row.id)}>
            {say('stop')}
          </button>
        ),
    },
  ]
}
