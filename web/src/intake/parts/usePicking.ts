import { useState } from 'react'
import type { FactView } from '../api.ts'
import { type Span, type WrittenFact, writtenFact } from '../api.ts'
import { isIntakeWord, useIntakeWords } from '../words.ts'
import { candidatesOf, passagesOf } from './candidates.ts'
import type { Choice } from './FieldPicker.tsx'
import { type Draft, draftOf, type FieldShape, fieldsOf, kinds, redrafted, writtenOf } from './fields.ts'

/** The evidence and the kind are put right like fields, by the digits that no field has. */
export const EVIDENCE = 'evidence'
export const KIND = 'kind'

/** Which digit opens which field of a fact; no kind has more than eight. */
export function digitsOf(kind: FactView['fact']['kind']): ReadonlyMap<string, string> {
  const fields = fieldsOf(kind).map(({ key }, index) => [key, String(index + 1)] satisfies [string, string])
  return new Map([...fields, [EVIDENCE, '9'], [KIND, '0']])
}

type Spec = {
  current: FactView | undefined
  facts: readonly FactView[]
  text: string
  within: Span | null
  onCorrect: (told: { corrected?: WrittenFact; span?: Span }) => void
  /** Opens the whole form, on a draft of another kind or at a field. */
  onForm: (open: { draft?: Draft; field?: string }) => void
  onMark: () => void
  /** Told when a field opens or closes: it has the keys while it is open. */
  onOpen: (isOpen: boolean) => void
}

/** One field of the fact in hand being put right, and what the page offers for it. */
export function usePicking({ current, facts, text, within, onCorrect, onForm, onMark, onOpen }: Spec) {
  const say = useIntakeWords()
  const [open, setOpen] = useState<{ id: string; key: string } | null>(null)
  const [isWrong, setWrong] = useState(false)
  const key = current && open?.id === current.id ? open.key : null
  const close = () => {
    setOpen(null)
    onOpen(false)
    setWrong(false)
  }
  const begin = (field: string) => {
    if (!current) return
    setWrong(false)
    if (fieldsOf(current.fact.kind).find(each => each.key === field)?.as === 'quantities') onForm({ field })
    else {
      setOpen({ id: current.id, key: field })
      onOpen(true)
    }
  }
  const send = (draft: Draft) => {
    const judged = writtenFact.safeParse(writtenOf(draft))
    setWrong(!judged.success)
    if (!judged.success) return
    close()
    onCorrect({ corrected: judged.data })
  }
  const writeField = (value: string) => {
    if (!current || key === null) return
    const draft = draftOf(current.fact)
    send({ ...draft, texts: { ...draft.texts, [key]: value } })
  }

  const field = current && fieldsOf(current.fact.kind).find(each => each.key === key)
  const passages = current && within ? passagesOf({ view: current, text }, within) : []
  const choices: Choice[] =
    !current || key === null
      ? []
      : key === EVIDENCE
        ? passages.map(({ start, end }, index) => ({ key: String(index), label: text.slice(start, end) }))
        : key === KIND
          ? kinds.filter(kind => kind !== current.fact.kind).map(kind => ({ key: kind, label: say(`kind-${kind}`) }))
          : field
            ? offeredFor(field, { view: current, facts, text }).map(value => choiceOf(say, field, value, current))
            : []
  const choose = (chosen: string) => {
    if (!current) return
    if (key === EVIDENCE) {
      const span = passages[Number(chosen)]
      close()
      if (span) onCorrect({ span })
    } else if (key === KIND) {
      const kind = kinds.find(each => each === chosen)
      close()
      if (kind) onForm({ draft: redrafted(draftOf(current.fact), kind, current.fact.evidence.text) })
    } else if (field?.as === 'list') writeField(toggled(draftOf(current.fact).texts[field.key] ?? '', chosen))
    else writeField(chosen)
  }
  return {
    key,
    choices,
    isWrong,
    /** What may be written over; the evidence is selected in the text, the kind and other choices are only chosen. */
    value: current && field && field.as !== 'choice' ? (draftOf(current.fact).texts[field.key] ?? '') : null,
    begin,
    close,
    choose,
    write: writeField,
    onElse: key === EVIDENCE ? () => (close(), onMark()) : null,
  }
}

export type Picking = ReturnType<typeof usePicking>

const items = (list: string) => list.split(/[；;]/).filter(each => each !== '')

/** A list is put right item by item: what may be added, then what may go. */
function offeredFor(field: FieldShape, asked: { view: FactView; facts: readonly FactView[]; text: string }): string[] {
  const offered = candidatesOf(field, asked)
  if (field.as !== 'list') return offered
  const now = items(draftOf(asked.view.fact).texts[field.key] ?? '')
  return [...offered.filter(each => !/[；;]/.test(each) && !now.includes(each)).slice(0, 5), ...now.slice(0, 4)]
}

/** One more in a list, or one fewer where it is there. */
function toggled(list: string, item: string): string {
  const now = items(list)
  return (now.includes(item) ? now.filter(each => each !== item) : [...now, item]).join('；')
}

const bounds: Readonly<Record<string, 'bound-over' | 'bound-under' | 'bound-about'>> = {
  '>': 'bound-over',
  '<': 'bound-under',
  '~': 'bound-about',
}

function choiceOf(say: ReturnType<typeof useIntakeWords>, field: FieldShape, value: string, view: FactView): Choice {
  const bound = bounds[value]
  if (value === '') return { key: value, label: say(field.key === 'bound' ? 'bound-exact' : 'none') }
  if (bound) return { key: value, label: say(bound) }
  const word = `${field.key}-${value}`
  if (isIntakeWord(word)) return { key: value, label: say(word) }
  if (field.as !== 'list') return { key: value, label: value }
  const isIn = items(draftOf(view.fact).texts[field.key] ?? '').includes(value)
  return { key: value, label: (isIn ? '－' : '＋') + value }
}
