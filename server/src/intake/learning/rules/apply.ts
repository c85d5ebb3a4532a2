import type { Evidence, Fact } from '#contract/extraction.ts'
import type { Learnt, LearntEdge } from '../../extract/learnt.ts'
import { kindEndingAt } from '../../extract/organisations/kinds.ts'
import { endingOf, indicatorEnding, signatureOf } from './signature.ts'
import { weighed } from './weight.ts'

/**
 * The facts of an article as the lessons have them: words that do not belong are cut, readings put for others in the order in which they
 * were taught, and the confidence weighed by what people decided of the pattern. No fact is dropped for its weight; a name that now
 * stands there twice is said once.
 */
export function withLessons(facts: readonly Fact[], learnt: Learnt): Fact[] {
  const known = new Set(learnt.names.map(({ name }) => name))
  return once(facts.map(before => ({ before, now: weighedBy(learnt, reread(before, learnt, known)) })))
}

function reread(fact: Fact, learnt: Learnt, known: ReadonlySet<string>): Fact {
  let now = fact
  for (const edge of learnt.edges) if (edge.factKind === fact.kind) now = withoutEdge(now, edge, known)
  for (const { factKind, field, read, gives } of learnt.rewrites)
    if (factKind === fact.kind && textOf(now, field) === read) now = withText(now, field, gives)
  return withUnit(withType(now, learnt), learnt)
}

function withoutEdge(fact: Fact, { field, side, cut }: LearntEdge, known: ReadonlySet<string>): Fact {
  const text = textOf(fact, field)
  // Somebody took the whole as a name: the words belong to this one.
  if (text === null || known.has(text)) return fact
  const rest = side === 'start' ? after(text, cut) : before(text, cut)
  if (rest === null || rest.length < 2) return fact
  // What is left of a body's name must still end as one: its end alone is no name.
  if (field === 'name' && (fact.kind === 'organisation' || fact.kind === 'place') && !namesBody(rest, known))
    return fact
  const cutFact = withText(fact, field, rest)
  return fact.evidence.text === text ? { ...cutFact, evidence: shortened(fact.evidence, side, cut.length) } : cutFact
}

const after = (text: string, cut: string) => (text.startsWith(cut) ? text.slice(cut.length) : null)
const before = (text: string, cut: string) => (text.endsWith(cut) ? text.slice(0, -cut.length) : null)

function namesBody(name: string, known: ReadonlySet<string>): boolean {
  const kind = kindEndingAt(name, 0, name.length)
  return known.has(name) || (kind !== null && kind.suffix.length < name.length)
}

function shortened({ start, end, text }: Evidence, side: 'start' | 'end', by: number): Evidence {
  return side === 'start'
    ? { start: start + by, end, text: text.slice(by) }
    : { start, end: end - by, text: text.slice(0, -by) }
}

function withType(fact: Fact, { types, names }: Learnt): Fact {
  if (fact.kind !== 'organisation' && fact.kind !== 'place') return fact
  // What was said of this very name goes before what its end says.
  const own = names.find(({ name, kind, type }) => name === fact.name && kind === fact.kind && type !== undefined)?.type
  if (own !== undefined) return { ...fact, type: own }
  const said = types.findLast(
    ({ factKind, ending, read }) => factKind === fact.kind && ending === endingOf(fact.name) && read === fact.type,
  )
  return said ? { ...fact, type: said.gives } : fact
}

function withUnit(fact: Fact, { units }: Learnt): Fact {
  if (fact.kind !== 'figure') return fact
  const said = units.findLast(({ ending, read }) => ending === indicatorEnding(fact.indicator) && read === fact.unit)
  return said ? { ...fact, unit: said.gives } : fact
}

function weighedBy({ patterns }: Learnt, fact: Fact): Fact {
  const found = patterns.find(({ factKind, signature }) => factKind === fact.kind && signature === signatureOf(fact))
  return found ? { ...fact, confidence: weighed(fact.confidence, found) } : fact
}

function textOf(fact: Fact, field: string): string | null {
  const value: unknown = new Map<string, unknown>(Object.entries(fact)).get(field)
  return typeof value === 'string' ? value : null
}

/** The fact with another text in a field that holds one. */
const withText = (fact: Fact, field: string, text: string): Fact => ({ ...fact, [field]: text })

/** A name that came of a lesson and that another fact of the article has already is not said twice. */
function once(read: ReadonlyArray<{ before: Fact; now: Fact }>): Fact[] {
  const named = new Set(read.flatMap(({ before, now }) => (renamed(before, now) ? [] : [keyOf(now)])))
  return read.flatMap(({ before, now }) => {
    if (!renamed(before, now)) return [now]
    const key = keyOf(now)
    if (named.has(key)) return []
    named.add(key)
    return [now]
  })
}

const NAMES: ReadonlySet<string> = new Set(['organisation', 'place', 'person'])
const renamed = (before: Fact, now: Fact) => NAMES.has(now.kind) && keyOf(before) !== keyOf(now)
const keyOf = (fact: Fact) => `${fact.kind} ${'name' in fact ? fact.name : ''}`
