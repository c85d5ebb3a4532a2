import { useState } from 'react'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { Instant } from '#ui/days/Day.tsx'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { Timeline } from '#ui/Timeline.tsx'
import { usePathText } from '#ui/urlState.ts'
import { type SuspicionDetail, useSuspicion } from './api.ts'
import { because, shortId } from './parts/because.ts'
import { DecideDialog } from './parts/DecideDialog.tsx'
import { DrawCrumb } from './parts/DrawCrumb.tsx'
import { useSuspicionWords } from './suspicionWords.ts'
import './parts/participation.css'

/** One suspicion: why, with its figures, what was decided, and the decision to take. */
export function SuspicionPage() {
  const { data, error, refetch } = useSuspicion(usePathText('id'))
  if (error) return <FaultNote problem={error} onAgain={() => void refetch()} />
  return data ? <Shown found={data} /> : <Loading rows={10} />
}

function Shown({ found }: { found: SuspicionDetail }) {
  const say = useSuspicionWords()
  const { isPast } = useAsOf()
  const [asked, setAsked] = useState<'cleared' | 'set-aside' | null>(null)
  const mayDecide = found.may.includes('participation.decide') && !isPast
  return (
    <>
      <PageHead
        title={say(`reason-${found.reason}`)}
        lead={found.decision === null ? say('waiting') : say(`decision-${found.decision}`)}
        crumb={
          <>
            <DrawCrumb quizId={found.quizId} />
            <Link to={`/participation/${found.quizId}/suspicions`}>{say('title')}</Link>
          </>
        }
        aside={
          mayDecide &&
          (['set-aside', 'cleared'] as const)
            .filter(each => each !== found.decision)
            .map(each => (
              <button
                key={each}
                type="button"
                className={each === 'cleared' && found.decision === null ? 'btn p' : 'btn'}
                onClick={() => setAsked(each)}
              >
                {say(each)}
              </button>
            ))
        }
      />
      <p className="quiz-because">{because(found, say)}</p>
      {!mayDecide && !isPast && found.decision === null && <p className="note">{say('who-decides')}</p>}
      <div className="cols">
        <Section title={say('history')}>
          <Timeline
            label={say('history')}
            entries={found.versions
              .map(each => ({
                id: String(each.version),
                at: each.at,
                what: each.decision === null ? say('history-found') : say(`decision-${each.decision}`),
                ...(each.by === null ? {} : { by: [each.by, each.why].filter(Boolean).join(' · ') }),
              }))
              .toReversed()}
          />
        </Section>
        <Section title={say('facts')}>
          <dl className="kv">
            <dt>{say('person')}</dt>
            <dd className="mono">{shortId(found.citizenId)}</dd>
            <dt>{say('place')}</dt>
            <dd>{found.place ?? <span className="qq">{say('place-none')}</span>}</dd>
            <dt>{say('found')}</dt>
            <dd>
              <Instant value={found.foundAt} weekday />
            </dd>
            {found.decidedAt !== null && (
              <>
                <dt>{say('decision')}</dt>
                <dd>
                  {found.decidedBy} · <Instant value={found.decidedAt} />
                </dd>
                <dt>{say('decide-why')}</dt>
                <dd>{found.why}</dd>
              </>
            )}
          </dl>
          <p className="xs qq quiz-private">{say('private')}</p>
        </Section>
      </div>
      {asked && <DecideDialog found={found} decision={asked} onClose={() => setAsked(null)} />}
    </>
  )
}
