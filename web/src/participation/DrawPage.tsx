import { useApi } from '#ui/api.ts'
import { useMinute } from '#ui/clock.ts'
import { Instant } from '#ui/days/Day.tsx'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { useMay } from '#ui/session.ts'
import { Timeline } from '#ui/Timeline.tsx'
import { usePathText } from '#ui/urlState.ts'
import { type QuizDraw, useDraw } from './api.ts'
import { useDrawWords } from './drawWords.ts'
import { type Step, stepsOf } from './parts/ceremony.ts'
import { DrawActs } from './parts/DrawActs.tsx'
import { DrawCrumb } from './parts/DrawCrumb.tsx'
import { DrawPool } from './parts/DrawPool.tsx'
import { DrawSources } from './parts/DrawSources.tsx'

/** A draw as a ceremony: its steps, who may do the next, the sources, the pool, and the proof. */
export function DrawPage() {
  const { data, error, refetch } = useDraw(usePathText('id'))
  if (error) return <FaultNote problem={error} onAgain={() => void refetch()} />
  return data ? <Shown draw={data} /> : <Loading rows={12} />
}

function Shown({ draw }: { draw: QuizDraw }) {
  const say = useDrawWords()
  const now = useMinute()
  const steps = stepsOf(draw, draw.asOf === null ? now : Date.parse(draw.asOf))
  return (
    <>
      <PageHead
        title={say('number-value', { number: draw.number })}
        lead={say(`state-${draw.state}`)}
        crumb={<DrawCrumb quizId={draw.quizId} inDraws />}
        aside={<DrawActs draw={draw} />}
      />
      <NextStep draw={draw} steps={steps} />
      <div className="cols">
        <div>
          <Steps steps={steps} />
          <DrawSources draw={draw} />
          <DrawPool draw={draw} />
        </div>
        <aside>
          <Facts draw={draw} />
          <Proof draw={draw} />
          {draw.state === 'published' && <Prizes id={draw.id} />}
          <Section title={say('history')}>
            <Timeline
              label={say('history')}
              entries={draw.done
                .map(({ act, by, at, why }) => ({
                  ...{ id: act, at, what: say(`act-${act}`) },
                  by: [by, why].filter(Boolean).join(' · '),
                }))
                .toReversed()}
            />
          </Section>
        </aside>
      </div>
    </>
  )
}

function NextStep({ draw, steps }: { draw: QuizDraw; steps: readonly Step[] }) {
  const say = useDrawWords()
  const next = steps.find(({ isNow }) => isNow)
  if (draw.state === 'called-off') return <p className="note">{say('was-called-off')}</p>
  return (
    <p className="quiz-because" role="status">
      {next ? say('next-step', { step: say(`step-${next.name}`), who: say(`who-${next.name}`) }) : say('all-done')}
    </p>
  )
}

function Steps({ steps }: { steps: readonly Step[] }) {
  const say = useDrawWords()
  return (
    <Section title={say('steps')}>
      <ol className="quiz-steps">
        {steps.map(({ name, isDone, isNow, by, at }) => (
          <li key={name} className={isDone ? 'done' : isNow ? 'now' : undefined} aria-current={isNow && 'step'}>
            <b>
              {isDone && '✓ '}
              {say(`step-${name}`)}
            </b>
            <span>
              {say(`what-${name}`)}
              <span className="xs qq">
                {by !== null && at !== null ? (
                  <>
                    {by} · <Instant value={at} />
                  </>
                ) : (
                  say(`who-${name}`)
                )}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </Section>
  )
}

function Prizes({ id }: { id: string }) {
  const say = useDrawWords()
  if (!useMay('participation.see-prizes')) return null
  return (
    <Section title={say('prizes')}>
      <p className="s">
        <Link to={`/participation/draws/${id}/prizes`}>{say('prizes-link')}</Link>
      </p>
    </Section>
  )
}

function Facts({ draw }: { draw: QuizDraw }) {
  const say = useDrawWords()
  const waits = <span className="qq">{say('on-announcement')}</span>
  return (
    <Section title={say('facts')}>
      <dl className="kv">
        <dt>{say('cutoff')}</dt>
        <dd>
          <Instant value={draw.cutoff} weekday />
        </dd>
        <dt>{say('pool')}</dt>
        <dd>{say('pool-value', { pool: draw.pool, excluded: draw.excluded })}</dd>
        <dt>{say('winners')}</dt>
        <dd>{say('winners-value', { winners: draw.winners, reserves: draw.reserves })}</dd>
        <dt>{say('root')}</dt>
        <dd className="mono quiz-hash">{draw.announcement?.pool.root ?? waits}</dd>
        <dt>{say('hash')}</dt>
        <dd className="mono quiz-hash">{draw.announcementHash ?? waits}</dd>
      </dl>
    </Section>
  )
}

function Proof({ draw }: { draw: QuizDraw }) {
  const say = useDrawWords()
  const api = useApi()
  return (
    <Section title={say('proof')}>
      {draw.state === 'published' ? (
        <ul className="s quiz-links">
          <li>
            <a href={api.href(`/participation/open/draws/${draw.id}/proof`)} download>
              {say('proof-download')}
            </a>
          </li>
          <li>
            <a href="/draw-verifier.html" target="_blank" rel="noreferrer">
              {say('proof-verifier')}
            </a>
          </li>
        </ul>
      ) : (
        <p className="s q">{say('proof-when')}</p>
      )}
      <p className="xs qq">{say('proof-note')}</p>
    </Section>
  )
}
