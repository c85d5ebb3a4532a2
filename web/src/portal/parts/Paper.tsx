/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Attempt } from '#contract/participation/portal.ts'
import type { Standing } from '../answers.ts'
import { usePortal } from '../Context.ts'
import { letters } from '../pages/BankPage.tsx'
import { instantIn } from '../words.ts'
import { useTimeLeft } from './useTimeLeft.ts'

type Props = {
  attempt: Attempt
  choices: ReadonlyMap<number, number | null>
  standing(position: number): Standing | undefined
  savedAt(position: number): string | undefined
  isHandingIn: boolean
  onChoose(position: number, choice: number): void
  onHandIn(): void
}

/** One question at a time, the act at the thumb; keys 1 to 9 and A to J choose, arrows turn. */
export function Paper({ attempt, choices, standing, savedAt, isHandingIn, onChoose, onHandIn }: Props) {
  const { say, language } = usePortal()
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      attempt.questions.findIndex(each => each.choice === null),
    ),
  )
  const { left, spoken } = useTimeLeft(attempt, onHandIn)
  const title = useRef<HTMLLegendElement>(null)
  const question = attempt.questions[at]
  const last = attempt.questions.length - 1
  const unanswered = attempt.questions.filter(each => (choices.get(each.position) ?? null) === null).length

  const turn = (to: number) => {
    setAt(Math.min(last, Math.max(0, to)))
    title.current?.focus()
  }
  useKeys(key => {
    if (key === 'ArrowLeft') turn(at - 1)
    else if (key === 'ArrowRight') turn(at + 1)
    else if (question) {
      const n = /^[1-9]$/.test(key) ? Number(key) - 1 : /^[a-j]$/i.test(key) ? key.toLowerCase().charCodeAt(0) - 97 : -1
      if (n >= 0 && n < question.options.length) onChoose(question.position, n)
    }
  })
  if (!question) return null
  const chosen = choices.get(question.position) ?? null
  const how = standing(question.position)
  const at10 = savedAt(question.position)

  return (
    <div class="paper">
      <progress class="line" max={1} value={left.share} aria-label={say('left', { time: left.words })} />
      <form onSubmit={event => event.preventDefault()}>
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
        <p class="unseen" role="status">
          {spoken}
        </p>
        <ol class="steps">
          {attempt.questions.map((each, n) => {
            const isSaved =
              (choices.get(each.position) ?? null) !== null && (standing(each.position) ?? 'saved') === 'saved'
            return (
              <li
                key={each.position}
                class={n === at ? 'here' : isSaved ? 'done' : undefined}
                aria-current={n === at ? 'step' : undefined}
              >
                <button type="button" onClick={() => turn(n)}>
                  {n === at ? say('question', { n: n + 1 }) : isSaved ? say('saved', { n: n + 1 }) : n + 1}
                </button>
              </li>
            )
          })}
        </ol>
        <fieldset class="options">
          <legend ref={title} tabIndex={-1}>
            {question.stem}
          </legend>
          {question.options.map((option, n) => (
            <label key={`${question.position} ${option}`} class={n === chosen ? 'on' : undefined}>
              <input
                type="radio"
                name={`q${question.position}`}
                checked={n === chosen}
                onChange={() => onChoose(question.position, n)}
              />
              <span class="k">{letters[n]}</span>
              <span>{option}</span>
              {n === chosen && <span class="mark">{say('chosen')}</span>}
            </label>
          ))}
        </fieldset>
        <p class="saved" role="status">
          {how === 'waiting'
            ? say('waiting-net')
            : how === 'saving'
              ? say('saving')
              : chosen !== null && at10
                ? say('saved-at', { at: instantIn(language, at10, 'tenth') })
                : ''}
          <br />
          {say('auto-submit')}
        </p>
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

/** Keys anywhere on the page, but not those that a field or a held key takes. */
function useKeys(pressed: (key: string) => void): void {
  const latest = useRef(pressed)
  latest.current = pressed
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const isInRadio = event.target instanceof HTMLInputElement
      if (isInRadio && event.key.startsWith('Arrow')) return
      latest.current(event.key)
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
}
