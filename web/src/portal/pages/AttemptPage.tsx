/** @jsxImportSource preact */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { AnswerSaved, Attempt } from '#contract/participation/portal.ts'
import { answerKeeper } from '../answers.ts'
import { isNotSignedIn, newKey, type Problem, ProblemError, problemOf } from '../api.ts'
import { usePortal } from '../Context.ts'
import { Paper } from '../parts/Paper.tsx'
import { ProblemNote, Shown } from '../parts/States.tsx'
import { addressOf } from '../place.ts'
import { clock } from '../serverClock.ts'
import { tell, useAsked } from '../useAsked.ts'
import { ResultPart } from './ResultPart.tsx'

type Props = { region: number; quiz: string; attempt: string }

/** An attempt: the paper while it runs, the result when it is over. A reload or a second tab shows the same. */
export function AttemptPage({ region, quiz, attempt }: Props) {
  const { go, signedInIs } = usePortal()
  const asked = useAsked<Attempt>(region, `/participation/attempts/${attempt}`)
  const [finished, setFinished] = useState<Attempt>()
  const { problem } = asked
  useEffect(() => {
    if (problem?.kind !== 'refused' || problem.refusal.code !== 'citizens.not-signed-in') return
    signedInIs(false)
    go({ page: 'sign-in', region, next: addressOf({ page: 'attempt', region, quiz, attempt }) }, { replace: true })
  }, [problem, region, quiz, attempt, go, signedInIs])
  return (
    <Shown asked={asked}>
      {answer => {
        const shown = finished ?? answer
        return shown.result ? (
          <ResultPart region={region} quiz={quiz} attempt={shown} />
        ) : (
          <Running region={region} attempt={shown} finished={setFinished} again={asked.again} />
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
  const [choices, setChoices] = useState(() => new Map(attempt.questions.map(each => [each.position, each.choice])))
  const [problem, setProblem] = useState<Problem>()
  const [isHandingIn, setHandingIn] = useState(false)
  const key = useRef(newKey())
  const path = `/participation/attempts/${attempt.id}`

  const keeper = useMemo(
    () =>
      answerKeeper({
        save: (position, choice) => tell<AnswerSaved>(region, 'PUT', `${path}/answers/${position}`, { choice }),
        isTransient: error =>
          error instanceof ProblemError && (error.problem.kind === 'offline' || error.status >= 500),
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

  const handIn = async () => {
    setHandingIn(true)
    for (;;) {
      try {
        const ends = Date.parse(attempt.endsAt)
        if ((clock.now() ?? 0) >= ends) keeper.end()
        else await keeper.settled()
        finished(await tell<Attempt>(region, 'POST', `${path}/submit`, undefined, key.current))
        return
      } catch (error) {
        const why = problemOf(error)
        setProblem(why)
        if (why.kind === 'refused') {
          setHandingIn(false)
          again()
          return
        }
        await new Promise(resolve => setTimeout(resolve, 2000))
      }
    }
  }

  return (
    <>
      <Paper
        attempt={attempt}
        choices={choices}
        standing={keeper.standing}
        savedAt={position => keeper.savedAt(position) ?? attempt.questions[position]?.savedAt ?? undefined}
        isHandingIn={isHandingIn}
        onChoose={(position, choice) => {
          setProblem(undefined)
          setChoices(before => new Map(before).set(position, choice))
          keeper.choose(position, choice)
        }}
        onHandIn={handIn}
      />
      {problem && problem.kind !== 'offline' && <ProblemNote problem={problem} />}
    </>
  )
}
