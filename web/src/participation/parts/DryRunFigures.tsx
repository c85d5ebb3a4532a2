import { type QuizDryRun, simulated } from '#contract/participation/dryRun.ts'
import { Section } from '#ui/Section.tsx'
import { useDryRunWords } from '../dryRunWords.ts'
import { Bar, Questions, Scores, Unit } from './QuizBars.tsx'

/** What came out of a dry run: counts, scores, times, and the questions. */
export function DryRunFigures({ told }: { told: QuizDryRun }) {
  return (
    <>
      <Counts told={told} />
      <Scores scores={told.scores} />
      <Times spans={told.times.spans} />
      <Questions questions={told.questions} />
    </>
  )
}

function Counts({ told }: { told: QuizDryRun }) {
  const say = useDryRunWords()
  const counts = [
    ['ranked', told.people, 'people'],
    ['attempts', told.attempts, 'papers'],
    ['by-clock', told.closedByClock, 'papers'],
    ['too-fast', told.tooFast, 'papers'],
  ] as const
  return (
    <Section title={say('counts')} aside={<span className="mono">{say('seed-of', { seed: told.seed })}</span>}>
      <dl className="quiz-counts" aria-live="polite">
        {counts.map(([name, count, unit]) => (
          <div key={name}>
            <dt>{say(name)}</dt>
            <dd>
              <b>{count}</b>
              <Unit of={unit} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{say('middle')}</dt>
          <dd>
            <b>{(told.times.middle / 10).toFixed(1)}</b> <span className="u">{say('seconds')}</span>
          </dd>
        </div>
      </dl>
      <Hardest questions={told.questions} />
    </Section>
  )
}

function Times({ spans }: { spans: QuizDryRun['times']['spans'] }) {
  const say = useDryRunWords()
  const most = Math.max(1, ...spans.map(({ attempts }) => attempts))
  return (
    <Section title={say('times')} aside={say('times-note')}>
      <table className="plain nl quiz-bars quiz-spans">
        <tbody>
          {spans.map(({ from, to, attempts }) => (
            <tr key={from}>
              <th scope="row">{say('span-value', { from, to })}</th>
              <td>
                <Bar share={attempts / most} />
              </td>
              <td className="num">
                {attempts}
                <Unit of="papers" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

/** What an office should look at again before the quiz is published. */
function Hardest({ questions }: Pick<QuizDryRun, 'questions'>) {
  const say = useDryRunWords()
  const never = questions.filter(({ shown }) => shown === 0).length
  const nobody = questions.filter(({ shown, right }) => shown > 0 && right === 0).length
  return (
    <p className="s quiz-private">
      {nobody > 0 ? say('nobody-right', { count: nobody }) : say('every-right')}{' '}
      {never > 0 && say('never-shown', { count: never })}
    </p>
  )
}

/** What the simulated people are like, in the very figures they are made with. */
export function DryRunAssumptions() {
  const say = useDryRunWords()
  const { people, attempts, knows, harder, reads, thinks, racing, races } = simulated
  return (
    <Section title={say('assumptions')}>
      <dl className="kv">
        <dt>{say('people')}</dt>
        <dd>{say('people-value', { people, ...attempts })}</dd>
        <dt>{say('knows')}</dt>
        <dd>{say('knows-value', { ...knows, harder })}</dd>
        <dt>{say('pace')}</dt>
        <dd>
          {say('pace-value', {
            readsLeast: reads.least,
            readsMost: reads.most,
            thinksLeast: thinks.least / 10,
            thinksMost: thinks.most / 10,
          })}
        </dd>
        <dt>{say('racing')}</dt>
        <dd>{say('racing-value', { racing, most: races.most / 10 })}</dd>
      </dl>
      <p className="xs qq quiz-private">{say('assumed')}</p>
    </Section>
  )
}
