import { useState } from 'react'
import { indicatorKinds, type SeriesRow, seriesRow } from '#contract/indicators.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { Figure } from '#ui/Figure.tsx'
import { useLanguage } from '#ui/language/language.ts'
import type { Column } from '#ui/list/columns.ts'
import { DataTable } from '#ui/list/DataTable.tsx'
import { ListBar } from '#ui/list/ListBar.tsx'
import { useList } from '#ui/list/useList.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { useMay } from '#ui/session.ts'
import { IndicatorDialog } from './parts/IndicatorDialog.tsx'
import { formatPeriod } from './parts/periods.ts'
import { SeriesDialog } from './parts/SeriesDialog.tsx'
import { Spark } from './parts/Spark.tsx'
import { useIndicatorWords } from './words.ts'
import './indicators.css'

const states = ['confirmed', 'draft', 'differs'] as const

/** Series of figures with their latest value beside the period before. */
export function SeriesListPage() {
  const say = useIndicatorWords()
  const { isPast } = useAsOf()
  const mayDefine = useMay('indicators.define') && !isPast
  const [open, setOpen] = useState<'indicator' | 'series' | null>(null)
  const list = useList({
    path: '/indicators/series',
    row: seriesRow,
    sort: 'name',
    filters: ['kind', 'standing', 'differs'],
  })
  return (
    <>
      <PageHead
        title={say('indicators')}
        lead={say('lead')}
        aside={
          mayDefine && (
            <>
              <button type="button" className="btn" onClick={() => setOpen('indicator')}>
                {say('define')}
              </button>
              <button type="button" className="btn p" onClick={() => setOpen('series')}>
                {say('new-series')}
              </button>
            </>
          )
        }
      />
      <ListBar list={list}>
        <select
          className="indicator-filter"
          aria-label={say('kind')}
          value={list.filters.kind ?? ''}
          onChange={event => list.setFilter('kind', event.target.value || undefined)}
        >
          <option value="">{say('filter', { name: say('kind'), value: say('all') })}</option>
          {indicatorKinds.map(kind => (
            <option key={kind} value={kind}>
              {say(`kind-${kind}`)}
            </option>
          ))}
        </select>
        <select
          className="indicator-filter"
          aria-label={say('state')}
          value={list.filters.differs ? 'differs' : (list.filters.standing ?? '')}
          onChange={({ target: { value } }) => {
            list.setFilter('standing', value === 'draft' || value === 'confirmed' ? value : undefined)
            list.setFilter('differs', value === 'differs' ? 'true' : undefined)
          }}
        >
          <option value="">{say('filter', { name: say('state'), value: say('all') })}</option>
          {states.map(each => (
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
        to={row => `/indicators/${row.id}`}
        label={say('indicators')}
        empty={{ why: say(list.isNarrowed ? 'no-series-narrowed' : 'no-series') }}
      />
      {open === 'indicator' && <IndicatorDialog onClose={() => setOpen(null)} />}
      {open === 'series' && <SeriesDialog onClose={() => setOpen(null)} />}
    </>
  )
}

function useColumns(): ReadonlyArray<Column<SeriesRow>> {
  const say = useIndicatorWords()
  const language = useLanguage()
  const inWords = (period: string | null) => (period === null ? '' : formatPeriod(period, language))
  return [
    {
      key: 'name',
      head: say('indicator'),
      sort: 'name',
      cell: ({ indicator, comparison }) => (
        <>
          {language === 'en' && indicator.nameEn ? indicator.nameEn : <span lang="zh-CN">{indicator.nameZh}</span>}
          {comparison !== null && (language === 'en' ? `, ${say(comparison)}` : say(comparison))}
        </>
      ),
    },
    {
      key: 'subject',
      head: say('subject'),
      sort: 'subject',
      width: 136,
      cell: row => <span lang="zh-CN">{row.subject.name}</span>,
    },
    {
      key: 'period',
      head: say('period'),
      sort: 'latest',
      width: 96,
      cell: ({ latest }) =>
        latest && (latest.period === null ? <span className="qq">{say('period-open')}</span> : inWords(latest.period)),
    },
    {
      key: 'latest',
      head: say('latest'),
      num: true,
      width: 112,
      cell: row => row.latest && <Figure figure={row.latest.value} label={row.indicator.nameZh} />,
      phone: 'end',
    },
    {
      key: 'previous',
      head: say('previous'),
      num: true,
      width: 152,
      cell: ({ latest, indicator }) =>
        latest?.previous && (
          <>
            <Figure figure={latest.previous.value} label={`${indicator.nameZh} ${inWords(latest.previous.period)}`} />{' '}
            <span className="xs qq nw">{inWords(latest.previous.period)}</span>
          </>
        ),
      phone: 'hide',
    },
    {
      key: 'change',
      head: say('change'),
      num: true,
      width: 136,
      cell: ({ latest, indicator }) =>
        latest?.change && (
          <>
            <Figure figure={latest.change} label={`${indicator.nameZh} ${say('change')}`} />
            {latest.percent && (
              <span className="xs">
                {' '}
                <Figure figure={latest.percent} label={`${indicator.nameZh} ${say('percent')}`} digits={1} />
              </span>
            )}
          </>
        ),
      phone: 'hide',
    },
    {
      key: 'trend',
      head: say('trend'),
      width: 112,
      cell: row => <Spark points={row.points} cumulative={row.indicator.kind === 'cumulative'} />,
      phone: 'hide',
    },
    {
      key: 'state',
      head: say('state'),
      width: 120,
      cell: row => (
        <>
          {row.standing === 'draft' && <span className="tag">{say('draft')}</span>}
          {row.differing > 0 && <span className="tag">{say('differs-count', { count: row.differing })}</span>}
          {row.latest?.status === 'demonstration' && <span className="tag">{say('status-demonstration')}</span>}
        </>
      ),
      phone: 'hide',
    },
  ]
}
