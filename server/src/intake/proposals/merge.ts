import type { Fact, FactOf } from '#contract/extraction.ts'
import { inBaseUnit } from '#kernel/quantity/index.ts'
import { plain } from '../rules.ts'

/**
 * What a proposal is beside a fact that is there: the same fact (`agrees`), about a passage that is read already but not the same
 * (`read-already`), or something else. What is there is never changed: the grammar read it, or a person wrote it.
 */
export type Beside = 'agrees' | 'read-already' | 'other'

/** Holds a proposed fact against one of the same article. */
export function beside(proposed: Fact, there: Fact): Beside {
  const [a, b] = [proposed, there]
  if (a.kind === 'person' && b.kind === 'person') return people(a, b)
  if (a.kind === 'figure' && b.kind === 'figure') return figures(a, b)
  if (a.kind === 'project' && b.kind === 'project') return within(a.name, b.name) ? 'agrees' : 'other'
  if (a.kind === 'event' && b.kind === 'event')
    return overlap(a, b) && (within(a.name, b.name) || plain(a.type) === plain(b.type)) ? 'agrees' : 'other'
  if (a.kind === 'task' && b.kind === 'task') return overlap(a, b) && within(a.what, b.what) ? 'agrees' : 'other'
  return 'other'
}

/** One person with one post of an article is one fact, however much of the post is said. */
function people(a: FactOf<'person'>, b: FactOf<'person'>): Beside {
  if (plain(a.name) !== plain(b.name)) return 'other'
  const full = (person: FactOf<'person'>) => `${person.organisation ?? ''}${person.post ?? ''}`
  if (a.post === null || b.post === null) return a.post === null ? 'read-already' : 'other'
  return within(a.post, b.post) || within(full(a), full(b)) ? 'agrees' : 'other'
}

/** A printed number that was read is not read again; both agree where they also name one thing. */
function figures(a: FactOf<'figure'>, b: FactOf<'figure'>): Beside {
  const [left, right] = [inBaseUnit(a), inBaseUnit(b)]
  const isNumber = left.value === right.value && plain(left.unit) === plain(right.unit)
  if (!isNumber || a.comparison !== b.comparison || !overlap(a, b)) return 'other'
  return within(a.indicator, b.indicator) ? 'agrees' : 'read-already'
}

/** One of the two names is in the other: 沿江物流走廊 and 沿江物流走廊项目. */
function within(a: string, b: string): boolean {
  const [left, right] = [plain(a), plain(b)]
  return left !== '' && right !== '' && (left.includes(right) || right.includes(left))
}

const overlap = (a: Fact, b: Fact) => a.evidence.start < b.evidence.end && b.evidence.start < a.evidence.end
