import { type AnswerRow, answerRow } from '#contract/registryQueue.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import type { Column } from '#ui/list/columns.ts'
import { DataTable } from '#ui/list/DataTable.tsx'
import { useList } from '#ui/list/useList.ts'
import { Section } from '#ui/Section.tsx'
import { useQueueWords } from '../../queueWords.ts'
import { Written } from '../Written.tsx'

/** Answers that stand, the newest first; each can be taken back, by whoever may judge. */
export function Answers() {
  const say = useQueueWords()
  const list = useList({ path: '/registry/answers', row: answerRow, sort: '-recorded', limit: 10, prefix: 'a' })
  return (
    <Section title={say('answers')}>
      <DataTable
        list={list}
        columns={useColumns()}
        rowKey={row => row.id}
        label={say('answers')}
        empty={{ why: say('no-answers') }}
      />
    </Section>
  )
}

function useColumns(): ReadonlyArray<Column<AnswerRow>> {
  const say = useQueueWords()
  return [
    { key: 'name', head: say('name'), width: 220, cell: row => <span lang="zh-CN">{row.record.name}</span> },
    {
      key: 'answer',
      head: say('answer'),
      cell: row => (
        <span lang="zh-CN">
          {say(`of-${row.answer}`, { other: row.other?.name ?? '' })}
          {row.reason !== null && <span className="q">（{row.reason}）</span>}
        </span>
      ),
    },
    { key: 'by', head: say('by'), width: 260, cell: row => <Written by={row.recordedBy} at={row.recordedAt} /> },
    { key: 'acts', head: '', width: 120, cell: row => <TakeBack row={row} />, phone: 'end' },
  ]
}

function TakeBack({ row }: { row: AnswerRow }) {
  const say = useQueueWords()
  const command = useCommand({ path: `/registry/answers/${row.id}/undo` })
  if (!row.may.includes('registry.judge')) return null
  return (
    <>
      <button
        type="button"
        className="btn t"
        disabled={command.isRunning}
        onClick={() => void command.run({ version: row.version })}
      >
        {say('take-back')}
      </button>
      {command.problem && <FaultNote problem={command.problem} act="write" />}
    </>
  )
}
