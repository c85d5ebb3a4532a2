import type { PersonMention } from '../people/people.ts'
import type { PlaceMention } from '../places/places.ts'
import { between, type Reading, type Sentence } from '../reading.ts'

/** What is already known of an article when its events, projects and agreements are read. */
export type Found = { people: readonly PersonMention[]; places: readonly PlaceMention[] }

/** The date words an event carries: those of its sentence, else those the article begins with. */
export function dateTextFor(reading: Reading, sentence: Sentence, at: number): string | null {
  const own = between(reading.dates, sentence.start, sentence.end)
  const nearest = own.findLast(mark => mark.end <= at) ?? own[0]
  if (nearest) return nearest.text
  const first = reading.dates[0]
  return first && first.start < 60 ? first.text : null
}

/** The place of an event: the one behind 在 near it, else null; places of other events are not borrowed. */
export function placeFor(reading: Reading, found: Found, sentence: Sentence, at: number): string | null {
  let best: PlaceMention | null = null
  for (const place of between(found.places, sentence.start, sentence.end)) {
    if (!/(?:在|赴|于|到|来到|走进|齐聚|来)$/.test(reading.text.slice(Math.max(0, place.start - 2), place.start)))
      continue
    if (
      !best ||
      Math.abs(place.start - at) < Math.abs(best.start - at) ||
      (place.start === best.start && place.end > best.end)
    )
      best = place
  }
  return best?.name ?? null
}

/** The people named in the sentence. */
export function peopleIn(found: Found, sentence: Sentence): string[] {
  return [...new Set(between(found.people, sentence.start, sentence.end).map(person => person.name))]
}

/** Who holds an event: 由甲、乙联合举办, 甲召开. */
export function organiserIn(text: string): string | null {
  const by = /(?:^|[，。；\n“])由([^，。；\n]{2,60}?)(?:联合|共同)?(?:举办|主办|承办|组织|发起|牵头)/.exec(text)
  if (by?.[1]) return by[1]
  return (
    /^([^，。；\n在于]{2,20}?(?:政府|委员会|委|局|办|厅|部|党组|协会|商会|中心|集团|公司|大学|学院))(?:赴[\u4e00-\u9fff]{1,6})?(?:联合)?(?:召开|举办|举行|组织)/.exec(
      text,
    )?.[1] ?? null
  )
}
