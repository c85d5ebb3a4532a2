import type { Figure as FigureValue } from '#contract/kernel.ts'
import { Day } from '#ui/days/Day.tsx'
import { Figure } from '#ui/Figure.tsx'
import { Link } from '#ui/Link.tsx'
import type { Column } from '#ui/list/columns.ts'
import { DataTable } from '#ui/list/DataTable.tsx'
import { ListBar } from '#ui/list/ListBar.tsx'
import { useList } from '#ui/list/useList.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { useMay, useMe } from '#ui/session.ts'
import { type FactListRow, factListRow, isModels } from './api.ts'
import { kinds } from './parts/fields.ts'
import { summaryOf } from './parts/summary.ts'
import { useIntakeWords } from './words.ts'
import './bring.css'
import './facts.css'

const states = ['pending', 'accepted', 'rejected', 'withdrawn'] as const

/** Facts across pages, by kind and state; whoever does not review sees what was accepted. */
export function FactsPage() {
  const say = useIntakeWords()
  const reviews = useMay('intake.review')
  const { roles } = useMe()
  // Who neither brings nor decides has no pages to go to.
  const hasPages = useMay('intake.read') || roles.some(role => role === 'unit-reporter' || role === 'unit-head')
  const list = useList({
    path: '/intake/facts',
    row: factListRow,
    sort: '-issued',
    filters: ['kind', 'state', 'disputed'],
  })
  const select = (
    name: 'kind' | 'state' | 'disputed',
    options: ReadonlyArray<readonly [value: string, word: string]>,
  ) => (
    <select
      className="choice"
      aria-label={say(name)}
      value={list.filters[name] ?? ''}
      onChange={event => list.setFilter(name, event.target.value || undefined)}
    >
      <option value="">{say('narrow-none', { by: say(name) })}</option>
      {options.map(([value, word]) => (
        <option key={value} value={value}>
          {word}
        </option>
      ))}
    </select>
  )
  return (
    <>
      <PageHead
        title={say('facts-title')}
        lead={say('facts-lead')}
        aside={hasPages && <Link to="/intake">{say('pages')}</Link>}
      />
      <ListBar list={list}>
        {select(
          'kind',
          kinds.map(kind => [kind, say(`kind-${kind}`)]),
        )}
        {reviews &&
          select(
            'state',
            states.map(state => [state, say(state)]),
          )}
        {select('disputed', [['true', say('disputed-only')]])}
      </ListBar>
      <DataTable
        list={list}
        columns={useColumns()}
        rowKey={fact => fact.id}
        label={say('facts-title')}
        empty={{ why: say('no-facts') }}
      />
    </>
  )
}

function useColumns(): ReadonlyArray<Column<FactListRow>> {
  const say = useIntakeWords()
  return [
    {
      key: 'title',
      head: say('what'),
      sort: 'title',
      cell: row => {
        const { id, pageId, articleId, fact, may } = row
        const { about, said } = summaryOf(fact)
        const words = (
          <span lang="zh-CN">
            {isModels(row) && <span className="tag by-model">{say('by-model')}</span>}
            {row.disputed && <span className="tag">{say('disputed')}</span>}
            {[about, said].filter(Boolean).join('：')}
          </span>
        )
        // Whoever may not read the page still reads what was accepted from it, and its passage behind the figure beside.
        if (!may.includes('intake.read')) return words
        return (
          <Link row to={`/intake/${pageId}/${articleId}/${id}`}>
            {words}
          </Link>
        )
      },
    },
    { key: 'kind', head: say('kind'), sort: 'kind', width: 104, cell: ({ fact }) => say(`kind-${fact.kind}`) },
    {
      key: 'confidence',
      head: say('confidence'),
      sort: 'confidence',
      num: true,
      width: 88,
      cell: ({ id, fact }) => <Figure figure={sureness(id, fact.confidence)} label={say('confidence')} digits={2} />,
    },
    { key: 'from', head: say('from'), width: 240, cell: each => <span lang="zh-CN">{each.page}</span> },
    {
      key: 'issued',
      head: say('issued'),
      sort: 'issued',
      width: 112,
      cell: ({ issueDate }) =>
        issueDate === null ? <span className="qq">{say('date-open')}</span> : <Day value={issueDate} />,
      phone: 'hide',
    },
    { key: 'state', head: say('state'), width: 80, cell: ({ state }) => say(state), phone: 'end' },
  ]
}

/** How sure the reader was, with the passage behind it. */
const sureness = (id: string, value: number): FigureValue => ({
  value,
  unit: null,
  bound: null,
  printed: null,
  evidence: 'source',
  ref: { kind: 'fact', id, field: 'confidence' },
})
