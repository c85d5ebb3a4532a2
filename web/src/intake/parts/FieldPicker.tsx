import { useEffect, useRef, useState } from 'react'
import { useKeys } from '#ui/keys.ts'
import { useIntakeWords } from '../words.ts'

export type Choice = { key: string; label: string }

type Props = {
  label: string
  choices: readonly Choice[]
  /** What the field says now, to be written over; null where it is not written but chosen or selected. */
  value: string | null
  isWrong: boolean
  onChoose: (key: string) => void
  /** What Enter does where nothing is written here. */
  onElse: (() => void) | null
  onWrite: (value: string) => void
  onClose: () => void
}

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

/** One field being put right: a digit takes one of what the page offers, Enter writes something else, Esc leaves it. */
export function FieldPicker({ label, choices, value, isWrong, onChoose, onElse, onWrite, onClose }: Props) {
  const say = useIntakeWords()
  const [isWriting, setWriting] = useState(choices.length === 0 && value !== null)
  const take = (index: number) => {
    const choice = choices[index]
    if (choice) onChoose(choice.key)
  }
  const onDigits = Object.fromEntries(digits.map((digit, index) => [digit, () => take(index)]))
  const write = () => (value === null ? onElse?.() : setWriting(true))
  useKeys({ ...onDigits, Enter: write, Escape: onClose }, !isWriting)
  return (
    <section className="picker" aria-label={say('correct-field', { field: label })}>
      {isWriting ? (
        <Written label={label} value={value ?? ''} onWrite={onWrite} onClose={onClose} />
      ) : (
        <>
          <ol>
            {choices.map(({ key, label: words }, index) => (
              <li key={key}>
                <button type="button" onClick={() => take(index)}>
                  <kbd>{index + 1}</kbd> <span lang="zh-CN">{words}</span>
                </button>
              </li>
            ))}
          </ol>
          <div className="acts">
            {(value !== null || onElse) && (
              <button type="button" className="btn t" onClick={write}>
                {say(value === null ? 'pick-by-hand' : 'write-other')}
                <kbd className="hint">↵</kbd>
              </button>
            )}
            <button type="button" className="btn t" onClick={onClose}>
              {say('drop-mark')}
              <kbd className="hint">Esc</kbd>
            </button>
          </div>
        </>
      )}
      {isWrong && (
        <span className="unfit" role="alert">
          {say('unfit-fact', { field: label })}
        </span>
      )}
    </section>
  )
}

type WrittenProps = { label: string; value: string; onWrite: (value: string) => void; onClose: () => void }

/** What is written instead: it stands selected, so that the first character takes its place. */
function Written({ label, value, onWrite, onClose }: WrittenProps) {
  const [typed, setTyped] = useState(value)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.select(), [])
  return (
    <input
      ref={input}
      lang="zh-CN"
      aria-label={label}
      value={typed}
      onChange={event => setTyped(event.target.value)}
      onKeyDown={event => {
        // Enter that ends a word of the input method is no Enter of ours.
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') onWrite(typed)
        if (event.key === 'Escape') onClose()
        if (event.key === 'Enter' || event.key === 'Escape') event.preventDefault()
      }}
    />
  )
}
