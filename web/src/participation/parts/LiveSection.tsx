import type { QuizLive } from '#contract/participation/quiz.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { timeOfInstant } from '#ui/days/days.ts'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { Section } from '#ui/Section.tsx'
import { useMay } from '#ui/session.ts'
import { useLiveWords } from '../liveWords.ts'
import { Questions, Scores, Unit } from './QuizBars.tsx'
import { useLive } from './useLive.ts'

/** What goes on in a quiz: counts, scores, and how each question fares. */
export function LiveSection({ id }: { id: string }) {
  const say = useLiveWords()
  const { isPast } = useAsOf()
  if (isPast)
    return (
      <Section title={say('live')}>
        <p className="s q">{say('live-now-only')}</p>
      </Section>
    )
  return <Live id={id} />
}

function Live({ id }: { id: string }) {
  const say = useLiveWords()
  const { live, isStreamed } = useLive(id)
  const time = live && `${timeOfInstant(live.at)}:${live.at.slice(17, 19)}`
  return (
    <>
      <Section title={say('live')} aside={time && <span>{say(isStreamed ? 'live-at' : 'live-polled', { time })}</span>}>
        {live ? <Counts id={id} live={live} /> : <Loading rows={3} />}
      </Section>
      {live && (
        <>
          <Scores scores={live.scores} />
          <Questions questions={live.questions} />
        </>
      )}
    </>
  )
}

function Counts({ id, live }: { id: string; live: QuizLive }) {
  const say = useLiveWords()
  const maySee = useMay('participation.see-suspicions')
  return (
    <dl className="quiz-counts">
      {(['people', 'started', 'running', 'finished'] as const).map(name => (
        <div key={name}>
          <dt>{say(name)}</dt>
          <dd>
            <b>{live[name]}</b>
            <Unit of={name === 'people' ? 'people' : 'papers'} />
          </dd>
          {name === 'people' && live.people > 0 && (
            <dd className="xs">
              <Link to={`/participation/${id}/ranking`}>{say('open-ranking')}</Link>
            </dd>
          )}
          {name === 'finished' && live.closedByClock > 0 && (
            <dd className="xs qq">
              {say('by-clock')} {live.closedByClock}
            </dd>
          )}
        </div>
      ))}
      <div>
        <dt>{say('waiting')}</dt>
        <dd>
          <b>{live.suspicionsWaiting}</b>
        </dd>
        {maySee && (
          <dd className="xs">
            <Link to={`/participation/${id}/suspicions`}>{say('open-suspicions')}</Link>
          </dd>
        )}
      </div>
    </dl>
  )
}
