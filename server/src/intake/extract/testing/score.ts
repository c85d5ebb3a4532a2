import type { Article, Extraction, Fact, FactKind, FactOf } from '#contract/extraction.ts'
import type { AnnotatedPage, GoldFact, GoldFacts } from './gold.ts'
import { alike, dice, numbersAgree, peopleAgree, plain, projectsAgree, within } from './sameness.ts'

/** What is scored, by the names of the annotation. */
export const kinds = [
  'articles',
  'bylines',
  'datelines',
  'people',
  'organisations',
  'places',
  'events',
  'projects',
  'agreements',
  'figures',
  'tasks',
  'agenda',
] as const
export type Kind = (typeof kinds)[number]
/** Kinds annotated completely, so that whatever else is found is wrong; of the others three for each annotated one are free. */
export const complete: ReadonlySet<Kind> = new Set([
  'people',
  'figures',
  'projects',
  'agreements',
  'bylines',
  'articles',
])

/** How one kind went: how many were annotated and found, what was missed and what was found besides. `right` are the found ones. */
export type Outcome = {
  gold: number
  found: number
  missed: string[]
  extra: string[]
  right: unknown[]
  wrong: unknown[]
}
/** Shares of what was found whose meaning is right: how many of how many. */
export type Meaning = Record<'bound' | 'named' | 'modality' | 'speaker' | 'amounts', { right: number; of: number }>
export type Score = { kinds: Record<Kind, Outcome>; meaning: Meaning; evidence: { facts: number; exact: number } }

type Span = { start: number; end: number }
type Shown = { evidence: Fact['evidence'] }

const MODAL: Readonly<Record<string, string>> = {
  要求: 'instruction',
  强调: 'instruction',
  指出: 'instruction',
  叮嘱: 'instruction',
  希望: 'request',
  期待: 'request',
  将: 'commitment',
  表示: 'commitment',
  研究: 'resolution',
}

/**
 * Scores what was read from a page against its annotation, by the rules of the scorer that stands beside the project: evidence must be
 * exact and tight, and stand where the annotation stands; a fact repeated in its article costs nothing.
 */
