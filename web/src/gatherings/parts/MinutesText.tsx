import { Input } from 'antd'
import { useState } from 'react'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Section } from '#ui/Section.tsx'
import { type Meeting, meetingAnswer } from '../api.ts'
import { useGatheringsWords } from '../words.ts'

/** The minutes (纪要), in their own words; written until the meeting is filed. */
export function MinutesText({ meeting, mayWrite }: { meeting: Meeting; mayWrite: boolean }) {
  const say = useGatheringsWords()
  const [written, setWritten] = useState<string | null>(null)
  const { run, problem, isRunning } = useCommand({
    path: `/gatherings/${meeting.id}/state`,
    method: 'PUT',
    gives: meetingAnswer,
    onDone: () => setWritten(null),
  })
  const send = () => run({ state: meeting.state, version: meeting.version, minutesText: written })
  return (
    <Section
      title={say('minutes-text')}
      aside={
        mayWrite &&
        written === null && (
          <button type="button" className="btn t section-act" onClick={() => setWritten(meeting.minutesText ?? '')}>
            {say('write-minutes')}
          </button>
        )
      }
    >
      {written === null ? (
        meeting.minutesText === null ? (
          <p className="s q">{say('minutes-none')}</p>
        ) : (
          <p className="minutes-text song" lang="zh-CN">
            {meeting.minutesText}
          </p>
        )
      ) : (
        <>
          <Input.TextArea
            aria-label={say('minutes-text')}
            autoFocus
            rows={6}
            maxLength={20000}
            value={written}
            onChange={event => setWritten(event.target.value)}
          />
          {problem && <FaultNote problem={problem} act="write" onAgain={() => void send()} />}
          <div className="acts">
            <button type="button" className="btn p" disabled={isRunning} onClick={() => void send()}>
              {say('keep-minutes')}
            </button>
            <button type="button" className="btn" onClick={() => setWritten(null)}>
              {say('cancel')}
            </button>
            <span className="xs qq">{say('minutes-help')}</span>
          </div>
        </>
      )}
    </Section>
  )
}
