import { useState } from 'react'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { Instant } from '#ui/days/Day.tsx'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Loading } from '#ui/Loading.tsx'
import { Section } from '#ui/Section.tsx'
import { Timeline } from '#ui/Timeline.tsx'
import { type PickUp, usePickUp } from '../api.ts'
import { usePickUpWords } from '../pickUpWords.ts'
import { PickUpDialog } from './PickUpDialog.tsx'

type Of = { quiz: string } | { draw: string }

/** Where and when the prizes of a quiz, or of one draw of it, are fetched: what winners read, what stood before, and the way to change it. */
export function PickUpSection({ of }: { of: Of }) {
  const say = usePickUpWords()
  const path = 'quiz' in of ? `/participation/quizzes/${of.quiz}/pick-up` : `/participation/draws/${of.draw}/pick-up`
  const { data, error, refetch } = usePickUp(path)
  const { isPast } = useAsOf()
  const [isOpen, setOpen] = useState(false)
  const mayChange = !isPast && data?.may.includes('participation.set-pick-up')
  return (
    <Section
      title={say('title')}
      aside={
        data &&
        mayChange && (
          <button type="button" className="btn t" onClick={() => setOpen(true)}>
            {say(data.version > 0 ? 'change' : data.shown ? 'own-for-draw' : 'set')}
          </button>
        )
      }
    >
      {error && <FaultNote problem={error} onAgain={() => void refetch()} />}
      {!data && !error && <Loading rows={3} />}
      {data && <Shown pickUp={data} />}
      {data && isOpen && (
        <PickUpDialog path={path} of={'quiz' in of ? 'quiz' : 'draw'} pickUp={data} onClose={() => setOpen(false)} />
      )}
    </Section>
  )
}

function Shown({ pickUp: { shown, isOfQuiz, versions } }: { pickUp: PickUp }) {
  const say = usePickUpWords()
  if (!shown) return <p className="s q">{say('not-set')}</p>
  const before = versions.slice(0, -1).toReversed()
  return (
    <>
      <dl className="kv">
        <dt>{say('place')}</dt>
        <dd>{shown.place}</dd>
        <dt>{say('times')}</dt>
        <dd>{shown.times}</dd>
        <dt>{say('bring')}</dt>
        <dd>{shown.bring}</dd>
      </dl>
      {isOfQuiz && <p className="xs qq">{say('of-quiz')}</p>}
      {!isOfQuiz && before.length > 0 && (
        <>
          <p className="xs qq">{say('history')}</p>
          <Timeline
            label={say('history')}
            entries={before.map(({ version, at, by, why, ...fields }) => ({
              ...{ id: String(version), at, what: say('history-value', fields) },
              by: [by, why].filter(Boolean).join(' · '),
            }))}
          />
        </>
      )}
      {shown.changedAt !== null && (
        <p className="xs qq">
          <Changed at={shown.changedAt} last={versions.at(-1)} />
        </p>
      )}
    </>
  )
}

function Changed({ at, last }: { at: string; last: PickUp['versions'][number] | undefined }) {
  const say = usePickUpWords()
  const [before = '', after = ''] = say('changed', { at: '\n' }).split('\n')
  return (
    <>
      {before}
      <Instant value={at} />
      {after}
      {last && [last.by, last.why].filter(Boolean).map(each => ` · ${each}`)}
    </>
  )
}
