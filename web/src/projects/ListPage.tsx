import { Select } from 'antd'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { Day } from '#ui/days/Day.tsx'
import { Figure } from '#ui/Figure.tsx'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import type { Column } from '#ui/list/columns.ts'
import { DataTable } from '#ui/list/DataTable.tsx'
import { ListBar } from '#ui/list/ListBar.tsx'
import { type List, useList } from '#ui/list/useList.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { useMay } from '#ui/session.ts'
import { type ProjectRow, projectRow, useBatches, useStages } from './api.ts'
import { FunnelSection } from './parts/FunnelSection.tsx'
import { RoomPages } from './parts/RoomPages.tsx'
import { StageWord } from './parts/StageWord.tsx'
import { UnitSelect } from './parts/UnitSelect.tsx'
import { useProjectsWords } from './words.ts'
import './parts/projects.css'

/** All projects: how far they have come, and the list, narrowed and sorted by the server. */
export function ListPage() {
  const say = useProjectsWords()
  const { isPast } = useAsOf()
  const mayCreate = useMay('projects.create') && !isPast
  const list = useList({
    path: '/projects',
    row: projectRow,
    sort: '-stageOn',
    filters: ['stage', 'batch', 'unit', 'draft'],
  })
  return (
    <>
      <PageHead
        title={say('title')}
        lead={say('list-lead')}
        crumb={<RoomPages here="list" />}
        aside={
          mayCreate && (
            <Link to="/projects/new" className="btn p">
              {say('new')}
            </Link>
          )
        }
      />
      <FunnelSection
        narrowed={{ batch: list.filters.batch, unit: list.filters.unit }}
        picked={list.filters.stage}
        onPick={stage => list.setFilter('stage', list.filters.stage === stage ? undefined : stage)}
      />
      <Section title={say('list')}>
        <ListBar list={list}>
          <Filters list={list} />
        </ListBar>
        <DataTable
          list={list}
          columns={useColumns()}
          rowKey={row => row.id}
          to={row => `/projects/${row.id}`}
          label={say('list')}
          empty={{
            why: say(list.isNarrowed ? 'no-projects-narrowed' : 'no-projects'),
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

function Filters({ list }: { list: List<ProjectRow> }) {
  const say = useProjectsWords()
  const language = useLanguage()
  const stages = useStages()
  const batches = useBatches()
  const choice = (
    name: 'stage' | 'batch' | 'draft',
    width: number,
    options: Array<{ value: string; label: string }>,
  ) => (
    <Select
      size="small"
      allowClear
      aria-label={say(`${name}-filter`)}
      placeholder={say(name === 'draft' ? 'draft-filter' : name)}
      style={{ width }}
      popupMatchSelectWidth={false}
      value={list.filters[name] ?? null}
      onChange={value => list.setFilter(name, value ?? undefined)}
      options={options}
    />
  )
  return (
    <>
      {choice(
        'stage',
        112,
        (stages.data?.stages ?? []).map(stage => ({ value: stage.code, label: stage[language] })),
      )}
      {choice(
        'batch',
        168,
        (batches.data?.rows ?? []).map(batch => ({ value: batch.id, label: batch.name })),
      )}
      <UnitSelect
        size="small"
        width={136}
        label={say('unit-filter')}
        placeholder={say('unit')}
        value={list.filters.unit ?? null}
        onChange={unit => list.setFilter('unit', unit ?? undefined)}
      />
      {choice('draft', 128, [
        { value: 'false', label: say('on-list') },
        { value: 'true', label: say('draft') },
      ])}
    </>
  )
}

function useColumns(): ReadonlyArray<Column<ProjectRow>> {
  const say = useProjectsWords()
  return [
    {
      key: 'name',
      head: say('name'),
      sort: 'name',
      cell: row => (
        <>
          {row.name}
          {row.draft && <span className="tag in-name">{say('draft')}</span>}
        </>
      ),
    },
    {
      key: 'stage',
      head: say('stage'),
      sort: 'stage',
      width: 168,
      cell: row => <StageWord stage={row.stage} recognised={row.stageRecognised} />,
    },
    {
      key: 'stageOn',
      head: say('stage-on'),
      sort: 'stageOn',
      width: 120,
      cell: row =>
        row.stageOn === null ? <span className="qq">{say('not-given')}</span> : <Day value={row.stageOn} />,
    },
    {
      key: 'investment',
      head: say('investment'),
      sort: 'investment',
      num: true,
      width: 120,
      cell: row => <Figure figure={row.investment} label={`${row.name} ${say('investment-plain')}`} digits={2} bare />,
    },
    {
      key: 'unit',
      head: say('unit'),
      width: 136,
      cell: row => row.unitName ?? <span className="qq">{say('not-given')}</span>,
    },
    {
      key: 'batch',
      head: say('batch'),
      width: 168,
      phone: 'hide',
      cell: row => row.batchName ?? <span className="qq">—</span>,
    },
  ]
}
