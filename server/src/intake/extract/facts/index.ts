import type { Fact } from '#contract/extraction.ts'
import { eventFacts } from '../events/events.ts'
import { figureFacts } from '../figures/figures.ts'
import { findKnown, findKnownPeople, type NameIndex } from '../gazetteer.ts'
import { findBodies, type NameMention } from '../organisations/bodies.ts'
import { kindEndingAt } from '../organisations/kinds.ts'
import { findOtherBodies, organisationFacts } from '../organisations/organisations.ts'
import { findPeople, type PersonMention, peopleFacts } from '../people/people.ts'
import { findPlaces, placeFacts } from '../places/places.ts'
import { agreementFacts } from '../projects/agreements.ts'
import { projectFacts } from '../projects/projects.ts'
import type { Reading } from '../reading.ts'
import { agendaFacts } from '../speech/agenda.ts'
import { findSpeeches } from '../speech/speakers.ts'
import { taskFacts } from '../speech/tasks.ts'

/** Every fact of an article, kind by kind. */
export function readFacts(reading: Reading, known: NameIndex): Fact[] {
  const knownPeople = findKnownPeople(reading.text, known)
  const people = findPeople(reading, knownPeople)
  const names = new Set([...people.map(person => person.name), ...knownPeople])
  const bodies = [
    ...employers(people),
    ...findKnown(reading.text, known),
    ...findBodies(reading),
    ...findOtherBodies(reading),
  ].sort((a, b) => a.start - b.start)
  const places = findPlaces(reading, bodies, names)
  const speeches = findSpeeches(reading, names)
  return [
    ...peopleFacts(reading, people),
    ...organisationFacts(reading, bodies),
    ...placeFacts(reading, places),
    ...eventFacts(reading, { people, places }),
    ...projectFacts(reading, { people, places }, bodies),
    ...agreementFacts(reading),
    ...figureFacts(reading),
    ...taskFacts(reading, speeches),
    ...agendaFacts(reading),
  ]
}

/** The organisations people are named with: 温州市江苏商会会长 names the chamber too. */
function employers(people: readonly PersonMention[]): NameMention[] {
  return people.flatMap(({ organisation, start }) => {
    const kind = organisation === null ? null : kindEndingAt(organisation, 0, organisation.length)
    if (organisation === null || !kind?.body) return []
    return [
      {
        name: organisation,
        type: kind.type,
        start,
        end: start + organisation.length,
        body: true,
        place: false,
        strength: 0.9,
      },
    ]
  })
}
