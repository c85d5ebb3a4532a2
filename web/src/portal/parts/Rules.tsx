/** @jsxImportSource preact */
import type { OpenQuiz } from '#contract/participation/portal.ts'
import { drawRulesOf, type Fact, placeRulesOf } from '#contract/participation/told.ts'
import { usePortal } from '../Context.ts'

/** How places are counted and how winners are drawn, in the figures of this quiz. */
export function Rules({ quiz }: { quiz: OpenQuiz }) {
  const { say, language } = usePortal()
  const draws = drawRulesOf(language, quiz)
  return (
    <aside class="rules">
      <h2>{say('how-place')}</h2>
      <Facts facts={placeRulesOf(language, quiz)} />
      {draws && (
        <>
          <h2>{say('how-draw')}</h2>
          <Facts facts={draws} />
        </>
      )}
    </aside>
  )
}

export function Facts({ facts }: { facts: readonly Fact[] }) {
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
