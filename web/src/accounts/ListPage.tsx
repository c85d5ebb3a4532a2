import { Select } from 'antd'
import { accountStates, type Member, member } from '#contract/accounts.ts'
import { roles } from '#contract/kernel.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import type { Column } from '#ui/list/columns.ts'
import { DataTable } from '#ui/list/DataTable.tsx'
import { ListBar } from '#ui/list/ListBar.tsx'
import { type List, useList } from '#ui/list/useList.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { useRoleWords } from '#ui/roles.ts'
import { unitName, useChoices, useUnitOptions } from './api.ts'
import { MemberState } from './parts/MemberState.tsx'
import { useRoleList } from './parts/roleWords.ts'
import { useAccountWords } from './words.ts'
import './accounts.css'

/** The accounts of the region, for its three administrators. */
export function ListPage() {
  const say = useAccountWords()
  const { isPast } = useAsOf()
  const may = useChoices().data?.may ?? []
  const list = useList({ path: '/accounts', row: member, sort: 'username', filters: ['role', 'unitId', 'state'] })
  const columns = useColumns(may.includes('accounts.see-failures') && !isPast)
  return (
    <>
      <PageHead
        title={say('accounts')}
        lead={isPast ? say('past') : say('accounts-lead')}
        aside={
          <>
            {may.includes('accounts.read-log') && (
              <Link className="btn" to="/accounts/log">
                {say('log')}
              </Link>
            )}
            {may.includes('accounts.add') && (
              <Link className="btn p" to="/accounts/new">
                {say('add')}
              </Link>
            )}
          </>
        }
      />
      <section className="sec" aria-label={say('accounts')}>
        <ListBar list={list}>
          <Filters list={list} seesLocks={may.includes('accounts.see-failures') && !isPast} />
        </ListBar>
        <DataTable
          list={list}
          columns={columns}
          rowKey={row => row.id}
          to={row => `/accounts/${row.id}`}
          label={say('accounts')}
          empty={{
            why: say(list.isNarrowed ? 'empty-narrowed' : 'empty-list'),
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
        />
      </section>
    </>
  )
}

function useColumns(seesFailures: boolean): ReadonlyArray<Column<Member>> {
  const say = useAccountWords()
  const language = useLanguage()
  const roleList = useRoleList()
  return [
    { key: 'name', head: say('name'), sort: 'name', width: '9em', cell: row => row.name },
    {
      key: 'username',
      head: say('username'),
      sort: 'username',
      width: '14em',
      phone: 'line',
      cell: row => <span className="mono">{row.username}</span>,
    },
    {
      key: 'unit',
      head: say('unit'),
      sort: 'unit',
      phone: 'line',
      cell: row => unitName(row, language) ?? <span className="qq">{say('no-unit')}</span>,
    },
    { key: 'roles', head: say('roles'), phone: 'line', cell: row => roleList(row.roles) },
    ...(seesFailures
      ? [
          {
            key: 'failures',
            head: say('failures'),
            sort: 'failures',
            num: true,
            width: '5em',
            phone: 'hide' as const,
            cell: (row: Member) => row.failures ?? 0,
          },
        ]
      : []),
    { key: 'state', head: say('state'), width: '15em', phone: 'end', cell: row => <MemberState member={row} /> },
  ]
}

function Filters({ list, seesLocks }: { list: List<Member>; seesLocks: boolean }) {
  const say = useAccountWords()
  const role = useRoleWords()
  const units = useUnitOptions()
  const filter = (name: string, label: string, options: Array<{ value: string; label: string }>) => (
    <Select
      className="filter"
      aria-label={label}
      placeholder={label}
      value={list.filters[name] ?? null}
      options={options}
      onChange={value => list.setFilter(name, value ?? undefined)}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
    />
  )
  return (
    <>
      {filter(
        'role',
        say('any-role'),
        roles.map(each => ({ value: each, label: role(each) })),
      )}
      {filter('unitId', say('any-unit'), units)}
      {filter(
        'state',
        say('any-state'),
        accountStates
          .filter(state => seesLocks || state !== 'locked')
          .map(state => ({ value: state, label: say(`state-${state}`) })),
      )}
    </>
  )
}
