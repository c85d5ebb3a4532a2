import { useState } from 'react'
import { type OrganisationRow, organisationRow } from '#contract/registry.ts'
import { organisationTypes } from '#contract/registryCodes.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { useLanguage } from '#ui/language/language.ts'
import type { Column } from '#ui/list/columns.ts'
import { DataTable } from '#ui/list/DataTable.tsx'
import { ListBar } from '#ui/list/ListBar.tsx'
import { useList } from '#ui/list/useList.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { useMay } from '#ui/session.ts'
import { OrganisationDialog } from './parts/OrganisationDialog.tsx'
import { RegistryTabs } from './parts/RegistryTabs.tsx'
import { StandingTags } from './parts/Standing.tsx'
import { useRegistryWords } from './words.ts'
import './registry.css'

/** Organisations, canonical records only; a merged name finds the record that stands for it. */
export function OrganisationsPage() {
  const say = useRegistryWords()
  const { isPast } = useAsOf()
  const mayCreate = useMay('registry.create') && !isPast
  const [isNew, setNew] = useState(false)
  const list = useList({
    path: '/registry/organisations',
    row: organisationRow,
    sort: 'name',
    filters: ['type', 'standing', 'unsure'],
  })
  return (
    <>
      <PageHead
        title={say('organisations')}
        lead={say('organisations-lead')}
        crumb={<RegistryTabs here="organisations" />}
      />
      <ListBar
        list={list}
        acts={
          mayCreate && (
            <button type="button" className="btn p" onClick={() => setNew(true)}>
              {say('new-organisation')}
            </button>
          )
        }
      >
        <select
          className="registry-filter"
          aria-label={say('type')}
          value={list.filters.type ?? ''}
          onChange={event => list.setFilter('type', event.target.value || undefined)}
        >
          <option value="">{say('filter', { name: say('type'), value: say('all') })}</option>
          {organisationTypes.map(type => (
            <option key={type} value={type}>
              {say(`type-${type}`)}
            </option>
          ))}
        </select>
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
        to={row => `/registry/organisations/${row.id}`}
        label={say('organisations')}
        empty={{ why: say(list.isNarrowed ? 'no-organisations-narrowed' : 'no-organisations') }}
      />
      {isNew && <OrganisationDialog onClose={() => setNew(false)} />}
    </>
  )
}

function useColumns(): ReadonlyArray<Column<OrganisationRow>> {
  const say = useRegistryWords()
  const language = useLanguage()
  return [
    {
      key: 'name',
      head: say('name'),
      sort: 'name',
      cell: row => (language === 'en' && row.nameEn ? row.nameEn : <span lang="zh-CN">{row.name}</span>),
    },
    {
      key: 'aliases',
      head: say('aliases'),
      cell: row => {
        const others = [...(row.shortName === null ? [] : [row.shortName]), ...row.aliases]
        return (
          others.length > 0 && (
            <span lang="zh-CN" className="q">
              {others.join('、')}
            </span>
          )
        )
      },
    },
    { key: 'type', head: say('type'), sort: 'type', width: 104, cell: row => say(`type-${row.type}`) },
    {
      key: 'place',
      head: say('place'),
      sort: 'place',
      width: 136,
      cell: row => row.place && <span lang="zh-CN">{row.place}</span>,
    },
    { key: 'memberships', head: say('memberships'), num: true, width: 80, cell: row => row.memberships, phone: 'hide' },
    { key: 'people', head: say('people-count'), num: true, width: 80, cell: row => row.people, phone: 'hide' },
    { key: 'state', head: say('standing'), width: 136, cell: row => <StandingTags {...row} />, phone: 'end' },
  ]
}
