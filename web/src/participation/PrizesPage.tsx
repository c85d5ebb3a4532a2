import { Select } from 'antd'
import { useState } from 'react'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { Instant } from '#ui/days/Day.tsx'
import { Link } from '#ui/Link.tsx'
import type { Column } from '#ui/list/columns.ts'
import { DataTable } from '#ui/list/DataTable.tsx'
import { ListBar } from '#ui/list/ListBar.tsx'
import { useList } from '#ui/list/useList.ts'
import { usePhone } from '#ui/media.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { useMay } from '#ui/session.ts'
import { usePathText } from '#ui/urlState.ts'
import { type PrizeRow, prizeRow, prizeState, useDraw } from './api.ts'
import { useDrawWords } from './drawWords.ts'
import { DrawCrumb } from './parts/DrawCrumb.tsx'
import { PickUpSection } from './parts/PickUpSection.tsx'
import { PrizeDialog, type PrizeVerb } from './parts/PrizeDialog.tsx'
import { usePrizeWords } from './prizeWords.ts'

type Asked = { prize: PrizeRow; verb: PrizeVerb }

/** The prizes of a draw: who claimed them, handing over against a code, refusing with a reason. */
export function PrizesPage() {
  const say = usePrizeWords()
  const drawWords = useDrawWords()
  const id = usePathText('id')
  const draw = useDraw(id).data
  const { isPast } = useAsOf()
  const mayRefuse = useMay('participation.refuse-prize')
  const [asked, setAsked] = useState<Asked | null>(null)
  const list = useList({
    path: `/participation/draws/${id}/prizes`,
    row: prizeRow,
    sort: 'number',
    filters: ['state'],
  })
  return (
    <>
      <PageHead
        title={say('title')}
        lead={say('lead')}
        crumb={
          draw && (
            <>
              <DrawCrumb quizId={draw.quizId} inDraws />
              <Link to={`/participation/draws/${id}`}>{drawWords('number-value', { number: draw.number })}</Link>
            </>
          )
        }
      />
      <PickUpSection of={{ draw: id }} />
      <Section title={say('title')}>
        <ListBar list={list}>
          <Select
            size="small"
            allowClear
            aria-label={say('state-filter')}
            placeholder={say('state')}
            style={{ width: 152 }}
            value={list.filters.state ?? null}
            onChange={value => list.setFilter('state', value ?? undefined)}
            options={prizeState.options.map(value => ({ value, label: say(`state-${value}`) }))}
          />
        </ListBar>
        <DataTable
          list={list}
          columns={useColumns(isPast ? null : setAsked)}
          rowKey={row => row.id}
          label={say('title')}
          empty={{
            why: say(list.isNarrowed ? 'none-narrowed' : 'none'),
            act: list.isNarrowed && (
              <button type="button" className="btn" onClick={list.clear}>
                {say('show-all')}
              </button>
            ),
          }}
        />
        {!mayRefuse && !isPast && <p className="xs qq">{say('refuse-who')}</p>}
      </Section>
      {asked && <PrizeDialog {...asked} onClose={() => setAsked(null)} />}
    </>
  )
}

function useColumns(ask: ((asked: Asked) => void) | null): ReadonlyArray<Column<PrizeRow>> {
  const say = usePrizeWords()
  const number: Column<PrizeRow> = {
    key: 'number',
    head: say('number'),
    sort: 'number',
    num: true,
    width: 72,
    cell: row => row.number,
  }
  const alias: Column<PrizeRow> = {
    key: 'alias',
    head: say('alias'),
    width: 152,
    cell: row => (
      <>
        <span className="mono">{row.alias}</span> {row.movedUp && <span className="qq">{say('moved-up')}</span>}
      </>
    ),
  }
  return [
    // Where rows are stacked, the first column names the row.
    ...(usePhone() ? [alias, number] : [number, alias]),
    {
      key: 'person',
      head: say('person'),
      cell: row =>
        row.erasedAt !== null ? (
          <span className="qq">{say('erased')}</span>
        ) : row.name === null ? (
          <span className="qq">{row.state === 'won' && row.toldAt === null ? say('not-told') : '—'}</span>
        ) : (
          say('person-value', { name: row.name, lastFour: row.lastFour ?? '' })
        ),
    },
    {
      key: 'claimBy',
      head: say('claim-by'),
      sort: 'claimBy',
      width: 160,
      phone: 'hide',
      cell: row => <Instant value={row.claimBy} />,
    },
    {
      key: 'state',
      head: say('state'),
      width: 176,
      cell: row => (
        <>
          {say(`state-${row.state}`)}
          {row.out !== null && <span className="xs qq"> {row.reason ?? say(`out-${row.out}`)}</span>}
        </>
      ),
    },
    {
      key: 'acts',
      head: '',
      width: 136,
      phone: 'end',
      cell: row =>
        ask &&
        (['hand-over', 'refuse'] as const)
          .filter(verb => row.may.includes(`participation.${verb}-prize`))
          .map(verb => (
            <button key={verb} type="button" className="btn t quiz-inline" onClick={() => ask({ prize: row, verb })}>
              {say(verb)}
            </button>
          )),
    },
  ]
}
