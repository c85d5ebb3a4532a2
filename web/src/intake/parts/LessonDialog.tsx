import { useState } from 'react'
import { type LessonDetail, lessonDetail } from '#contract/intake/lessons.ts'
import { useGet } from '#ui/api.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { Dialog } from '#ui/Dialog.tsx'
import { Instant } from '#ui/days/Day.tsx'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { useIntakeWords } from '../words.ts'
import { useLessonSentence } from './useLessonSentence.ts'

/** Why something is read as it is: who decided what on which page, and the switch. */
export function LessonDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const say = useIntakeWords()
  const { data, error, refetch } = useGet(`/intake/lessons/${id}`, lessonDetail)
  return (
    <Dialog title={say('lesson-why')} onClose={onClose}>
      {data ? (
        <Explained lesson={data} />
      ) : error ? (
        <FaultNote problem={error} onAgain={() => void refetch()} />
      ) : (
        <Loading rows={4} />
      )}
    </Dialog>
  )
}

function Explained({ lesson }: { lesson: LessonDetail }) {
  const say = useIntakeWords()
  const sentence = useLessonSentence()
  const { decision, taughtBy, page, passage, before, after, pattern, off, offReason, taughtAt } = lesson
  return (
    <>
      <p className="song">{sentence(lesson)}</p>
      <p className="s">
        {say(`lesson-because-${decision}`, { by: taughtBy ?? '', page })} <Instant value={taughtAt} />
      </p>
      <dl className="kv">
        <dt>{say('lesson-passage')}</dt>
        <dd lang="zh-CN">{passage}</dd>
        <dt>{say('lesson-before')}</dt>
        <dd>{before === null ? say('lesson-not-read') : <span lang="zh-CN">{before}</span>}</dd>
        {decision !== 'rejected' && (
          <>
            <dt>{say('lesson-after')}</dt>
            <dd lang="zh-CN">{after}</dd>
          </>
        )}
        {pattern && (
          <>
            <dt>{say('lesson-weight')}</dt>
            <dd>
              {say('lesson-weight-said', {
                right: pattern.right,
                wrong: pattern.wrong,
                now: pattern.ofNine.toFixed(2),
              })}
            </dd>
          </>
        )}
      </dl>
      {off && offReason && <p className="s">{say('lesson-off-because', { reason: offReason })}</p>}
      <Switch lesson={lesson} />
      <p className="s">
        <Link to={`/intake/${lesson.pageId}/${lesson.articleId}/${lesson.factId}`}>{say('lesson-to-fact')}</Link>{' '}
        <span className="q">{say('lesson-undo-note')}</span>
      </p>
    </>
  )
}

function Switch({ lesson: { id, version, off, may } }: { lesson: LessonDetail }) {
  const say = useIntakeWords()
  const { isPast } = useAsOf()
  const [reason, setReason] = useState('')
  const { run, isRunning, problem } = useCommand({ path: `/intake/lessons/${id}/switch`, gives: lessonDetail })
  if (isPast || !may.includes('intake.switch-lesson')) return null
  return (
    <form
      className="fact-form"
      onSubmit={event => {
        event.preventDefault()
        const told = reason.trim()
        void run({ version, on: off, ...(told === '' || off ? {} : { reason: told }) })
      }}
    >
      {!off && (
        <label className="fact-field">
          <span>{say('lesson-off-why')}</span>
          <input value={reason} maxLength={500} onChange={event => setReason(event.target.value)} />
        </label>
      )}
      {problem && <FaultNote problem={problem} act="write" />}
      <div className="acts">
        <button type="submit" className="btn" disabled={isRunning}>
          {say(off ? 'lesson-switch-on' : 'lesson-switch-off')}
        </button>
        <span className="s q">{say('lesson-switch-note')}</span>
      </div>
    </form>
  )
}
