import { Select } from 'antd'
import { promiseKinds, promiseRow } from '#contract/promises.ts'
import { useApi } from '#ui/api.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { Empty } from '#ui/Empty.tsx'
import { EvidenceMargin } from '#ui/evidence/EvidenceProvider.tsx'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Loading } from '#ui/Loading.tsx'
import { ListBar } from '#ui/list/ListBar.tsx'
import { ListFoot } from '#ui/list/ListFoot.tsx'
import { useList } from '#ui/list/useList.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { Counts } from './parts/Counts.tsx'
import { PromiseItem } from './parts/PromiseItem.tsx'
import { usePromisesWords } from './words.ts'
import './parts/promises.css'

/** What was announced and what was done (说了与做了): the two sentences side by side, what presses most first, as of the day of the bar. */
export function PromisesPage() {
  const say = usePromisesWords()
  const api = useApi()
  const { instant } = useAsOf()
  const list = useList({
    path: '/promises',
    row: promiseRow,
    sort: 'standing',
    filters: ['kind', 'standing', 'organisation', 'project', 'batch', 'unit'],
    limit: 20,
  })
  const { standing, ...narrowed } = list.filters
  const showAll = (
    <button type="button" className="btn" onClick={list.clear}>
      {say('show-all')}
    </button>
  )
  return (
    <>
      <PageHead title={say('title')} lead={say('lead')} />
      <Counts narrowed={narrowed} picked={standing} onPick={picked => list.setFilter('standing', picked)} />
      <div className="cols">
        <Section title={say('list')}>
          <ListBar
            list={list}
            acts={
              <a
                className="btn"
                href={api.href('/promises/table', { ...list.filters, find: list.find, asOf: instant })}
                download
              >
                {say('export')}
              </a>
            }
          >
            <Select
              size="small"
              allowClear
              aria-label={say('kind-filter')}
              placeholder={say('kind')}
              style={{ width: 120 }}
              popupMatchSelectWidth={false}
              value={list.filters.kind ?? null}
              onChange={kind => list.setFilter('kind', kind ?? undefined)}
              options={promiseKinds.map(kind => ({ value: kind, label: say(`kind-${kind}`) }))}
            />
            {list.isNarrowed && showAll}
          </ListBar>
          <div aria-busy={list.isLoading || list.isTurning}>
            {list.problem && <FaultNote problem={list.problem} onAgain={list.again} />}
            {list.rows.length === 0 && list.isLoading && <Loading rows={8} onCancel={list.cancel} />}
            {list.rows.length === 0 && !list.isLoading && !list.problem && (
              <Empty why={say(list.isNarrowed ? 'none-narrowed' : 'none')} />
            )}
            <ul>
              {list.rows.map(row => (
                <PromiseItem key={row.id} row={row} />
              ))}
            </ul>
            <ListFoot list={list} />
          </div>
        </Section>
        <aside>
          <EvidenceMargin />
        </aside>
      </div>
    </>
  )
}
