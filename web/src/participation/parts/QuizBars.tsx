import { useState } from 'react'
import type { QuizLive } from '#contract/participation/quiz.ts'
import { useLanguage } from '#ui/language/language.ts'
import { Section } from '#ui/Section.tsx'
import { useLiveWords } from '../liveWords.ts'
import { bars, hardestFirst, mostFrequent } from './liveFigures.ts'

const SHOWN = 10

/** How many people have which score. */
export function Scores({ scores }: Pick<QuizLive, 'scores'>) {
  const say = useLiveWords()
  const rows = bars(scores)
  const most = mostFrequent(scores)
  return (
    <Section title={say('scores')} aside={say('scores-note')}>
      {most === null ? (
        <p className="s q">{say('scores-none')}</p>
      ) : (
        <>
          <p className="s q">
            {say(pointOf(most.scores), { ...most, scores: most.scores.join(say('and')), count: most.scores.length })}
          </p>
          <table className="plain nl quiz-bars">
            <tbody>
              {rows.map(({ score, people, share }) => (
                <tr key={score}>
                  <th scope="row" className="num">
                    {score}
                    <Unit of="score" />
                  </th>
                  <td>
                    <Bar share={share} />
                  </td>
                  <td className="num">
                    {people}
                    <Unit of="people" />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Section>
  )
}

/** Which sentence says it: of one score, of a few that are equal, or how many are. */
const pointOf = ({ length }: readonly number[]) =>
  length === 1 ? 'scores-point' : length <= 3 ? 'scores-tie' : 'scores-many'

/** Questions that were drawn, the hardest first, with how they were answered. */
export function Questions({ questions }: Pick<QuizLive, 'questions'>) {
  const say = useLiveWords()
  const [isAll, setAll] = useState(false)
  const rows = hardestFirst(questions)
  const shown = isAll ? rows : rows.slice(0, SHOWN)
  return (
    <Section title={say('questions')} aside={say('questions-note')}>
      {rows.length === 0 ? (
        <p className="s q">{say('questions-none')}</p>
      ) : (
        <table className="plain stack quiz-bars">
          <thead>
            <tr>
              <th scope="col">{say('question')}</th>
              <th scope="col" className="num">
                {say('shown')}
              </th>
              <th scope="col" className="num">
                {say('answered')}
              </th>
              <th scope="col" className="num">
                {say('right')}
              </th>
              <th scope="col">{say('share')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(row => (
              <tr key={row.code}>
                <td className="quiz-stem-cell">
                  <span className="mono qq">{row.code}</span> {row.stem}
                </td>
                <td className="num" data-head={say('shown')}>
                  {row.shown}
                </td>
                <td className="num" data-head={say('answered')}>
                  {row.answered}
                </td>
                <td className="num" data-head={say('right')}>
                  {row.right}
                </td>
                <td className="quiz-share">
                  {row.right === 0 ? <b>{say('nobody-right')}</b> : `${Math.round(row.share * 100)}%`}
                  <Bar share={row.share} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows.length > SHOWN && (
        <button type="button" className="btn t" onClick={() => setAll(!isAll)}>
          {isAll ? say('fewer', { count: SHOWN }) : say('all', { count: rows.length })}
        </button>
      )}
    </Section>
  )
}

/** The counter behind a figure. English has none: the row already says what is counted. */
export function Unit({ of }: { of: keyof typeof counters }) {
  return useLanguage() === 'zh' && <span className="u">{counters[of]}</span>
}
const counters = { people: '人', papers: '份', score: '分' }

/** A bar of a share from 0 to 1, drawn without a style attribute of the page. */
export function Bar({ share }: { share: number }) {
  return (
    <svg className="quiz-bar" viewBox="0 0 100 9" preserveAspectRatio="none" aria-hidden="true">
      <rect className="ground" width="100" height="9" />
      <rect width={Math.round(share * 1000) / 10} height="9" />
    </svg>
  )
}
