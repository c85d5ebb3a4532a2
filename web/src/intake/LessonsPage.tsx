import { useState } from 'react'
import { type LessonRow, lessonKinds, lessonRow } from '#contract/intake/lessons.ts'
import { Day } from '#ui/days/Day.tsx'
import { Link } from '#ui/Link.tsx'
import type { Column } from '#ui/list/columns.ts'
import { DataTable } from '#ui/list/DataTable.tsx'
import { ListBar } from '#ui/list/ListBar.tsx'
import { useList } from '#ui/list/useList.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { LessonDialog } from './parts/LessonDialog.tsx'
import { useLessonSentence } from './parts/useLessonSentence.ts'
import { useIntakeWords } from './words.ts'
import './bring.css'
import './facts.css'

const standings = ['on', 'off'] as const

/** What decisions about facts have taught the reader (学到的): each with who taught it where, explained and switched on a press. */
export function LessonsPage() {
  const say = useIntakeWords()
  const [opened, setOpened] = useState<string | null>(null)
  const list = useList({ path: '/intake/lessons', row: lessonRow, sort: '-taught', filters: ['kind', 'standing'] })
  const select = (
    name: 'kind' | 'standing',
    head: string,
    options: ReadonlyArray<readonly [value: string, word: string]>,
  ) => (
    <select
      className="choice"
      aria-label={head}
      value={list.filters[name] ?? ''}
      onChange={event => list.setFilter(name, event.target.value || undefined)}
    >
      <option value="">{say('narrow-none', { by: head })}</option>
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
        title={say('lessons-title')}
        lead={say('lessons-lead')}
        aside={
          <>
            <Link to="/intake/mappings">{say('mappings-title')}</Link> <Link to="/intake">{say('pages')}</Link>
          </>
        }
      />
      <ListBar list={list}>
        {select(
          'kind',
          say('lesson-kind'),
          lessonKinds.map(kind => [kind, say(`lesson-kind-${kind}`)]),
        )}
        {select(
          'standing',
          say('lesson-standing'),
          standings.map(each => [each, say(`lesson-${each}`)]),
        )}
      </ListBar>
      <DataTable
        list={list}
        columns={useColumns(setOpened)}
        rowKey={lesson => lesson.id}
        label={say('lessons-title')}
        empty={{ why: say(list.isNarrowed ? 'no-lessons-narrowed' : 'no-lessons') }}
      />
      {opened !== null && <LessonDialog id={opened} onClose={() => setOpened(null)} />}
    </>
  )
}

function useColumns(open: (id: string) => void): ReadonlyArray<Column<LessonRow>> {
  const say = useIntakeWords()
  const sentence = useLessonSentence()
  return [
    {
      key: 'lesson',
      head: say('lesson'),
      sort: 'read',
      cell: lesson => (
        <button type="button" className="lesson" onClick={() => open(lesson.id)}>
          {sentence(lesson)}
        </button>
      ),
    },
    {
      key: 'kind',
      head: say('lesson-kind'),
      sort: 'kind',
      width: 112,
      cell: ({ kind }) => say(`lesson-kind-${kind}`),
      phone: 'hide',
    },
    {
      key: 'holds',
      head: say('lesson-holds'),
      width: 160,
      cell: ({ source }) =>
        source === null ? <span className="qq">{say('lesson-everywhere')}</span> : <span lang="zh-CN">{source}</span>,
    },
    { key: 'from', head: say('lesson-from'), width: 184, cell: ({ page }) => <span lang="zh-CN">{page}</span> },
    {
      key: 'since',
      head: say('lesson-since'),
      sort: 'taught',
      width: 112,
      cell: ({ validFrom }) => <Day value={validFrom} />,
      phone: 'hide',
    },
    {
      key: 'standing',
      head: say('lesson-standing'),
      width: 72,
      cell: ({ off }) => say(off ? 'lesson-off' : 'lesson-on'),
      phone: 'end',
    },
  ]
}
