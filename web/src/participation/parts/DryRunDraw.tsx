import type { QuizDryRun } from '#contract/participation/dryRun.ts'
import { Instant } from '#ui/days/Day.tsx'
import { Section } from '#ui/Section.tsx'
import { useDryRunWords } from '../dryRunWords.ts'
import { Bar, Unit } from './QuizBars.tsx'

/** How the first draw of a dry run went: the pool, from where in it winners come, and the first of them. */
export function DryRunDraw({ draw }: Pick<QuizDryRun, 'draw'>) {
  const say = useDryRunWords()
  return (
    <Section title={say('draw')} aside={say('draw-note')}>
      {draw ? <Drawn draw={draw} /> : <p className="s q">{say('no-draws')}</p>}
    </Section>
  )
}

function Drawn({ draw }: { draw: NonNullable<QuizDryRun['draw']> }) {
  const say = useDryRunWords()
  const { last, pool, winners, reserves, spread, first } = draw
  const most = Math.max(1, ...spread.map(each => each.winners))
  return (
    <>
      <dl className="kv">
        <dt>{say('cutoff')}</dt>
        <dd>
          <Instant value={draw.cutoff} weekday />
        </dd>
        <dt>{say('pool')}</dt>
        <dd>{say('pool-value', { pool, score: last.score, seconds: secondsOf(last) })}</dd>
        <dt>{say('winners')}</dt>
        <dd>{say('winners-value', { winners, reserves })}</dd>
      </dl>
      {winners === pool && <p className="s quiz-private">{say('all-win')}</p>}
      <table className="plain nl quiz-bars quiz-spans quiz-private">
        <caption>{say('spread')}</caption>
        <tbody>
          {spread.map(({ from, to, winners: drawn }) => (
            <tr key={from}>
              <th scope="row">{say('spread-value', { from, to })}</th>
              <td>
                <Bar share={drawn / most} />
              </td>
              <td className="num">
                {drawn}
                <Unit of="people" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <table className="plain nl quiz-private">
        <caption>{say('first')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('who')}</th>
            <th scope="col" className="num">
              {say('place')}
            </th>
            <th scope="col" className="num">
              {say('score')}
            </th>
            <th scope="col" className="num">
              {say('taken')}
            </th>
          </tr>
        </thead>
        <tbody>
          {first.map(each => (
            <tr key={each.person}>
              <td>{say('person', { person: each.person })}</td>
              <td className="num">{each.place}</td>
              <td className="num">{each.score}</td>
              <td className="num">{secondsOf(each)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

const secondsOf = ({ tenths }: { tenths: number }) => (tenths / 10).toFixed(1)
