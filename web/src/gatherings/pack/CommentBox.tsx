import { Input } from 'antd'
import { useId, useState } from 'react'
import { formatDay } from '#ui/days/days.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { DayInput } from '#ui/form/DayInput.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { Section } from '#ui/Section.tsx'
import { type Meeting, meetingAnswer } from '../api.ts'
import { useGatheringsWords } from '../words.ts'

type Props = { meeting: Meeting; unitId: string; mayWrite: boolean }

/** What is said on a unit at the meeting (点评): kept as it was said, or made a task with its unit and its day. */
export function CommentBox({ meeting, unitId, mayWrite }: Props) {
  const say = useGatheringsWords()
  const language = useLanguage()
  const said = meeting.outcomes.filter(outcome => outcome.unitId === unitId)
  return (
    <Section title={say('comment')} aside={say('comment-aside')}>
      <ul className="comments">
        {said.map(outcome => (
          <li key={outcome.id}>
            <span className="song" lang="zh-CN">
              {outcome.text}
            </span>
            {outcome.kind === 'task' && (
              <span className="xs q">
                {say('outcome-task')}
                {language === 'zh' ? '，' : ', '}
                {outcome.dueOn === null ? say('due-open') : say('due', { day: formatDay(outcome.dueOn, language) })}{' '}
                {outcome.matterId !== null && <Link to={`/matters/${outcome.matterId}`}>{say('see-matter')}</Link>}
              </span>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && <Write key={unitId} meeting={meeting} unitId={unitId} />}
    </Section>
  )
}

function Write({ meeting, unitId }: { meeting: Meeting; unitId: string }) {
  const say = useGatheringsWords()
  const dueField = useId()
  const [text, setText] = useState('')
  const [dueOn, setDueOn] = useState<string | null>(null)
  const [isBare, setBare] = useState(false)
  const { run, problem, isRunning } = useCommand({
    path: `/gatherings/${meeting.id}/outcomes`,
    gives: meetingAnswer,
    onDone: () => {
      setText('')
      setDueOn(null)
    },
  })
  const send = (kind: 'information' | 'task') => {
    setBare(text.trim() === '')
    if (text.trim() !== '') void run({ kind, text: text.trim(), unitId, ...(kind === 'task' ? { dueOn } : {}) })
  }
  return (
    <div className="comment-write noprint">
      <Input.TextArea
        aria-label={say('comment')}
        placeholder={say('comment-placeholder')}
        rows={2}
        maxLength={1000}
        value={text}
        status={isBare ? 'error' : ''}
        onChange={event => {
          setText(event.target.value)
          setBare(false)
        }}
      />
      {isBare && (
        <p className="xs" role="alert">
          {say('comment-empty')}
        </p>
      )}
      <div className="comment-due">
        <label htmlFor={dueField} className="xs q">
          {say('comment-due')}
        </label>
        <DayInput id={dueField} min={meeting.heldOn} value={dueOn} onChange={setDueOn} />
      </div>
      {problem && <FaultNote problem={problem} act="write" />}
      <div className="acts">
        <button type="button" className="btn p" disabled={isRunning} onClick={() => send('task')}>
          {say('comment-task')}
        </button>
        <button type="button" className="btn" disabled={isRunning} onClick={() => send('information')}>
          {say('comment-keep')}
        </button>
        <span className="xs qq">{say('comment-task-help')}</span>
      </div>
    </div>
  )
}
