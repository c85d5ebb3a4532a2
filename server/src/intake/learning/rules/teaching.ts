import type { Fact, FactKind } from '#contract/extraction.ts'
import type { LessonDecision, LessonKind } from '#contract/intake/lessons.ts'
import { kindEndingAt } from '../../extract/organisations/kinds.ts'
import { isPurePost } from '../../extract/people/posts.ts'
import { isDivisionName, tagWords } from '../../extract/words.ts'
import { endingOf, indicatorEnding, signatureOf } from './signature.ts'

/** One thing to learn from a decision. */
export type Taught = {
  kind: LessonKind
  factKind: FactKind
  field: string
  side: 'start' | 'end' | null
  /** Of a type, the end of the names it is of; of a unit, the end of the indicators; else null. */
  ending: string | null
  read: string
  gives: string | null
}

/** What was decided: how the reader read the fact (null where it did not), and how it stands. */
export type Decided = { original: Fact | null; fact: Fact; accepted: boolean }

/** Below it the reader is unsure, so that a plain yes teaches something; the same bound the desk accepts in bulk from. */
export const SURE = 0.9

/** As long as words that hang on a name by mistake are. */
const LONGEST_CUT = 8
const LONGEST_POST = 20
const LONGEST = 200

/** The texts of a fact that come back in other facts. What is said once (a task, a period, a date) teaches nothing. */
const fields: Readonly<Partial<Record<FactKind, readonly string[]>>> = {
  person: ['name', 'post', 'organisation'],
  organisation: ['name', 'type'],
  place: ['name', 'type'],
  event: ['name', 'type', 'organiser'],
  project: ['name', 'stage'],
  figure: ['subject', 'indicator', 'unit'],
  agreement: ['form'],
  task: ['assignee', 'statedBy'],
}

/** How a decision is told in a lesson. */
export function decisionOf({ original, fact, accepted }: Decided): LessonDecision {
  if (!accepted) return 'rejected'
  if (original === null) return 'added'
  return changesOf(original, fact).length > 0 ? 'corrected' : 'accepted'
}

/**
 * What a decision teaches, the same for the same decision.
 *
 * Not taken: its pattern weighs less. Taken as read where the reader was unsure: the name is known, and the pattern weighs more. Taken with
 * other words: each field that comes back in other facts says how to read it next time. Written by a person: the name and the post.
 */
export function teachingOf(decided: Decided): Taught[] {
  const { original, fact, accepted } = decided
  const pattern = (verdict: 'right' | 'wrong'): Taught[] => {
    const signature = original ? signatureOf(original) : ''
    return original && signature !== '' ? [taught('pattern', original.kind, '', signature, verdict)] : []
  }
  if (!accepted) return pattern('wrong')
  if (original === null) return fitting([...nameOf(fact), ...postOf(fact)])
  const changes = changesOf(original, fact)
  if (original.kind !== fact.kind) return fitting([...nameOf(fact), ...postOf(fact), ...pattern('wrong')])
  if (changes.length === 0) return original.confidence < SURE ? fitting([...nameOf(fact), ...pattern('right')]) : []
  const named = changes.some(({ field }) => field === 'name' || field === 'type') ? nameOf(fact) : []
  const posts = changes.some(({ field }) => field === 'post') ? postOf(fact) : []
  return fitting([...named, ...posts, ...changes.flatMap(change => lessonsOf(original, change))])
}

type Change = { field: string; before: string; after: string }

function changesOf(original: Fact, now: Fact): Change[] {
  const [old, next]: Array<Record<string, unknown>> = [{ ...original }, { ...now }]
  return (fields[original.kind] ?? []).flatMap(field => {
    const [before, after] = [old?.[field] ?? null, next?.[field] ?? null]
    if (before === after) return []
    return [{ field, before: typeof before === 'string' ? before : '', after: typeof after === 'string' ? after : '' }]
  })
}

function lessonsOf(original: Fact, { field, before, after }: Change): Taught[] {
  if (before === '' || after === '') return []
  const { kind } = original
  if (field === 'type' && 'name' in original)
    return [{ ...taught('type', kind, field, before, after), ending: endingOf(original.name) }]
  if (field === 'unit' && original.kind === 'figure')
    return [{ ...taught('unit', kind, field, before, after), ending: indicatorEnding(original.indicator) }]
  const edge = edgeOf(kind, field, before, after)
  if (edge) return [edge]
  // What was cut too short is known by the whole from now on; the piece (秘书) may stand for another elsewhere.
  if (after.includes(before)) return []
  if (field === 'name') return aliasOf(kind, before, after)
  return [taught('rewrite', kind, field, before, after)]
}

/** A body or place by another name; of people a like name is another person. */
function aliasOf(kind: FactKind, before: string, after: string): Taught[] {
  if (kind === 'organisation' || kind === 'place') return [taught('alias', kind, 'name', before, after)]
  return kind === 'person' ? [] : [taught('rewrite', kind, 'name', before, after)]
}

/** The words cut off one end of a text; a place or brand among them is part of other names, and teaches only of this one. */
function edgeOf(kind: FactKind, field: string, before: string, after: string): Taught | null {
  const side = before.endsWith(after) ? 'start' : before.startsWith(after) ? 'end' : null
  if (side === null || after.length < 2) return null
  const cut = side === 'start' ? before.slice(0, -after.length) : before.slice(after.length)
  if (cut.length > LONGEST_CUT || tagWords(cut).some(({ text, tag }) => isProperWord(text, tag))) return null
  return { ...taught('edge', kind, field, cut, null), side }
}

const isProperWord = (text: string, tag: string) => /^(?:ns|nt|nz|eng)/.test(tag) || isDivisionName(text)

/** A name to be known; an end alone (商会) would be found in the name of every other. */
function nameOf(fact: Fact): Taught[] {
  if ('name' in fact && kindEndingAt(fact.name, 0, fact.name.length)?.suffix === fact.name) return []
  if (fact.kind === 'organisation' || fact.kind === 'place')
    return [taught('name', fact.kind, 'name', fact.name, fact.type)]
  return fact.kind === 'person' ? [taught('name', 'person', 'name', fact.name, null)] : []
}

/** A post the grammar does not know by itself. */
function postOf(fact: Fact): Taught[] {
  if (fact.kind !== 'person' || fact.post === null || isPurePost(fact.post)) return []
  const word =
    fact.organisation !== null && fact.post.startsWith(fact.organisation)
      ? fact.post.slice(fact.organisation.length)
      : fact.post
  return word.length >= 2 && word.length <= LONGEST_POST && !isPurePost(word)
    ? [taught('post', 'person', 'post', word, null)]
    : []
}

function taught(kind: LessonKind, factKind: FactKind, field: string, read: string, gives: string | null): Taught {
  return { kind, factKind, field, side: null, ending: null, read, gives }
}

/** What is too short proves nothing, what is too long comes but once; the same twice is once. */
function fitting(all: readonly Taught[]): Taught[] {
  const seen = new Set<string>()
  return all.filter(each => {
    const key = JSON.stringify(each)
    const least = each.kind === 'name' || each.kind === 'alias' ? 2 : 1
    if (seen.has(key) || each.read.length < least || each.read.length > LONGEST || (each.gives?.length ?? 0) > LONGEST)
      return false
    seen.add(key)
    return true
  })
}
