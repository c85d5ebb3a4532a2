import { Fragment, useState } from 'react'
import { type MappingRow, mappingRow, rowKinds } from '#contract/intake/tables.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { Dialog } from '#ui/Dialog.tsx'
import { Day } from '#ui/days/Day.tsx'
import { dayOfInstant } from '#ui/days/days.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Link } from '#ui/Link.tsx'
import type { Column } from '#ui/list/columns.ts'
import { DataTable } from '#ui/list/DataTable.tsx'
import { ListBar } from '#ui/list/ListBar.tsx'
import { useList } from '#ui/list/useList.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { useIntakeWords } from '../words.ts'
import { wordOfUse } from './uses.ts'
import '../bring.css'
import '../facts.css'
import '../factForm.css'
import './tables.css'

/** What columns of tables are remembered to mean: who confirmed it where, how many tables were read so, and forgetting it. */
export function MappingsPage() {
  const say = useIntakeWords()
  const [opened, setOpened] = useState<MappingRow | null>(null)
  const list = useList({ path: '/intake/mappings', row: mappingRow, sort: '-confirmed', filters: ['kind'] })
  return (
    <>
      <PageHead
        title={say('mappings-title')}
        lead={say('mappings-lead')}
        aside={<Link to="/intake/lessons">{say('lessons-title')}</Link>}
      />
      <ListBar list={list}>
        <select
          className="choice"
          aria-label={say('mapping-kind')}
          value={list.filters.kind ?? ''}
          onChange={event => list.setFilter('kind', event.target.value || undefined)}
        >
          <option value="">{say('narrow-none', { by: say('mapping-kind') })}</option>
          {rowKinds.map(kind => (
            <option key={kind} value={kind}>
              {say(`table-kind-${kind}`)}
            </option>
          ))}
        </select>
      </ListBar>
      <DataTable
        list={list}
        columns={useColumns(setOpened)}
        rowKey={mapping => mapping.id}
        label={say('mappings-title')}
        empty={{ why: say(list.isNarrowed ? 'no-mappings-narrowed' : 'no-mappings') }}
      />
      {opened && <MappingDialog mapping={opened} onClose={() => setOpened(null)} />}
    </>
  )
}

const namesOf = ({ names }: MappingRow) => names.filter(name => name !== '').join('、')

function useColumns(open: (mapping: MappingRow) => void): ReadonlyArray<Column<MappingRow>> {
  const say = useIntakeWords()
  return [
    {
      key: 'names',
      head: say('mapping-names'),
      cell: mapping => (
        <button
          type="button"
          className="lesson name"
          lang="zh-CN"
          title={namesOf(mapping)}
          onClick={() => open(mapping)}
        >
          {namesOf(mapping)}
        </button>
      ),
    },
    {
      key: 'kind',
      head: say('mapping-kind'),
      sort: 'kind',
      width: 96,
      cell: ({ mapping }) => say(`table-kind-${mapping.kind}`),
    },
    {
      key: 'page',
      head: say('mapping-page'),
      width: 184,
      cell: ({ page, pageId }) => (
        <Link to={`/intake/${pageId}`}>
          <span lang="zh-CN">{page}</span>
        </Link>
      ),
    },
    { key: 'by', head: say('mapping-by'), width: 96, cell: ({ by }) => by ?? say('somebody'), phone: 'hide' },
    {
      key: 'at',
      head: say('mapping-at'),
      sort: 'confirmed',
      width: 112,
      cell: ({ at }) => <Day value={dayOfInstant(at)} />,
      phone: 'hide',
    },
    {
      key: 'tables',
      head: say('mapping-tables'),
      sort: 'tables',
      width: 88,
      cell: ({ tables }) => tables,
      phone: 'end',
    },
  ]
}

function MappingDialog({ mapping, onClose }: { mapping: MappingRow; onClose: () => void }) {
  const say = useIntakeWords()
  const { isPast } = useAsOf()
  const [reason, setReason] = useState('')
  const { run, isRunning, problem } = useCommand({ path: `/intake/mappings/${mapping.id}/forgetting`, onDone: onClose })
  const { kind, columns, fixed } = mapping.mapping
  const means = columns.flatMap((each, i) =>
    each.use === 'none' ? [] : [{ ...each, column: mapping.names[i] || each.column }],
  )
  return (
    <Dialog title={say('mapping-uses')} onClose={onClose}>
      <dl className="kv mapping-uses">
        {means.map(({ column, use, unit, what }) => (
          <Fragment key={column}>
            <dt lang="zh-CN">{column}</dt>
            <dd>
              {wordOfUse(say, kind, use)} <span lang="zh-CN">{[what, unit].filter(Boolean).join(' ')}</span>
            </dd>
          </Fragment>
        ))}
        {Object.entries(fixed)
          .filter(([, text]) => text !== '')
          .map(([field, text]) => (
            <Fragment key={field}>
              <dt>{wordOfUse(say, kind, field)}</dt>
              <dd>
                {mapping.titled.includes(field) ? say('mapping-by-title', { text }) : <span lang="zh-CN">{text}</span>}
              </dd>
            </Fragment>
          ))}
      </dl>
      {!isPast && mapping.may.includes('intake.switch-lesson') && (
        <form
          className="fact-form"
          onSubmit={event => {
            event.preventDefault()
            const told = reason.trim()
            void run({ version: mapping.version, ...(told === '' ? {} : { reason: told }) })
          }}
        >
          <label className="fact-field">
            <span>{say('mapping-forget-why')}</span>
            <input value={reason} maxLength={500} onChange={event => setReason(event.target.value)} />
          </label>
          {problem && <FaultNote problem={problem} act="write" />}
          <div className="acts">
            <button type="submit" className="btn" disabled={isRunning}>
              {say('mapping-forget')}
            </button>
            <span className="s q">{say('mapping-forget-note')}</span>
          </div>
        </form>
      )}
    </Dialog>
  )
}
