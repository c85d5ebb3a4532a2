import { Input, InputNumber, Select } from 'antd'
import { useRef, useState } from 'react'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { UnitSelect } from '#web/projects/index.ts'
import { agendaModes, type Meeting, meetingAnswer } from '../api.ts'
import { useGatheringsWords } from '../words.ts'
import { MinutesBar } from './MinutesBar.tsx'

type Row = {
  key: string
  id?: string
  title: string
  mode: (typeof agendaModes)[number]
  minutes: number | null
  unitId: string | null
  result: string | null
}

/** Changes the whole agenda at once: its minutes are summed while one writes, and what goes over is said before it is sent. */
export function AgendaEditor({ meeting, onDone }: { meeting: Meeting; onDone: () => void }) {
  const say = useGatheringsWords()
  const made = useRef(0)
  const [rows, setRows] = useState<readonly Row[]>(() => meeting.agenda.map(rowOf))
  const { run, problem, isRunning } = useCommand({
    path: `/gatherings/${meeting.id}/agenda`,
    method: 'PUT',
    gives: meetingAnswer,
    onDone,
  })
  const change = (key: string, patch: Partial<Row>) =>
    setRows(before => before.map(row => (row.key === key ? { ...row, ...patch } : row)))
  const move = (index: number, by: 1 | -1) =>
    setRows(before => {
      const moved = before.toSpliced(index, 1)
      const row = before[index]
      return row ? moved.toSpliced(index + by, 0, row) : before
    })
  const send = () =>
    run({
      version: meeting.version,
      items: rows.filter(row => row.title.trim() !== '').map(({ key: _, ...row }) => row),
    })

  return (
    <form
      className="agenda-editor"
      onSubmit={event => {
        event.preventDefault()
        void send()
      }}
    >
      <ol>
        {rows.map((row, index) => (
          <li key={row.key}>
            <span className="qq">{index + 1}</span>
            <Input
              size="small"
              className="item-title"
              aria-label={say('item')}
              placeholder={say('item')}
              maxLength={200}
              value={row.title}
              onChange={event => change(row.key, { title: event.target.value })}
            />
            <Select
              size="small"
              aria-label={say('item-mode')}
              value={row.mode}
              onChange={mode => change(row.key, { mode })}
              options={agendaModes.map(mode => ({ value: mode, label: say(`mode-${mode}`) }))}
            />
            <UnitSelect
              size="small"
              label={say('item-unit')}
              placeholder={say('item-unit')}
              value={row.unitId}
              onChange={unitId => change(row.key, { unitId })}
            />
            <InputNumber
              size="small"
              aria-label={say('minutes')}
              placeholder={say('minutes')}
              min={1}
              max={600}
              precision={0}
              value={row.minutes}
              onChange={minutes => change(row.key, { minutes })}
            />
            <span className="row-acts">
              <button
                type="button"
                className="btn t"
                aria-label={`${say('move-up')} ${row.title}`}
                title={say('move-up')}
                disabled={index === 0}
                onClick={() => move(index, -1)}
              >
                ↑
              </button>
              <button
                type="button"
                className="btn t"
                aria-label={`${say('move-down')} ${row.title}`}
                title={say('move-down')}
                disabled={index === rows.length - 1}
                onClick={() => move(index, 1)}
              >
                ↓
              </button>
              <button
                type="button"
                className="btn t"
                aria-label={`${say('take-out')} ${row.title}`}
                onClick={() => setRows(before => before.filter(each => each.key !== row.key))}
              >
                {say('take-out')}
              </button>
            </span>
          </li>
        ))}
      </ol>
      <button
        type="button"
        className="btn"
        onClick={() => {
          made.current += 1
          const key = `new-${made.current}`
          setRows(before => [...before, { key, title: '', mode: 'topic', minutes: null, unitId: null, result: null }])
        }}
      >
        {say('add-item')}
      </button>
      <MinutesBar items={rows} budget={meeting.budget} />
      {problem && <FaultNote problem={problem} act="write" onAgain={() => void send()} />}
      <div className="acts">
        <button type="submit" className="btn p" disabled={isRunning}>
          {say('keep-agenda')}
        </button>
        <button type="button" className="btn" onClick={onDone}>
          {say('cancel')}
        </button>
      </div>
    </form>
  )
}

function rowOf(item: Meeting['agenda'][number]): Row {
  return {
    key: item.id,
    id: item.id,
    title: item.title,
    mode: agendaModes.find(mode => mode === item.mode) ?? 'other',
    minutes: item.minutes,
    unitId: item.unitId,
    result: item.result,
  }
}
