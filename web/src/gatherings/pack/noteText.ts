import type { Evidence } from '#contract/kernel.ts'
import { formatInstant } from '#ui/days/days.ts'
import { whereOf } from '#ui/evidence/cite.ts'
import type { Language } from '#ui/language/language.ts'

type Words = {
  /** Words a formula by its code. */
  formula: (code: string, params: Readonly<Record<string, string | number>>) => string
  more: (count: number) => string
  hand: (by: string, at: string) => string
  denied: string
  none: string
}

/** How many inputs a note names before it only counts them. */
const NAMED = 3

/** The evidence of a figure in one line, for the notes at the end of a printed sheet: paper has no popover. */
export function noteText(items: readonly Evidence[], language: Language, words: Words): string {
  const [item] = items
  if (!item) return words.none
  if (item.kind === 'source') return `“${item.text}”（${whereOf(item, language)}）`
  if (item.kind === 'hand') return words.hand(item.by, formatInstant(item.at, language))
  if (item.kind === 'denied') return words.denied
  const named = item.inputs.slice(0, NAMED).map(input => input.label)
  const [colon, and] = language === 'zh' ? ['：', '、'] : [': ', ', ']
  const tail = item.total > NAMED ? words.more(item.total) : ''
  const head = words.formula(item.formula, item.params)
  return named.length === 0 ? head : `${head}${colon}${named.join(and)}${tail}`
}
