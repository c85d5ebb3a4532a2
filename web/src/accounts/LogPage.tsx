import { Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { type LogEntry, logEntry } from '#contract/accounts.ts'
import { useGet } from '#ui/api.ts'
import { Dialog } from '#ui/Dialog.tsx'
import { Instant } from '#ui/days/Day.tsx'
import { DayInput } from '#ui/form/DayInput.tsx'
import type { Column } from '#ui/list/columns.ts'
import { DataTable } from '#ui/list/DataTable.tsx'
import { ListBar } from '#ui/list/ListBar.tsx'
import { type List, useList } from '#ui/list/useList.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { Entry } from './parts/Entry.tsx'
import { useAccountWords } from './words.ts'
import './accounts.css'

const checkpoint = z.object({ size: z.int(), root: z.string() })

/** The log of the region, for the auditor: every change, who made it, and its place in the tree. */
export function LogPage() {
  const say = useAccountWords()
  const [opened, setOpened] = useState<LogEntry | null>(null)
  const list = useList({ path: '/accounts/log', row: logEntry, sort: '-at', filters: ['room', 'actor', 'from', 'to'] })
  return (
    <>
      <PageHead title={say('log')} lead={say('log-lead')} />
      <Checkpoint />
      <section className="sec" aria-label={say('log')}>
        <ListBar list={list}>
          <Filters list={list} />
        </ListBar>
        <DataTable
          list={list}
          columns={useColumns(setOpened)}
          rowKey={row => row.id}
          label={say('log')}
          empty={{ why: say('log-empty') }}
        />
      </section>
      {opened && (
        <Dialog title={opened.event} onClose={() => setOpened(null)}>
          <Entry entry={opened} />
        </Dialog>
      )}
    </>
  )
}

/** How far the tree reaches, and its root as last signed: what the auditor keeps elsewhere and compares. */
function Checkpoint() {
  const say = useAccountWords()
  const { data, error } = useGet('/log/checkpoint', checkpoint, { asOf: null })
  if (!data && !error) return null
  return <p className="xs q log-checkpoint">{data ? say('checkpoint-size', data) : say('checkpoint-none')}</p>
}

function useColumns(open: (entry: LogEntry) => void): ReadonlyArray<Column<LogEntry>> {
  const say = useAccountWords()
  return [
    {
      key: 'event',
      head: say('event'),
      sort: 'event',
      cell: row => (
        <button type="button" className="btn t mono log-event" onClick={() => open(row)}>
          {row.event}
        </button>
      ),
    },
    {
      key: 'at',
      head: say('at'),
      sort: 'at',
      width: '17em',
      phone: 'line',
      cell: row => <Instant value={row.at} weekday />,
    },
    {
      key: 'actor',
      head: say('actor'),
      width: '12em',
      phone: 'line',
      cell: row =>
        row.actor === null ? <span className="q">{say('program')}</span> : <span className="mono">{row.actor}</span>,
    },
    {
      key: 'subject',
      head: say('subject'),
      phone: 'hide',
      cell: row => (
        <span className="mono q log-subject">
          {row.subjectKind} {row.subjectId}
        </span>
      ),
    },
    {
      key: 'index',
      head: say('index'),
      num: true,
      width: '7em',
      phone: 'end',
      cell: row => row.index ?? <span className="q">{say('not-placed')}</span>,
    },
  ]
}

const rooms = ['accounts', 'registry', 'intake', 'indicators', 'matters', 'projects', 'gatherings', 'kernel'] as const

function Filters({ list }: { list: List<LogEntry> }) {
  const say = useAccountWords()
  const [actor, setActor] = useState(list.filters.actor ?? '')
  const day = (name: 'from' | 'to', label: string) => (
    // biome-ignore lint/a11y/noLabelWithoutControl: the date picker inside is the control
    <label className="log-day">
      {label}
      <DayInput value={list.filters[name] ?? null} onChange={value => list.setFilter(name, value ?? undefined)} />
    </label>
  )
  return (
    <>
      <Select
        className="filter"
        aria-label={say('any-room')}
        placeholder={say('any-room')}
        value={list.filters.room ?? null}
        options={rooms.map(room => ({ value: room, label: say(`room-${room}`) }))}
        onChange={value => list.setFilter('room', value ?? undefined)}
        allowClear
        popupMatchSelectWidth={false}
      />
      <input
        type="search"
        className="find-input log-actor"
        aria-label={say('actor-find')}
        placeholder={say('actor-find')}
        value={actor}
        maxLength={60}
        onChange={event => setActor(event.target.value)}
        onKeyDown={event => event.key === 'Enter' && list.setFilter('actor', actor.trim() || undefined)}
        onBlur={() => actor.trim() !== (list.filters.actor ?? '') && list.setFilter('actor', actor.trim() || undefined)}
      />
      {day('from', say('from-day'))}
      {day('to', say('to-day'))}
    </>
  )
}
