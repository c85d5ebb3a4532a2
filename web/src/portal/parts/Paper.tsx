/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Attempt } from '#contract/participation/portal.ts'
import { instantIn } from '#contract/participation/told.ts'
import type { Standing } from '../answers.ts'
import { usePortal } from '../Context.ts'
import { meaningOf } from './keys.ts'
import { letters } from './letters.ts'
import { useTimeLeft } from './useTimeLeft.ts'

type Question = Attempt['questions'][number]
/** What is known of the answers, by position on the paper. */
export type Answers = {
  choice(position: number): number | null
  standing(position: number): Standing | undefined
  savedAt(position: number): string | undefined
}
type Props = {
  attempt: Attempt
  answers: Answers
  isHandingIn: boolean
  onChoose(position: number, choice: number): void
  onHandIn(): void
}

/** One question at a time, the act at the thumb. Keys hold only while the focus is inside (WCAG 2.1.4), and not while it is handed in. */
export function Paper({ attempt, answers, isHandingIn, onChoose, onHandIn }: Props) {
  const { say } = usePortal()
  const { questions } = attempt
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      questions.findIndex(each => each.choice === null),
    ),
  )
  const { left, spoken } = useTimeLeft(attempt, onHandIn)
  const title = useRef<HTMLLegendElement>(null)
  const question = questions[at]
  const last = questions.length - 1
  const unanswered = questions.filter(each => answers.choice(each.position) === null).length
  // After the new question is drawn, so that a reader hears it and not the one before.
  useEffect(() => title.current?.focus(), [at])
  if (!question) return null

  const turn = (to: number) => setAt(Math.min(last, Math.max(0, to)))
  const pressed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isHandingIn) return
    const meaning = meaningOf(event)
    if (!meaning) return
    // Inside the options the browser's own arrows choose.
    if ('turn' in meaning) {
      if (!(event.target instanceof HTMLInputElement)) turn(at + meaning.turn)
    } else if (meaning.choose < question.options.length) onChoose(question.position, meaning.choose)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys beside the buttons and options inside, which do the same
    <div onKeyDown={pressed}>
      <progress class="line" max={1} value={left.share} aria-label={say('left', { time: left.words })} />
      <form onSubmit={event => event.preventDefault()}>
        <Clock left={left} />
        <p class="unseen" role="status">
          {spoken}
        </p>
        <Steps questions={questions} at={at} answers={answers} turn={turn} />
        <fieldset class="options" disabled={isHandingIn}>
          <legend ref={title} tabIndex={-1}>
            <h1>
              <span class="unseen">{say('question', { n: at + 1 })} </span>
              {question.stem}
            </h1>
          </legend>
          {question.options.map((option, n) => {
            const isChosen = n === answers.choice(question.position)
            return (
              <label key={`${question.position} ${n}`} class={isChosen ? 'on' : undefined}>
                <input
                  type="radio"
                  name={`q${question.position}`}
                  checked={isChosen}
                  onChange={() => onChoose(question.position, n)}
                />
                <span class="k">{letters[n]}</span>
                <span>{option}</span>
                {isChosen && <span class="mark">{say('chosen')}</span>}
              </label>
            )
          })}
        </fieldset>
        <SavedLine position={question.position} answers={answers} />
        <div class="turns">
          <button type="button" class="btn" disabled={at === 0} onClick={() => turn(at - 1)}>
            {say('previous')}
          </button>
          {at < last ? (
            <button type="button" class="btn primary" onClick={() => turn(at + 1)}>
              {say('next')}
            </button>
          ) : (
            <button type="button" class="btn primary" disabled={isHandingIn} onClick={onHandIn}>
              {unanswered > 0 ? say('submit-anyway', { n: unanswered }) : say('submit')}
            </button>
          )}
        </div>
      </form>
    </div>
  )
}

function Clock({ left }: { left: ReturnType<typeof useTimeLeft>['left'] }) {
  const { say, language } = usePortal()
  return (
    <div class="clock">
      <b role="timer" aria-live="off">
        {left.minutes}
        <small>{language === 'zh' ? '分' : 'm'}</small>
        {left.seconds}
        <small>{language === 'zh' ? '秒' : 's'}</small>
      </b>
      <span>
        {say('server-time')}
        <br />
        {left.now}
      </span>
    </div>
  )
}

/** How the answer in hand stands: what the server did not take never looks saved. */
function SavedLine({ position, answers }: { position: number; answers: Answers }) {
  const { say, language } = usePortal()
  const standing = answers.standing(position)
  const savedAt = answers.savedAt(position)
  const isSaved = standing === 'saved' && answers.choice(position) !== null && savedAt !== undefined
  return (
    <p class="saved" role="status">
      {standing === 'waiting' && say('waiting-net')}
      {standing === 'busy' && say('waiting-busy')}
      {standing === 'saving' && say('saving')}
      {standing === 'refused' && say('not-saved')}
      {isSaved && say('saved-at', { at: instantIn(language, savedAt, 'tenth') })}
      <br />
      {say('auto-submit')}
    </p>
  )
}

type StepsProps = { questions: readonly Question[]; at: number; answers: Answers; turn(to: number): void }

function Steps({ questions, at, answers, turn }: StepsProps) {
  const { say } = usePortal()
  return (
    <ol class="steps">
      {questions.map(({ position }, n) => {
        const isSaved = answers.choice(position) !== null && answers.standing(position) === 'saved'
        return (
          <li
            key={position}
            class={n === at ? 'here' : isSaved ? 'done' : undefined}
            aria-current={n === at ? 'step' : undefined}
          >
            <button type="button" onClick={() => turn(n)}>
              {n === at ? say('here', { n: n + 1 }) : isSaved ? say('saved', { n: n + 1 }) : n + 1}
            </button>
          </li>
        )
      })}
    </ol>
  )
}
