/** @jsxImportSource preact */
import { useState } from 'preact/hooks'
import type { Attempt, OpenQuiz, OwnStanding } from '#contract/participation/portal.ts'
import { closedBecause, factsOf, instantIn, introIn, lengthIn, titleIn } from '#contract/participation/told.ts'
import { newKey, type Problem, problemOf } from '../api.ts'
import { usePortal } from '../Context.ts'
import { Go } from '../parts/Go.tsx'
import { Prizes } from '../parts/Prizes.tsx'
import { Facts, Rules } from '../parts/Rules.tsx'
import { ProblemNote, Shown } from '../parts/States.tsx'
import { Title } from '../parts/Title.tsx'
import { addressOf } from '../place.ts'
import { tenthsIn } from '../say.ts'
import { deviceName } from '../settings.ts'
import { tell, useAsked } from '../useAsked.ts'

/** A quiz: what it is, how it counts, the own place, and the way in. */
export function QuizPage({ region, quiz: id }: { region: number; quiz: string }) {
  const { say, language, signedIn } = usePortal()
  const asked = useAsked<OpenQuiz>(region, `/participation/open/${id}`)
  const own = useAsked<OwnStanding>(region, signedIn ? `/participation/open/${id}/own` : null)
  return (
    <Shown asked={asked}>
      {quiz => (
        <div class="two">
          <Title of={titleIn(language, quiz)} />
          <section class="page">
            <h1>{titleIn(language, quiz)}</h1>
            {introIn(language, quiz) && <p class="lead">{introIn(language, quiz)}</p>}
            <Facts facts={factsOf(language, quiz)} />
            {signedIn === true && isDrawn(quiz) && <Prizes region={region} quiz={quiz.id} />}
            <Begin region={region} quiz={quiz} own={own.answer} />
            {own.problem && <ProblemNote problem={own.problem} again={own.again} />}
            {own.answer && <OwnPlace region={region} quiz={quiz.id} own={own.answer} />}
            <ul class="links">
              <li>
                <Go to={{ page: 'ranking', region, quiz: quiz.id }}>{say('ranking')}</Go>
                <span>{say('people', { n: quiz.people })}</span>
              </li>
              {quiz.draws && (
                <li>
                  <Go to={{ page: 'draws', region, quiz: quiz.id }}>{say('draws')}</Go>
                </li>
              )}
              {quiz.bankIsPublic && (
                <li>
                  <Go to={{ page: 'bank', region, quiz: quiz.id }}>{say('bank')}</Go>
                </li>
              )}
              <li>
                <Go to={{ page: 'poster', region, quiz: quiz.id }}>{say('poster')}</Go>
              </li>
            </ul>
          </section>
          <Rules quiz={quiz} />
        </div>
      )}
    </Shown>
  )
}

/** Whether there can be prizes yet: nobody is asked about them before the first cut-off, when the whole city takes part. */
const isDrawn = ({ draws, cutoffs, now }: OpenQuiz) =>
  draws !== null && cutoffs.some(each => Date.parse(each) < Date.parse(now))

/** The one act of the page, or why there is none now. */
function Begin({ region, quiz, own }: { region: number; quiz: OpenQuiz; own: OwnStanding | undefined }) {
  const { say, language, signedIn, signInProblem, askSignedIn, go } = usePortal()
  const [problem, setProblem] = useState<Problem>()
  const [isStarting, setStarting] = useState(false)
  const [key, setKey] = useState(newKey)
  const place = { page: 'quiz', region, quiz: quiz.id } as const

  if (own?.running)
    return (
      <div class="act">
        <Go class="btn primary" to={{ ...place, page: 'attempt', attempt: own.running }}>
          {say('resume')}
        </Go>
      </div>
    )
  const closed = closedBecause(language, quiz)
  if (closed !== null) return <p class="note">{closed}</p>
  if (signedIn === false)
    return (
      <div class="act">
        <Go class="btn primary" to={{ page: 'sign-in', region, next: addressOf(place) }}>
          {say('sign-in-to-start')}
        </Go>
        <p class="small">{say('start-note', { time: lengthIn(language, quiz.rules.seconds) })}</p>
      </div>
    )
  if (signedIn === undefined && signInProblem)
    return (
      <>
        <p>{say('signed-in-unknown')}</p>
        <ProblemNote problem={signInProblem} again={askSignedIn} />
      </>
    )
  if (own?.attemptsLeftToday === 0) return <p class="note">{say('none-left')}</p>

  const start = async () => {
    setStarting(true)
    setProblem(undefined)
    try {
      const made = await tell<Attempt>(
        region,
        'POST',
        `/participation/open/${quiz.id}/attempts`,
        { device: deviceName() },
        key,
      )
      go({ ...place, page: 'attempt', attempt: made.id })
    } catch (error) {
      const why = problemOf(error)
      // Sent again, a refusal would be repeated; what got no answer may have been done, and is not done twice.
      if (why.kind === 'refused') setKey(newKey())
      setProblem(why)
      setStarting(false)
    }
  }
  return (
    <div class="act">
      <button type="button" class="btn primary" disabled={isStarting || !own} onClick={() => void start()}>
        {say('start')}
      </button>
      <p class="small">
        {say('start-note', { time: lengthIn(language, quiz.rules.seconds) })}{' '}
        {own && say('left-today', { n: own.attemptsLeftToday })}
      </p>
      {problem && <ProblemNote problem={problem} />}
    </div>
  )
}

function OwnPlace({ region, quiz, own }: { region: number; quiz: string; own: OwnStanding }) {
  const { say, language } = usePortal()
  return (
    <section class="own">
      <h2>
        {own.place === null
          ? say(own.setAside ? 'set-aside' : 'no-place')
          : say('your-place', { place: own.place, of: own.of })}
      </h2>
      {own.score !== null && own.tenths !== null && (
        <p>{say('best', { score: own.score, time: tenthsIn(say, own.tenths) })}</p>
      )}
      <p class="small">
        {say('alias')} {own.alias}
      </p>
      <ol class="rows">
        {own.attempts.map(each => (
          <li key={each.id}>
            <Go to={{ page: 'attempt', region, quiz, attempt: each.id }}>{instantIn(language, each.startedAt)}</Go>
            {each.score !== null && each.tenths !== null && (
              <p>{say('best', { score: each.score, time: tenthsIn(say, each.tenths) })}</p>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
