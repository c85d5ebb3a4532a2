import { Instant } from '#ui/days/Day.tsx'
import type { Column } from '#ui/list/columns.ts'
import { DataTable } from '#ui/list/DataTable.tsx'
import { ListBar } from '#ui/list/ListBar.tsx'
import { useList } from '#ui/list/useList.ts'
import { usePhone } from '#ui/media.ts'
import { Section } from '#ui/Section.tsx'
import { type PoolRow, poolRow, type QuizDraw } from '../api.ts'
import { useDrawWords } from '../drawWords.ts'

/** The frozen pool under public names, with who was drawn. */
export function DrawPool({ draw }: { draw: QuizDraw }) {
  const say = useDrawWords()
  const list = useList({ path: `/participation/draws/${draw.id}/pool`, row: poolRow, sort: 'place' })
  return (
    <Section title={say('pool')} aside={say('pool-value', { pool: draw.pool, excluded: draw.excluded })}>
      <ListBar list={list} />
      <DataTable
        list={list}
        columns={useColumns(draw.winners)}
        rowKey={row => row.alias}
        label={say('pool')}
        empty={{ why: say('pool-none') }}
      />
    </Section>
  )
}

function useColumns(winners: number): ReadonlyArray<Column<PoolRow>> {
  const say = useDrawWords()
  const drawnAs = ({ isExcluded, drawn }: PoolRow) => {
    if (isExcluded) return say('drawn-left-out')
    if (drawn === null) return '—'
    return drawn <= winners ? (
      <b>{say('drawn-winner', { place: drawn })}</b>
    ) : (
      say('drawn-reserve', { place: drawn - winners })
    )
  }
  const place: Column<PoolRow> = { key: 'place', head: say('place'), num: true, width: 64, cell: row => row.place }
  const alias: Column<PoolRow> = {
    key: 'alias',
    head: say('alias'),
    cell: row => <span className="mono">{row.alias}</span>,
  }
  return [
    // Where rows are stacked, the first column names the row.
    ...(usePhone() ? [alias, place] : [place, alias]),
    { key: 'score', head: say('score'), num: true, width: 72, cell: row => row.score },
    { key: 'seconds', head: say('seconds'), num: true, width: 96, cell: row => (row.tenths / 10).toFixed(1) },
    {
      key: 'finished',
      head: say('finished'),
      width: 160,
      phone: 'hide',
      cell: row => <Instant value={row.finishedAt} />,
    },
    {
      key: 'drawn',
      head: say('drawn'),
      width: 104,
      phone: 'end',
      cell: row => drawnAs(row),
    },
  ]
}
