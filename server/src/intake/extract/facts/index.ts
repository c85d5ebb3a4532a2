import type { Fact } from '#contract/extraction.ts'
import { eventFacts } from '../events/events.ts'
import { figureFacts } from '../figures/figures.ts'
import { findKnown, findKnownPeople, type NameIndex } from '../gazetteer.ts'
import { findBodies, type NameMention } from '../organisations/bodies.ts'
import { findBrands, findByBrand, findInLists } from '../organisations/brands.ts'
import { kindEndingAt } from '../organisations/kinds.ts'
import { findOtherBodies, organisationFacts } from '../organisations/organisations.ts'
import { findPeople, type PersonMention, peopleFacts } from '../people/people.ts'
import { isCorporate } from '../people/posts.ts'
import { withTaughtPosts } from '../people/taughtPosts.ts'
import { findPlaces, type PlaceMention, placeFacts } from '../places/places.ts'
import { agreementFacts } from '../projects/agreements.ts'
import { projectFacts } from '../projects/projects.ts'
import { between, type Reading } from '../reading.ts'
import { agendaFacts } from '../speech/agenda.ts'
import { assignedTasks } from '../speech/assigned.ts'
import { findSpeeches } from '../speech/speakers.ts'
import { taskFacts } from '../speech/tasks.ts'
import { isDivisionName } from '../words.ts'

/**
 * Every fact of each article, kind by kind.
 *
 * All articles of the page go through one reader before the next begins: a reader is a handful of large patterns, and what it leaves in
 * the processor's cache serves the next article better than the next reader. `posts` are words for posts that were taught.
 */
export function readFacts(readings: readonly Reading[], known: NameIndex, posts: readonly string[] = []): Fact[][] {
  const read = readings.map((reading): Read => {
    const knownPeople = findKnownPeople(reading.text, known)
    const people = withTaughtPosts(reading, findPeople(reading, knownPeople), posts)
    const names = new Set([...people.map(person => person.name), ...knownPeople])
    return { reading, people, names, bodies: [], places: [] }
  })
  // whoever one article names with a post may speak in another without it
  const names = new Set(read.flatMap(one => [...one.names]))
  for (const one of read) one.names = names
  for (const one of read) one.bodies = bodiesOf(one, known)
  for (const one of read) one.places = findPlaces(one.reading, one.bodies, one.names)
  const facts = read.map((): Fact[] => [])
  for (const reader of READERS) {
    for (const [i, one] of read.entries()) for (const fact of reader(one)) facts[i]?.push(fact)
  }
  return facts
}

/** What is known of an article once its people, bodies and places are found. */
type Read = {
  readonly reading: Reading
  readonly people: readonly PersonMention[]
  names: ReadonlySet<string>
  bodies: readonly NameMention[]
  places: readonly PlaceMention[]
}

/** The readers of facts, in the order in which an article lists them. */
const READERS: ReadonlyArray<(read: Read) => readonly Fact[]> = [
  ({ reading, people }) => peopleFacts(reading, people),
  ({ reading, bodies }) => organisationFacts(reading, bodies),
  ({ reading, places }) => placeFacts(reading, places),
  ({ reading, people, places }) => (isCorrection(reading) ? [] : eventFacts(reading, { people, places })),
  ({ reading, people, places, bodies }) =>
    isCorrection(reading) ? [] : projectFacts(reading, { people, places }, bodies),
  ({ reading }) => (isCorrection(reading) ? [] : agreementFacts(reading)),
  ({ reading }) => figureFacts(reading),
  ({ reading, names }) => [...taskFacts(reading, findSpeeches(reading, names)), ...assignedTasks(reading)],
  ({ reading }) => agendaFacts(reading),
]

/** A correction quotes another report: what it quotes happened there, and half of it was wrong. */
const isCorrection = (reading: Reading): boolean => /^(?:更正|更正启事|更正说明|勘误|致歉)$/.test(reading.title.trim())

/** The organisations and places an article names, by every sign, in order of the text. */
function bodiesOf({ reading, people }: Read, known: NameIndex): NameMention[] {
  const names = people.map(({ nameStart, end }) => ({ start: nameStart, end })).sort((a, b) => a.start - b.start)
  const ends = new Set(names.map(({ end }) => end))
  const whole = findBodies(reading)
  const starts = new Map(whole.map(({ start, end }) => [end, start]))
  // 海港集团 in 浙江省海港集团 is a part of a name
  const others = [...findOtherBodies(reading), ...findBrands(reading)].filter(
    ({ start, end }) => (starts.get(end) ?? start) >= start,
  )
  const named = [
    ...employers(people),
    ...findKnown(reading.text, known),
    // 市领导凌若谷 ends as parks do, but it ends on a person; 张某及某市委 is no body
    ...[...whole, ...others].flatMap(body =>
      ends.has(body.end) ? [] : behindNames(body, between(names, body.start, body.end)),
    ),
  ]
  return [...named, ...findByBrand(reading, named), ...findInLists(reading, named)].sort((a, b) => a.start - b.start)
}

/** 胶州市委 in 市委副书记张某及胶州市委: what stands behind the last person a name would hold, where a region begins it. */
function behindNames(body: NameMention, names: ReadonlyArray<{ end: number }>): NameMention[] {
  const last = names.at(-1)
  if (!last) return [body]
  const rest = body.name.slice(last.end - body.start).replace(/^[及和与暨]/, '')
  const begins = [2, 3, 4].some(length => isDivisionName(rest.slice(0, length)))
  return begins && kindEndingAt(rest, 0, rest.length) ? [{ ...body, name: rest, start: body.end - rest.length }] : []
}

/** The organisations people are named with: 温州市江苏商会会长 names the chamber too. */
function employers(people: readonly PersonMention[]): NameMention[] {
  return people.flatMap(({ organisation, organisationStart: start, post }) => {
    if (organisation === null) return []
    const kind = kindEndingAt(organisation, 0, organisation.length)
    // 华为高级副总裁: whoever has a post of firms is of a firm, whatever it is called
    const firm = kind === null && isCorporate(post) && organisation.length <= 8 && !isDivisionName(organisation)
    const institute = kind === null && /.{3}院$/.test(organisation)
    if (!kind?.body && !firm && !institute) return []
    return [
      {
        name: organisation,
        type: kind?.type ?? (firm ? '企业' : '科研院所'),
        start,
        end: start + organisation.length,
        body: true,
        place: false,
        strength: 0.9,
      },
    ]
  })
}
