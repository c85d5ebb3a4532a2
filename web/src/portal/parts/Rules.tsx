/** @jsxImportSource preact */
import type { OpenQuiz } from '#contract/participation/portal.ts'
import { usePortal } from '../Context.ts'
import { lengthIn } from '../words.ts'

/** How places are counted and how winners are drawn, in the figures of this quiz. */
export function Rules({ quiz }: { quiz: OpenQuiz }) {
  const { say } = usePortal()
  const { rules, draws } = quiz
  const places: Array<[string, string]> = [
    [say('answers'), say('answers-rule', { n: rules.questions, time: lengthIn(say, rules.seconds) })],
    [say('score'), say('score-rule', { points: rules.points, most: rules.points * rules.questions })],
    [say('time'), say('time-rule')],
    [say('order'), say('order-rule')],
    [say('counting'), say('counting-rule', { n: rules.attemptsPerDay, how: say(`cumulation.${rules.cumulation}`) })],
  ]
  return (
    <aside class="rules">
      <h2>{say('how-place')}</h2>
      <Facts facts={places} />
      {draws && (
        <>
          <h2>{say('how-draw')}</h2>
          <Facts
            facts={[
              [say('draw-when'), say('draw-when-rule', { days: draws.everyDays, n: quiz.cutoffs.length })],
              [say('draw-who'), say('draw-who-rule', { top: draws.ofTop, winners: draws.winners })],
              [say('prize'), draws.prize],
              [say('draw-chance'), say('draw-chance-rule')],
            ]}
          />
        </>
      )}
    </aside>
  )
}

export function Facts({ facts }: { facts: ReadonlyArray<readonly [string, string]> }) {
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
