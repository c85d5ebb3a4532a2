import { useEffect, useId, useRef, useState } from 'react'
import { type WrittenFact, writtenFact } from '../api.ts'
import { isIntakeWord, useIntakeWords } from '../words.ts'
import { type Draft, type FieldShape, fieldsOf, kinds, redrafted, writtenOf } from './fields.ts'
import { QuantityFields } from './QuantityFields.tsx'

type Props = {
  draft: Draft
  /** The passage it stands on: what a field may begin with. */
  passage: string
  act: string
  /** The field to begin in, else the first. */
  begin?: string | undefined
  /** A second way on, with the same fact. */
  other?: { act: string; onSubmit: (fact: WrittenFact) => void }
  onSubmit: (fact: WrittenFact) => void
  onCancel: () => void
  isRunning: boolean
}

/** The fields of a fact, written by hand; the kind can be changed too. Esc gives it up. */
export function FactForm({ draft: first, passage, act, begin, other, onSubmit, onCancel, isRunning }: Props) {
  const say = useIntakeWords()
  const [draft, setDraft] = useState(first)
  const form = useRef<HTMLFormElement>(null)
  // Whoever opened it means to write.
  useEffect(() => {
    const there =
      begin === undefined
        ? null
        : form.current?.querySelector<HTMLElement>(`[data-field="${begin}"] :is(input, button)`)
    const field = there ?? form.current?.querySelector('input')
    field?.focus()
  }, [begin])
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set())
  const write = (key: string, value: string) =>
    setDraft(before => ({ ...before, texts: { ...before.texts, [key]: value } }))
  const send = (to: (fact: WrittenFact) => void) => {
    const judged = writtenFact.safeParse(writtenOf(draft))
    setWrong(new Set(judged.error?.issues.map(issue => String(issue.path[0] ?? ''))))
    if (judged.success) to(judged.data)
  }
  return (
    <form
      ref={form}
      className="fact-form"
      onSubmit={event => {
        event.preventDefault()
        send(onSubmit)
      }}
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onCancel()
      }}
    >
      <label className="fact-field">
        <span>{say('kind')}</span>
        <select value={draft.kind} onChange={event => setDraft(redrafted(draft, kindOf(event.target.value), passage))}>
          {kinds.map(kind => (
            <option key={kind} value={kind}>
              {say(`kind-${kind}`)}
            </option>
          ))}
        </select>
      </label>
      {fieldsOf(draft.kind).map(field =>
        field.as === 'quantities' ? (
          <QuantityFields
            key={field.key}
            name={field.key}
            label={labelOf(say, field.key)}
            items={draft.quantities[field.key] ?? []}
            isWrong={wrong.has(field.key)}
            onChange={items =>
              setDraft(before => ({ ...before, quantities: { ...before.quantities, [field.key]: items } }))
            }
          />
        ) : (
          <FactField
            key={field.key}
            field={field}
            value={draft.texts[field.key] ?? ''}
            isWrong={wrong.has(field.key)}
            onChange={value => write(field.key, value)}
          />
        ),
      )}
      <div className="acts">
        <button type="submit" className="btn p" disabled={isRunning}>
          {act}
        </button>
        {other && (
          <button type="button" className="btn" disabled={isRunning} onClick={() => send(other.onSubmit)}>
            {other.act}
          </button>
        )}
        <button type="button" className="btn t" onClick={onCancel}>
          {say('drop-mark')}
          <kbd>Esc</kbd>
        </button>
      </div>
    </form>
  )
}

const kindOf = (text: string) => kinds.find(kind => kind === text) ?? 'organisation'

export function labelOf(say: ReturnType<typeof useIntakeWords>, key: string): string {
  const word = `field-${key}`
  return isIntakeWord(word) ? say(word) : key
}

type FieldProps = {
  field: Exclude<FieldShape, { as: 'quantities' }>
  value: string
  isWrong: boolean
  onChange: (value: string) => void
}

function FactField({ field, value, isWrong, onChange }: FieldProps) {
  const say = useIntakeWords()
  const label = labelOf(say, field.key)
  const id = useId()
  const shared = {
    id,
    value,
    'aria-invalid': isWrong,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  }
  return (
    <div
      className={field.as === 'number' || field.as === 'count' ? 'fact-field short' : 'fact-field'}
      data-field={field.key}
    >
      <label htmlFor={id}>{label}</label>
      {field.as === 'choice' ? (
        <select {...shared}>
          <option value="">
            {say(field.key === 'modality' ? 'no-modality' : field.key === 'bound' ? 'bound-exact' : 'none')}
          </option>
          {field.of.map(each => (
            <option key={each} value={each}>
              {choiceWord(say, field.key, each)}
            </option>
          ))}
        </select>
      ) : (
        <input {...shared} lang="zh-CN" {...(field.as === 'list' ? { placeholder: say('list-help') } : {})} />
      )}
      {isWrong && <Unfit label={label} />}
    </div>
  )
}

function Unfit({ label }: { label: string }) {
  const say = useIntakeWords()
  return (
    <span className="unfit" role="alert">
      {say('unfit-fact', { field: label })}
    </span>
  )
}

const boundWords = { '>': 'bound-over', '<': 'bound-under', '~': 'bound-about' } as const

function choiceWord(say: ReturnType<typeof useIntakeWords>, key: string, value: string): string {
  if (value === '>' || value === '<' || value === '~') return say(boundWords[value])
  const word = `${key}-${value}`
  return isIntakeWord(word) ? say(word) : value
}
