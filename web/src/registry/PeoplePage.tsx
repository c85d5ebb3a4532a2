import { useState } from 'react'
import { type PersonRow, personRow } from '#contract/registry.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import type { Column } from '#ui/list/columns.ts'
import { DataTable } from '#ui/list/DataTable.tsx'
import { ListBar } from '#ui/list/ListBar.tsx'
import { useList } from '#ui/list/useList.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { useMay } from '#ui/session.ts'
import { Holders } from './parts/Holders.tsx'
import { PersonDialog } from './parts/PersonDialog.tsx'
import { RegistryTabs } from './parts/RegistryTabs.tsx'
import { StandingTags } from './parts/Standing.tsx'
import { useRegistryWords } from './words.ts'
import './registry.css'

/** People in public posts with what they hold on the day the bar stands at, and who held a post on any day. */
export function PeoplePage() {
  const say = useRegistryWords()
  const { isPast } = useAsOf()
  const mayCreate = useMay('registry.create') && !isPast
  const [isNew, setNew] = useState(false)
  const list = useList({ path: '/registry/people', row: personRow, sort: 'name', filters: ['standing', 'unsure'] })
  return (
    <>
      <PageHead title={say('people')} lead={say('people-lead')} crumb={<RegistryTabs here="people" />} />
      <Section title={say('holders')}>
        <Holders />
      </Section>
      <Section title={say('people')}>
        <ListBar
          list={list}
          acts={
            mayCreate && (
              <button type="button" className="btn p" onClick={() => setNew(true)}>
                {say('new-person')}
              </button>
            )
          }
        >
          <select
            className="registry-filter"
            aria-label={say('standing')}
            value={list.filters.unsure ? 'unsure' : (list.filters.standing ?? '')}
            onChange={({ target: { value } }) => {
              list.setFilter('standing', value === 'draft' || value === 'confirmed' ? value : undefined)
              list.setFilter('unsure', value === 'unsure' ? 'true' : undefined)
            }}
          >
            <option value="">{say('filter', { name: say('standing'), value: say('all') })}</option>
            {(['draft', 'confirmed', 'unsure'] as const).map(each => (
              <option key={each} value={each}>
                {say(each)}
              </option>
            ))}
          </select>
        </ListBar>
        <DataTable
          list={list}
          columns={useColumns()}
          rowKey={row => row.id}
          to={row => `/registry/people/${row.id}`}
          label={say('people')}
          empty={{ why: say(list.isNarrowed ? 'no-people-narrowed' : 'no-people') }}
        />
      </Section>
      {isNew && <PersonDialog onClose={() => setNew(false)} />}
    </>
  )
}

function useColumns(): ReadonlyArray<Column<PersonRow>> {
  const say = useRegistryWords()
  return [
    { key: 'name', head: say('person'), sort: 'name', width: 152, cell: row => <span lang="zh-CN">{row.name}</span> },
    {
      key: 'posts',
      head: say('now-holds'),
      cell: row => (
        <span lang="zh-CN">
          {row.posts.map(({ post, organisation }) => [organisation, post].filter(Boolean).join(' ')).join('；')}
        </span>
      ),
    },
    { key: 'state', head: say('standing'), width: 168, cell: row => <StandingTags {...row} />, phone: 'end' },
  ]
}
