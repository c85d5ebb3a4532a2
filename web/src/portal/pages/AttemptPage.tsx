/** @jsxImportSource preact */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { AnswerSaved, Attempt, OpenQuiz } from '#contract/participation/portal.ts'
import { titleIn } from '#contract/participation/told.ts'
import { answerKeeper } from '../answers.ts'
import { isNotSignedIn, newKey, type Problem, problemOf } from '../api.ts'
import { usePortal } from '../Context.ts'
import { Paper } from '../parts/Paper.tsx'
import { Rules } from '../parts/Rules.tsx'
import { ProblemNote, Shown } from '../parts/States.tsx'
import { Title } from '../parts/Title.tsx'
import { useWake } from '../parts/useWake.ts'
import { addressOf } from '../place.ts'
import { againAfter, untilAnswered } from '../retry.ts'
import { clock } from '../serverClock.ts'
import { tell, useAsked } from '../useAsked.ts'
import { ResultPart } from './ResultPart.tsx'

type Props = { region: number; quiz: string; attempt: string }

/** An attempt: the paper while it runs, the result when it is over. A reload or a second tab shows the same. */
export function AttemptPage({ region, quiz, attempt }: Props) {
  const { go, signedInIs, say, language, headIs } = usePortal()
  // Beside the paper only: nobody waits for it.
  const around = useAsked<OpenQuiz>(region, `/participation/open/${quiz}`).answer
  const head = around && titleIn(language, around)
  useEffect(() => {
    headIs(head)
    return () => headIs(undefined)
  }, [head, headIs])
  const asked = useAsked<Attempt>(region, `/participation/attempts/${attempt}`)
  const [finished, setFinished] = useState<Attempt>()
  const { problem, again } = asked
  useEffect(() => {
    if (problem?.kind !== 'refused' || problem.refusal.code !== 'citizens.not-signed-in') return
    signedInIs(false)
    go({ page: 'sign-in', region, next: addressOf({ page: 'attempt', region, quiz, attempt }) }, { replace: true })
  }, [problem, region, quiz, attempt, go, signedInIs])
  useWake(() => {
    clock.doubt()
    again()
  })
  const handedIn = (result: Attempt) => {
    setFinished(result)
    scrollTo(0, 0)
    document.getElementById('main')?.focus()
  }
  return (
    <Shown asked={asked}>
      {answer => {
        const shown = answer.result ? answer : (finished ?? answer)
        return (
          <>
            <Title of={say(shown.result ? 'result' : 'answers')} />
            {shown.result ? (
              <ResultPart region={region} quiz={quiz} attempt={shown} />
            ) : (
              <div class="two">
                <Running region={region} attempt={shown} finished={handedIn} again={again} />
                {around && <Rules quiz={around} />}
              </div>
            )}
          </>
        )
      }}
    </Shown>
  )
}

type RunningProps = { region: number; attempt: Attempt; finished(attempt: Attempt): void; again(): void }

/** The paper while its time runs: choices go to the server at once, and it is handed in when the time is up. */
function Running({ region, attempt, finished, again }: RunningProps) {
  const { signedInIs } = usePortal()
  const [, redraw] = useState(0)
  const [problem, setProblem] = useState<Problem>()
  const [isHandingIn, setHandingIn] = useState(false)
  const handing = useRef({ key: newKey(), isUnderWay: false, isHere: true })
  const path = `/participation/attempts/${attempt.id}`

  const keeper = useMemo(
    () =>
      answerKeeper({
        save: (position, choice) => tell<AnswerSaved>(region, 'PUT', `${path}/answers/${position}`, { choice }),
        againAfter,
        changed: () => redraw(n => n + 1),
        failed(error) {
          if (isNotSignedIn(error)) signedInIs(false)
          setProblem(problemOf(error))
          // The time may be over, or another tab handed it in: the server knows.
          again()
        },
      }),
    [region, path, again, signedInIs],
  )
  useEffect(() => keeper.take(attempt.questions), [keeper, attempt])
  useEffect(() => {
    const { current } = handing
    current.isHere = true
    return () => {
      current.isHere = false
    }
  }, [])

  const handIn = async () => {
    const isOver = (clock.now() ?? 0) >= Date.parse(attempt.endsAt)
    if (isOver) keeper.end()
    const { current } = handing
    if (current.isUnderWay) return
    current.isUnderWay = true
    setHandingIn(true)
    try {
      if (!isOver) await keeper.settled()
      const result = await untilAnswered(
        () => tell<Attempt>(region, 'POST', `${path}/submit`, undefined, current.key),
        { failed: error => setProblem(problemOf(error)), isWanted: () => current.isHere },
      )
      if (result) finished(result)
    } catch (error) {
      // A refusal is kept under its key: another try is another act.
      current.key = newKey()
      setProblem(problemOf(error))
      again()
    } finally {
      current.isUnderWay = false
      setHandingIn(false)
    }
  }

  return (
    <div class="paper">
      <Paper
        attempt={attempt}
        answers={keeper}
        isHandingIn={isHandingIn}
        onChoose={(position, choice) => {
          setProblem(undefined)
          keeper.choose(position, choice)
        }}
        onHandIn={() => void handIn()}
      />
      {problem && (problem.kind !== 'offline' || isHandingIn) && <ProblemNote problem={problem} />}
    </div>
  )
}
