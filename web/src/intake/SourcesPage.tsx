import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import {
  deliveryRow,
  deliveryStates,
  type SourceList,
  type SourceRow,
  sourceList,
} from '#contract/intake/deliveries.ts'
import { useApi, useGet } from '#ui/api.ts'
import { Empty } from '#ui/Empty.tsx'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { DataTable } from '#ui/list/DataTable.tsx'
import { ListBar } from '#ui/list/ListBar.tsx'
import { useList } from '#ui/list/useList.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { useMay } from '#ui/session.ts'
import { SourceLine } from './parts/SourceLine.tsx'
import { useDeliveryColumns } from './parts/useDeliveryColumns.tsx'
import { useIntakeWords } from './words.ts'
import './bring.css'
import './sources.css'

const LOOK_MS = 5000
/** What the settings file holds at least; a name and a path as an office might choose them. */
const EXAMPLE = `{ "sources": [ {
  "name": "日报收件夹",
  "region": 320600,
  "kind": "folder",
  "path": "/srv/inbox",
  "publication": "日报"
} ] }`

/** The sources that bring pages by themselves (来源), for whoever may see them; whoever may not is told who does. */
export function SourcesPage() {
  const say = useIntakeWords()
  if (useMay('intake.see-sources')) return <SeenSources />
  return (
    <>
      <PageHead title={say('sources-title')} aside={<Link to="/intake/facts">{say('facts-title')}</Link>} />
      <p className="note">{say('sources-not-yours')}</p>
    </>
  )
}

/** How each source stands, and what became of each thing it delivered. */
function SeenSources() {
  const say = useIntakeWords()
  const mayReadPages = useMay('intake.read')
  const { data, error, refetch } = useGet('/intake/sources', sourceList, { asOf: null })
  const list = useDeliveries()
  useFreshDeliveries(data, refetch)
  return (
    <>
      <PageHead
        title={say('sources-title')}
        lead={say('sources-lead')}
        aside={mayReadPages && <Link to="/intake">{say('pages')}</Link>}
      />
      <Section title={say('sources-set-up')}>
        {data ? (
          <Sources sources={data.sources} onShow={name => list.setFilter('source', name)} />
        ) : error ? (
          <FaultNote problem={error} onAgain={() => void refetch()} />
        ) : (
          <Loading rows={3} />
        )}
      </Section>
      {(data === undefined || data.sources.length > 0) && <Deliveries list={list} sources={data?.sources ?? []} />}
    </>
  )
}

/** Asks now and then how the sources stand, and for what they delivered once something came. */
function useFreshDeliveries(data: SourceList | undefined, refetch: () => unknown): void {
  const client = useQueryClient()
  const { region } = useApi()
  const came = JSON.stringify(data?.sources.map(({ counts }) => counts))
  useEffect(() => {
    if (came !== undefined) void client.invalidateQueries({ queryKey: ['api', region, '/intake/deliveries'] })
  }, [client, region, came])
  useEffect(() => {
    const looking = setInterval(() => {
      if (document.visibilityState === 'visible') void refetch()
    }, LOOK_MS)
    return () => clearInterval(looking)
  }, [refetch])
}

const useDeliveries = () =>
  useList({ path: '/intake/deliveries', row: deliveryRow, sort: '-delivered', filters: ['source', 'state'] })

function Sources({ sources, onShow }: { sources: readonly SourceRow[]; onShow: (name: string) => void }) {
  const say = useIntakeWords()
  if (sources.length > 0)
    return (
      <ul className="sources">
        {sources.map(source => (
          <SourceLine key={source.name} source={source} onShow={onShow} />
        ))}
      </ul>
    )
  return (
    <>
      <Empty why={say('no-sources')} />
      <p className="s">{say('sources-how')}</p>
      <pre className="mono sources-example">{EXAMPLE}</pre>
      <p className="s q">{say('sources-guide')}</p>
    </>
  )
}

function Deliveries({ list, sources }: { list: ReturnType<typeof useDeliveries>; sources: readonly SourceRow[] }) {
  const say = useIntakeWords()
  const again = useCommand({ path: '/intake/deliveries', gives: deliveryRow })
  const { state, source } = list.filters
  const columns = useDeliveryColumns({
    isRunning: again.isRunning,
    onAgain: ({ id, version }) => void again.run({ version }, `/intake/deliveries/${id}/trying`),
  })
  return (
    <Section title={say('deliveries')}>
      <ListBar list={list}>
        <select
          className="choice"
          aria-label={say('source-named')}
          value={source ?? ''}
          onChange={event => list.setFilter('source', event.target.value || undefined)}
        >
          <option value="">{say('narrow-none', { by: say('source-named') })}</option>
          {sources.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
        <span className="standings">
          {[undefined, ...deliveryStates].map(each => (
            <button
              key={each ?? 'all'}
              type="button"
              className="btn t"
              aria-pressed={state === each}
              onClick={() => list.setFilter('state', each)}
            >
              {say(each === undefined ? 'standing-all' : `delivery-state-${each}`)}
            </button>
          ))}
        </span>
      </ListBar>
      {again.problem && <FaultNote problem={again.problem} act="write" />}
      <DataTable
        list={list}
        columns={columns}
        rowKey={delivery => delivery.id}
        label={say('deliveries')}
        empty={{ why: say(list.isNarrowed ? 'no-deliveries-narrowed' : 'no-deliveries') }}
      />
    </Section>
  )
}
