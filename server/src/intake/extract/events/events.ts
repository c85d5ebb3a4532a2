import type { FactOf } from '#contract/extraction.ts'
import type { Reading } from '../reading.ts'
import { findActions } from './actions.ts'
import { dateTextFor, type Found, organiserIn, peopleIn, placeFor } from './context.ts'
import { type EventMention, findMeetings } from './meetings.ts'

/** The events of an article, each once: what was held, opened, released, visited; with date, place, organiser and people where the page has them. */
export function eventFacts(reading: Reading, found: Found): Array<FactOf<'event'>> {
  const events: EventMention[] = []
  const names = new Set<string>()
  const byStart = new Map<number, string[]>()
  for (const event of [...findMeetings(reading), ...findActions(reading)].sort((a, b) => b.strength - a.strength)) {
    const twins = byStart.get(event.at) ?? []
    if (names.has(event.name) || twins.some(known => known.startsWith(event.name))) continue
    names.add(event.name)
    byStart.set(event.at, [...twins, event.name])
    events.push(event)
  }
  return events
    .sort((a, b) => a.at - b.at)
    .map(event => {
      const sentence = reading.sentenceAt(event.at)
      const whole = reading.text.slice(sentence.start, sentence.end)
      return {
        kind: 'event',
        name: event.name,
        type: event.type,
        dateText: dateTextFor(reading, sentence, event.at),
        place: placeFor(reading, found, sentence, event.at),
        organiser: organiserIn(whole),
        participants: peopleIn(found, sentence),
        evidence: reading.evidence(event.start, Math.min(event.end, event.start + 110)),
        confidence: event.strength,
      }
    })
}
