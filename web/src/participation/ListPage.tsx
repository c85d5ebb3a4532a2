import { Select } from 'antd'
import type { z } from 'zod'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { Instant } from '#ui/days/Day.tsx'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import type { Column } from '#ui/list/columns.ts'
import { DataTable } from '#ui/list/DataTable.tsx'
import { ListBar } from '#ui/list/ListBar.tsx'
import { useList } from '#ui/list/useList.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { useMay } from '#ui/session.ts'
import { quizRow, quizState } from './api.ts'
import { RoomPages } from './parts/RoomPages.tsx'
import { useQuizWords } from './quizWords.ts'

/** All quizzes with their state and what is counted of each. */
export function ListPage() {
  const say = useQuizWords()
  const { isPast } = useAsOf()
  const mayPrepare = useMay('participation.prepare') && !isPast
  const list = useList({ path: '/participation/quizzes', row: quizRow, sort: '-opens', filters: ['state'] })
  return (
    <>
      <PageHead
        title={say('title')}
        lead={say('list-lead')}
        crumb={<RoomPages here="quizzes" />}
        aside={
          mayPrepare && (
            <Link to="/participation/new" className="btn p">
              {say('new')}
            </Link>
          )
        }
      />
      <Section title={say('list')}>
        <ListBar list={list}>
          <Select
            size="small"
            allowClear
            aria-label={say('state-filter')}
            placeholder={say('state')}
            style={{ width: 152 }}
            value={list.filters.state ?? null}
            onChange={value => list.setFilter('state', value ?? undefined)}
            options={quizState.options.map(value => ({ value, label: say(`state-${value}`) }))}
          />
        </ListBar>
        <DataTable
          list={list}
          columns={useColumns()}
          rowKey={row => row.id}
          to={row => `/participation/${row.id}`}
          label={say('list')}
          empty={{
            why: say(list.isNarrowed ? 'no-quizzes-narrowed' : 'no-quizzes'),
            act: list.isNarrowed && (
              <button type="button" className="btn" onClick={list.clear}>
                {say('show-all')}
              </button>
            ),
          }}
        />
      </Section>
    </>
  )
}

type Row = z.infer<typeof quizRow>

function useColumns(): ReadonlyArray<Column<Row>> {
  const say = useQuizWords()
  const language = useLanguage()
  const count = (value: number) => (value === 0 ? <span className="qq">—</span> : value)
  return [
    {
      key: 'title',
      head: say('quizzes'),
      sort: 'title',
      cell: row => (language === 'en' ? (row.titleEn ?? row.titleZh) : row.titleZh),
    },
    { key: 'opens', head: say('opens'), sort: 'opens', width: 160, cell: row => <Instant value={row.opensAt} /> },
    {
      key: 'closes',
      head: say('closes'),
      width: 160,
      phone: 'hide',
      cell: row => <Instant value={row.closesAt} />,
    },
    { key: 'people', head: say('people'), num: true, width: 88, phone: 'hide', cell: row => count(row.people) },
    { key: 'finished', head: say('finished'), num: true, width: 80, phone: 'hide', cell: row => count(row.finished) },
    {
      key: 'suspicions',
      head: say('suspicions'),
      num: true,
      width: 80,
      phone: 'hide',
      cell: row => count(row.suspicions),
    },
    { key: 'state', head: say('state'), width: 136, phone: 'end', cell: row => say(`state-${row.state}`) },
  ]
}