export function scorePage({ gold, text }: AnnotatedPage, read: Extraction): Score {
  const squeezed = squeeze(text)
  const spanOf = (f: Shown): Span => ({ start: squeezed[f.evidence.start] ?? 0, end: squeezed[f.evidence.end] ?? 0 })
  const exact = (f: Shown) =>
    text.slice(f.evidence.start, f.evidence.end) === f.evidence.text && f.evidence.text.trim() !== ''
  const tight = (g: GoldFact, p: Shown) => exact(p) && size(spanOf(p)) <= 3 * lengthOf(g) + 60
  const near = (g: GoldFact, p: Shown, slack = 40) =>
    tight(g, p) && overlap(stretched(goldSpan(g), slack, slack), spanOf(p)) > 0
  const brief = (p: Shown, name: string) => exact(p) && size(spanOf(p)) <= 2 * plain(name).length + 60
  const shows = (p: Shown, name: string) => plain(p.evidence.text).includes(plain(name))
  const home = new Map<GoldFact, Span>()
  for (const { facts } of gold.articles) {
    const all = Object.values(facts).flat()
    const spans = all.map(goldSpan)
    const whole = { start: Math.min(...spans.map(s => s.start)) - 120, end: Math.max(...spans.map(s => s.end)) + 200 }
    for (const fact of all) home.set(fact, whole)
  }
  const sameArticle = (g: GoldFact, p: Shown) =>
    tight(g, p) && overlap(home.get(g) ?? { start: -1, end: -1 }, spanOf(p)) > 0

  const facts = read.articles.flatMap(article => article.facts)
  const of = <K extends FactKind>(kind: K) => facts.filter((fact): fact is FactOf<K> => fact.kind === kind)
  const from = <F>(pick: (facts: GoldFacts) => readonly F[]): F[] =>
    gold.articles.flatMap(article => [...pick(article.facts)])
  const named = (g: { name: string }, p: { name: string }) =>
    plain(g.name) === plain(p.name) || dice(g.name, p.name) >= 0.75

  const figures = match(
    from(facts => facts.figures),
    of('figure'),
    (g, p) => numbersAgree(g, p) && sameArticle(g, p),
    'repeats',
  )
  const tasks = match(
    from(facts => facts.tasks),
    of('task'),
    (g, p) => tight(g, p) && overlap(goldSpan(g), spanOf(p)) * 2 >= lengthOf(g),
  )
  const projects = match(
    from(facts => facts.projects),
    of('project'),
    (g, p) => near(g, p, 80) && projectsAgree(g, p, true),
    (g, p) => projectsAgree(g, p, false) && sameArticle(g, p),
  )
  const bylines = read.articles.flatMap(article => article.bylines)
  const datelines = read.articles.flatMap(article => article.datelines)
  const scored = {
    articles: match(gold.articles, read.articles, sameTitle),
    bylines: match(
      gold.articles.flatMap(article => article.bylines),
      bylines,
      (g, p) => plain(g.name) === plain(p.name) && brief(p, p.name),
    ),
    datelines: match(
      gold.articles.flatMap(article => article.dateline).filter(line => line.normalised),
      datelines,
      (g, p) =>
        plain(g.text) === plain(p.text) && brief(p, p.text) && (!gold.issue.issue_date || p.resolved === g.normalised),
    ),
    people: match(
      from(facts => facts.people),
      of('person').filter(p => p.name !== '习近平'),
      (g, p) => peopleAgree(g, p) && shows(p, p.name) && sameArticle(g, p),
      (g, p) => plain(g.name) === plain(p.name) && sameArticle(g, p),
    ),
    organisations: match(
      from(facts => facts.organisations),
      of('organisation'),
      (g, p) => named(g, p) && shows(p, p.name) && brief(p, p.name),
    ),
    places: match(
      from(facts => facts.places),
      of('place'),
      (g, p) => named(g, p) && brief(p, p.name),
    ),
    events: match(
      from(facts => facts.events),
      of('event'),
      (g, p) => near(g, p) && alike(g.name, p.name, 0.5),
    ),
    projects,
    agreements: match(
      from(facts => facts.agreements),
      of('agreement'),
      (g, p) =>
        near(g, p) &&
        g.parties.filter(x => p.parties.some(y => within(x, y) || dice(x, y) >= 0.7)).length * 2 >= g.parties.length,
      (g, p) => near(g, p, 400),
    ),
    figures,
    tasks,
    agenda: match(
      from(facts => facts.agenda),
      of('agenda-item'),
      (g, p) => alike(g.item, p.item, 0.6) && brief(p, p.item),
    ),
  }
  const all: Shown[] = [...facts, ...bylines, ...datelines]
  return {
    kinds: {
      articles: outcome(scored.articles),
      bylines: outcome(scored.bylines),
      datelines: outcome(scored.datelines),
      people: outcome(scored.people),
      organisations: outcome(scored.organisations),
      places: outcome(scored.places),
      events: outcome(scored.events),
      projects: outcome(scored.projects),
      agreements: outcome(scored.agreements),
      figures: outcome(scored.figures),
      tasks: outcome(scored.tasks),
      agenda: outcome(scored.agenda),
    },
    meaning: {
      bound: share(figures.pairs, ([g, p]) => (g.bound ?? (g.approx ? '~' : null)) === p.bound),
      named: share(
        figures.pairs,
        ([g, p]) => dice(`${g.subject ?? ''}${g.indicator}${g.evidence}`, `${p.subject}${p.indicator}`) > 0.15,
      ),
      modality: share(
        tasks.pairs.filter(([g]) => MODAL[g.modality ?? '']),
        ([g, p]) => MODAL[g.modality ?? ''] === p.modality,
      ),
      speaker: share(
        tasks.pairs.filter(([g]) => g.stated_by),
        ([g, p]) => within(g.stated_by, p.statedBy) || plain(g.stated_by) === plain(p.statedBy),
      ),
      amounts: share(
        projects.pairs.filter(([g]) => g.amounts?.length),
        ([g, p]) => (g.amounts ?? []).every(a => p.amounts.some(b => Math.abs(a.value - b.value) < 1e-9)),
      ),
    },
    evidence: { facts: all.length, exact: all.filter(exact).length },
  }
}

