import { Select } from 'antd'
import { useState } from 'react'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { Day } from '#ui/days/Day.tsx'
import { EvidenceMargin } from '#ui/evidence/EvidenceProvider.tsx'
import type { Column } from '#ui/list/columns.ts'
import { DataTable } from '#ui/list/DataTable.tsx'
import { ListBar } from '#ui/list/ListBar.tsx'
import { useList } from '#ui/list/useList.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { useMay } from '#ui/session.ts'
import { type MeetingRow, meetingKinds, meetingRow, useNext } from './api.ts'
import { NextMeetingBox } from './parts/NextMeetingBox.tsx'
import { PlanDialog, type Wished } from './parts/PlanDialog.tsx'
import { useGatheringsWords } from './words.ts'
import './parts/gatherings.css'

/** The meetings there were and are to be, and when the series meet next. */
export function ListPage() {
  const say = useGatheringsWords()
  const { isPast } = useAsOf()
  const mayPlan = useMay('gatherings.plan') && !isPast
  const [wished, setWished] = useState<Wished | null>(null)
  const next = useNext()
  const list = useList({ path: '/gatherings', row: meetingRow, sort: '-heldOn', filters: ['kind'] })
  const kind = list.filters.kind
  return (
    <>
      <PageHead
        title={say('title')}
        lead={say('lead')}
        aside={
          mayPlan && (
            <button type="button" className="btn p" onClick={() => setWished({})}>
              {say('plan')}
            </button>
          )
        }
      />
      <div className="cols meeting-cols">
        <Section title={say('meetings')}>
          <ListBar list={list}>
            <Select
              size="small"
              allowClear
              aria-label={say('kind-filter')}
              placeholder={say('kind')}
              style={{ width: 112 }}
              value={kind ?? null}
              onChange={value => list.setFilter('kind', value ?? undefined)}
              options={meetingKinds.map(each => ({ value: each, label: say(`kind-${each}`) }))}
            />
          </ListBar>
          <DataTable
            list={list}
            columns={useColumns()}
            rowKey={row => row.id}
            to={row => `/gatherings/${row.id}`}
            label={say('meetings')}
            empty={{
              why: say(list.isNarrowed ? 'no-meetings-narrowed' : 'no-meetings'),
              act: list.isNarrowed && (
                <button type="button" className="btn" onClick={list.clear}>
                  {say('show-all')}
                </button>
              ),
            }}
          />
        </Section>
        <aside>
          <EvidenceMargin />
          {next.data?.map(each => (
            <NextMeetingBox key={each.series.id} next={each} onPlan={mayPlan ? setWished : undefined} />
          ))}
          {next.data?.length === 0 && (
            <Section title={say('next-meeting')}>
              <p className="s q">{say('next-none')}</p>
            </Section>
          )}
        </aside>
      </div>
      {wished && <PlanDialog wished={wished} series={next.data ?? []} onClose={() => setWished(null)} />}
    </>
  )
}

function useColumns(): ReadonlyArray<Column<MeetingRow>> {
  const say = useGatheringsWords()
  return [
    { key: 'title', head: say('meeting'), sort: 'title', cell: row => row.title },
    {
      key: 'heldOn',
      head: say('held-on'),
      sort: 'heldOn',
      width: 168,
      cell: row => <Day value={row.heldOn} weekday />,
    },
    { key: 'kind', head: say('kind'), width: 88, cell: row => say(`kind-${row.kind}`) },
    {
      key: 'tasks',
      head: say('tasks'),
      num: true,
      width: 56,
      phone: 'hide',
      cell: row => (row.tasks === 0 ? <span className="qq">—</span> : row.tasks),
    },
    {
      key: 'packs',
      head: say('packs'),
      num: true,
      width: 72,
      phone: 'hide',
      cell: row => (row.packs === 0 ? <span className="qq">—</span> : say('packs-count', { count: row.packs })),
    },
    { key: 'state', head: say('state'), width: 72, phone: 'end', cell: row => say(`state-${row.state}`) },
  ]
}
