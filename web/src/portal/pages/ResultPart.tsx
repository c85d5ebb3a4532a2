/** @jsxImportSource preact */
import type { Attempt } from '#contract/participation/portal.ts'
import { usePortal } from '../Context.ts'
import { Go } from '../parts/Go.tsx'
import { letters } from '../parts/letters.ts'
import { tenthsIn } from '../say.ts'

/** What an attempt came to, and where the quiz shows them, the right answers with their reasons. */
export function ResultPart({ region, quiz, attempt }: { region: number; quiz: string; attempt: Attempt }) {
  const { say } = usePortal()
  const { result } = attempt
  if (!result) return null
  return (
    <section class="page">
      <h1>{say('result')}</h1>
      <p class="score">
        <b>{say('points', { n: result.score })}</b> {tenthsIn(say, result.tenths)}
      </p>
      {result.closedByClock && <p>{say('by-clock')}</p>}
      {result.place !== null && <p class="lead">{say('your-place', { place: result.place, of: result.of })}</p>}
      <p>
        <Go class="btn primary" to={{ page: 'quiz', region, quiz }}>
          {say('to-quiz')}
        </Go>
      </p>
      {result.questions === null && <p>{say('answers-later')}</p>}
      <ol class="bank">
        {attempt.questions.map(question => {
          const judged = result.questions?.find(each => each.position === question.position)
          return (
            <li key={question.position}>
              <h2>{question.stem}</h2>
              {judged && (
                <p>
                  <b>{question.choice === null ? say('unanswered') : say(judged.isRight ? 'right' : 'wrong')}</b>
                </p>
              )}
              <ol>
                {question.options.map((option, n) => (
                  <li key={option} class={n === judged?.right ? 'is-right' : undefined}>
                    <span>{letters[n]}</span> {option} {n === question.choice && <b>{say('chosen')}</b>}{' '}
                    {n === judged?.right && <b>{say('right-answer')}</b>}
                  </li>
                ))}
              </ol>
              {judged && (
                <>
                  <p>{judged.explanation}</p>
                  <p class="source">{judged.source}</p>
                </>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
