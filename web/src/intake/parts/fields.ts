import { comparisons, type Fact, modalities, type Quantity } from '#contract/extraction.ts'
import type { FactKindName, WrittenFact } from '../api.ts'

/** How a field of a fact is written: a text that must be there, one that may be missing, several, a number, one of a few, amounts. */
export type FieldShape =
  | { key: string; as: 'text' | 'optional' | 'list' | 'number' | 'count' | 'quantities' }
  | { key: string; as: 'choice'; of: readonly string[] }

const text = (key: string): FieldShape => ({ key, as: 'text' })
const optional = (key: string): FieldShape => ({ key, as: 'optional' })
const list = (key: string): FieldShape => ({ key, as: 'list' })

const shapes: Record<FactKindName, readonly FieldShape[]> = {
  person: [text('name'), optional('post'), optional('organisation'), optional('role')],
  organisation: [text('name'), text('type')],
  place: [text('name'), text('type')],
  event: [
    text('name'),
    text('type'),
    optional('dateText'),
    optional('place'),
    optional('organiser'),
    list('participants'),
  ],
  project: [
    text('name'),
    { key: 'count', as: 'count' },
    optional('stage'),
    list('parties'),
    optional('place'),
    { key: 'amounts', as: 'quantities' },
    { key: 'capacity', as: 'quantities' },
  ],
  agreement: [list('parties'), text('subject'), text('form'), optional('dateText')],
  figure: [
    text('subject'),
    text('indicator'),
    { key: 'value', as: 'number' },
    text('unit'),
    optional('period'),
    { key: 'comparison', as: 'choice', of: comparisons },
    { key: 'bound', as: 'choice', of: ['>', '<', '~'] },
  ],
  task: [optional('assignee'), text('what'), optional('statedBy')],
  'agenda-item': [{ key: 'order', as: 'number' }, text('mode'), text('item')],
}

/** The fields of a kind of fact, in the order in which they are read; the modality is a field of all. */
export function fieldsOf(kind: FactKindName): readonly FieldShape[] {
  return [...shapes[kind], { key: 'modality', as: 'choice', of: modalities }]
}

export const kinds: readonly FactKindName[] = [
  'person',
  'organisation',
  'place',
  'event',
  'project',
  'agreement',
  'figure',
  'task',
  'agenda-item',
]

/** A fact while it is written: texts as typed. Quantities keep their passages. */
export type Draft = {
  kind: FactKindName
  texts: Readonly<Record<string, string>>
  quantities: Readonly<Record<string, readonly QuantityDraft[]>>
}
export type QuantityDraft = { what: string; value: string; unit: string; evidence: Quantity['evidence'] }

/** A fact laid open for writing. */
export function draftOf(fact: Fact | WrittenFact): Draft {
  const values: Readonly<Record<string, unknown>> = fact
  const texts: Record<string, string> = {}
  for (const { key, as } of fieldsOf(fact.kind)) {
    const value = values[key]
    if (as === 'list') texts[key] = Array.isArray(value) ? value.join('；') : ''
    else if (as !== 'quantities') texts[key] = value === null || value === undefined ? '' : String(value)
  }
  const opened = (items: readonly Quantity[]) => items.map(each => ({ ...each, value: String(each.value) }))
  const quantities = fact.kind === 'project' ? { amounts: opened(fact.amounts), capacity: opened(fact.capacity) } : {}
  return { kind: fact.kind, texts, quantities }
}

/** A new draft of another kind: what was written stays where the kinds share a field; the passage offers the first text. */
export function redrafted(draft: Draft | null, kind: FactKindName, passage: string): Draft {
  const shared = draft?.texts ?? {}
  const first = fieldsOf(kind).find(({ as }) => as === 'text' || as === 'list')?.key
  const texts = Object.fromEntries(fieldsOf(kind).map(({ key }) => [key, shared[key] ?? '']))
  if (first !== undefined && texts[first] === '') texts[first] = passage.replace(/\s+/g, '').slice(0, 100)
  return { kind, texts, quantities: kind === 'project' ? { amounts: [], capacity: [], ...draft?.quantities } : {} }
}

/** What was written, as a fact to send; the schema judges whether it is one. */
export function writtenOf({ kind, texts, quantities }: Draft): Record<string, unknown> {
  const written: Record<string, unknown> = { kind }
  for (const { key, as } of fieldsOf(kind)) {
    const typed = (texts[key] ?? '').trim()
    if (as === 'text') written[key] = typed
    else if (as === 'list')
      written[key] = typed
        .split(/[；;]/)
        .map(each => each.trim())
        .filter(each => each !== '')
    else if (as === 'number') written[key] = numberOf(typed)
    else if (as === 'quantities')
      written[key] = (quantities[key] ?? []).map(each => ({
        ...each,
        what: each.what.trim(),
        unit: each.unit.trim(),
        value: numberOf(each.value),
      }))
    // The schema tells apart what is missing (role, count, modality) from what is not known (null).
    else if (key === 'role' || key === 'modality' || as === 'count') {
      if (typed !== '') written[key] = as === 'count' ? numberOf(typed) : typed
    } else written[key] = typed === '' ? null : typed
  }
  return written
}

/** A number as people type it: full-width digits and signs too. What is no number is not taken for 0. */
function numberOf(typed: string): number | null {
  const plain = typed.normalize('NFKC').replace(/[−–]/g, '-').trim()
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null
}
