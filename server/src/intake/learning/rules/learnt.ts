import type { FactKind } from '#contract/extraction.ts'
import type { LessonKind } from '#contract/intake/lessons.ts'
import type { GazetteerEntry, Learnt } from '../../extract/index.ts'

/** A lesson as far as the reader is concerned. */
export type LessonTold = {
  kind: LessonKind
  factKind: FactKind
  field: string
  side: 'start' | 'end' | null
  ending: string | null
  read: string
  gives: string | null
  publication: string | null
  unitId: string | null
}

/** Whose page is read: the paper or bureau it names, and the unit that brought it. */
export type Source = { publication: string | null; unitId: string | null }

/**
 * Whether a lesson holds on a page. Names and aliases hold on every page of the region: a name is one wherever it is printed. The rest is
 * the manner of one paper or bureau, and holds on its pages; where neither was told, on all.
 */
export function holdsOn(lesson: Pick<LessonTold, 'kind' | 'publication' | 'unitId'>, source: Source): boolean {
  if (lesson.kind === 'name' || lesson.kind === 'alias') return true
  if (lesson.publication !== null) return lesson.publication === source.publication
  return lesson.unitId === null || lesson.unitId === source.unitId
}

/** The lessons that hold on a page, in the order in which they were taught, as the reader takes them. */
export function learntFrom(lessons: readonly LessonTold[], source: Source): Learnt {
  const held = lessons.filter(lesson => holdsOn(lesson, source))
  const of = (...kinds: LessonKind[]) => held.filter(({ kind }) => kinds.includes(kind))
  return {
    names: of('name', 'alias').flatMap(nameEntry).toReversed(),
    posts: [...new Set(of('post').map(({ read }) => read))],
    edges: of('edge').flatMap(({ factKind, field, side, read }) =>
      side ? [{ factKind, field, side, cut: read }] : [],
    ),
    rewrites: of('rewrite', 'alias').flatMap(({ factKind, field, read, gives }) =>
      gives === null ? [] : [{ factKind, field, read, gives }],
    ),
    types: of('type').flatMap(({ factKind, ending, read, gives }) =>
      ending === null || gives === null ? [] : [{ factKind, ending, read, gives }],
    ),
    units: of('unit').flatMap(({ ending, read, gives }) =>
      ending === null || gives === null ? [] : [{ ending, read, gives }],
    ),
    patterns: patternsOf(of('pattern')),
  }
}

/** Names as the reader's gazetteer has them, the later first, because it takes the first it finds. */
function nameEntry({ kind, factKind, read, gives }: LessonTold): GazetteerEntry[] {
  if (factKind !== 'organisation' && factKind !== 'place' && factKind !== 'person') return []
  if (kind === 'alias') return gives === null ? [] : [{ name: read, kind: factKind, full: gives }]
  return [{ name: read, kind: factKind, ...(gives === null ? {} : { type: gives }) }]
}

/** How often people took what each pattern read, and how often not. */
function patternsOf(lessons: readonly LessonTold[]): Learnt['patterns'] {
  const counted = new Map<string, { factKind: FactKind; signature: string; right: number; wrong: number }>()
  for (const { factKind, read, gives } of lessons) {
    const key = `${factKind} ${read}`
    const sum = counted.get(key) ?? { factKind, signature: read, right: 0, wrong: 0 }
    counted.set(key, {
      ...sum,
      right: sum.right + (gives === 'right' ? 1 : 0),
      wrong: sum.wrong + (gives === 'wrong' ? 1 : 0),
    })
  }
  return [...counted.values()]
}
