import { Select } from 'antd'
import { Instant } from '#ui/days/Day.tsx'
import type { Column } from '#ui/list/columns.ts'
import { DataTable } from '#ui/list/DataTable.tsx'
import { ListBar } from '#ui/list/ListBar.tsx'
import { type List, useList } from '#ui/list/useList.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { usePathText } from '#ui/urlState.ts'
import { type Suspicion, suspicion, suspicionReason } from './api.ts'
import { because, shortId } from './parts/because.ts'
import { DrawCrumb } from './parts/DrawCrumb.tsx'
import { useSuspicionWords } from './suspicionWords.ts'
import './parts/participation.css'

/** Whom a person must look at in a quiz, those that wait first. */
export function SuspicionsPage() {
  const say = useSuspicionWords()
  const id = usePathText('id')
  const list = useList({
    path: `/participation/quizzes/${id}/suspicions`,
    row: suspicion,
    sort: 'waiting',
    filters: ['waiting', 'reason'],
  })
  return (
    <>
      <PageHead title={say('title')} lead={say('lead')} crumb={<DrawCrumb quizId={id} />} />
      <Section title={say('list')}>
        <ListBar list={list} find={false}>
          <Filters list={list} />
        </ListBar>
        <DataTable
          list={list}
          columns={useColumns()}
          rowKey={row => row.id}
          to={row => `/participation/suspicions/${row.id}`}
          label={say('list')}
          empty={{
            why: say(list.isNarrowed ? 'none-narrowed' : 'none'),
            act: list.isNarrowed && (
              <button type="button" className="btn" onClick={list.clear}>
                {say('show-all')}
              </button>
            ),
          }}
        />
      </Section>
      <Section title={say('limits')}>
        <p className="s q quiz-intro">{say('limits-note')}</p>
        <p className="s q quiz-intro">{say('private')}</p>
      </Section>
    </>
  )
}

function Filters({ list }: { list: List<Suspicion> }) {
  const say = useSuspicionWords()
  return (
    <>
      <Select
        size="small"
        allowClear
        aria-label={say('decision-filter')}
        placeholder={say('decision')}
        style={{ width: 112 }}
        value={list.filters.waiting ?? null}
        onChange={value => list.setFilter('waiting', value ?? undefined)}
        options={[
          { value: 'true', label: say('waiting') },
          { value: 'false', label: say('decided') },
        ]}
      />
      <Select
        size="small"
        allowClear
        aria-label={say('reason-filter')}
        placeholder={say('reason')}
        style={{ width: 152 }}
        popupMatchSelectWidth={false}
        value={list.filters.reason ?? null}
        onChange={value => list.setFilter('reason', value ?? undefined)}
        options={suspicionReason.options.map(value => ({ value, label: say(`reason-${value}`) }))}
      />
    </>
  )
}

function useColumns(): ReadonlyArray<Column<Suspicion>> {
  const say = useSuspicionWords()
  return [
    {
      key: 'why',
      head: say('why'),
      cell: row => because(row, say),
    },
    {
      key: 'person',
      head: say('person'),
      width: 104,
      phone: 'hide',
      cell: row => <span className="mono">{shortId(row.citizenId)}</span>,
    },
    {
      key: 'place',
      head: say('place'),
      num: true,
      width: 96,
      phone: 'hide',
      cell: row => row.place ?? <span className="qq">{say('place-none')}</span>,
    },
    { key: 'found', head: say('found'), sort: 'found', width: 160, cell: row => <Instant value={row.foundAt} /> },
    {
      key: 'decision',
      head: say('decision'),
      sort: 'waiting',
      width: 112,
      phone: 'end',
      cell: row => (row.decision === null ? <b>{say('waiting')}</b> : say(`decision-${row.decision}`)),
    },
  ]
}