/** Position in the page → position once white space is removed. */
function squeeze(text: string): Int32Array {
  const table = new Int32Array(text.length + 1)
  let n = 0
  for (let i = 0; i <= text.length; i++) {
    table[i] = n
    if (i < text.length && !/\s/u.test(text.charAt(i))) n++
  }
  return table
}

const lengthOf = (fact: { evidence: string }) => [...fact.evidence.replace(/\s/gu, '')].join('').length
const goldSpan = (fact: GoldFact): Span => ({ start: fact.offset_ns, end: fact.offset_ns + lengthOf(fact) })
const stretched = ({ start, end }: Span, before: number, after: number) => ({ start: start - before, end: end + after })
const overlap = (a: Span, b: Span) => Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start))
const size = (span: Span) => Math.max(0, span.end - span.start)

function sameTitle(g: AnnotatedPage['gold']['articles'][number], p: Article): boolean {
  const whole = `${g.kicker ?? ''}${g.title}${g.subtitle ?? ''}`
  return alike(g.title, p.title, 0.6) || dice(whole, `${p.kicker ?? ''}${p.title}${p.subtitle ?? ''}`) >= 0.75
}

type Matching<G, P> = { pairs: Array<[G, P]>; gold: number; missed: G[]; extra: P[]; matched: P[] }

/** One to one, in order; an unused reading that only repeats an annotated fact is no mistake. */
function match<G extends object, P>(
  golds: readonly G[],
  read: readonly P[],
  same: (g: G, p: P) => boolean,
  repeats: ((g: G, p: P) => boolean) | 'repeats' = () => false,
): Matching<G, P> {
  const again = repeats === 'repeats' ? same : repeats
  const optional = (g: G) => 'optional' in g && g.optional === true
  const used = new Map<P, G>()
  const missed: G[] = []
  for (const g of golds) {
    const p = read.find(one => !used.has(one) && same(g, one))
    if (p !== undefined) used.set(p, g)
    else if (!optional(g)) missed.push(g)
  }
  const extra = read.filter(
    p => !used.has(p) && !golds.some(g => (optional(g) ? same(g, p) : used.size > 0 && again(g, p))),
  )
  const pairs = [...used].filter(([, g]) => !optional(g)).map(([p, g]): [G, P] => [g, p])
  const wrong = new Set(extra)
  return {
    pairs,
    gold: golds.filter(g => !optional(g)).length,
    missed,
    extra,
    matched: read.filter(p => !wrong.has(p)),
  }
}

function outcome<G extends object, P>({ pairs, gold, missed, extra, matched }: Matching<G, P>): Outcome {
  return {
    gold,
    found: pairs.length,
    missed: missed.map(tell),
    extra: extra.map(tell),
    right: matched,
    wrong: extra,
  }
}

/** A fact in one line, for whoever looks at what was missed. */
function tell(fact: unknown): string {
  return JSON.stringify(fact, (key, value: unknown) =>
    key === 'facts' || key === 'datelines' || key === 'span' || key === 'start' || key === 'end' || key === 'offset_ns'
      ? undefined
      : value,
  ).slice(0, 260)
}

function share<T>(pairs: readonly T[], right: (pair: T) => boolean): { right: number; of: number } {
  return { right: pairs.filter(right).length, of: pairs.length }
}
