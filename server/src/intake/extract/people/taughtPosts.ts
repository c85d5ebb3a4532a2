import type { Reading } from '../reading.ts'
import { postLead } from './chain.ts'
import { nameAt } from './names.ts'
import { listAfter, type PersonMention } from './people.ts'

/** Less sure than a post the grammar knows: it was taught by the people of one city. */
const STRENGTH = 0.75

/**
 * People named with posts that were taught: 驻链专员某某. Where the grammar read the end of such a post as the whole (专员), the taught post
 * stands; what it read otherwise stays.
 */
export function withTaughtPosts(
  reading: Reading,
  people: readonly PersonMention[],
  posts: readonly string[],
): readonly PersonMention[] {
  if (posts.length === 0) return people
  const { text } = reading
  const memory = new Map(people.map(({ name }) => [name, name] as const))
  const byPlace = new Map(people.map(person => [person.nameStart, person]))
  for (const { at, post } of placesOf(posts, text)) {
    const end = at + post.length
    const from = text[end] === ' ' ? end + 1 : end
    const first = nameAt(text, from, memory)
    if (!first) continue
    const sentence = reading.sentenceAt(at)
    const lead = postLead(reading, sentence, Math.max(sentence.start, clauseStart(text, at)), at)
    const names = [{ ...first, start: from }, ...listAfter(text, first.end, memory, false)]
    for (const { name, start, end: nameEnd } of names) {
      const read = byPlace.get(start)
      if (read && !post.endsWith(read.post)) continue
      byPlace.set(start, {
        name,
        post,
        organisation: lead.organisation,
        organisationStart: lead.organisation === null ? at : lead.start,
        start: lead.organisation === null ? at : lead.start,
        nameStart: start,
        end: nameEnd,
        listEnd: names.at(-1)?.end ?? nameEnd,
        strength: STRENGTH,
      })
    }
  }
  return [...byPlace.values()].sort((a, b) => a.nameStart - b.nameStart)
}

/** Where the posts stand in a text, the longest at each place, by their first two characters. */
function placesOf(posts: readonly string[], text: string): Array<{ at: number; post: string }> {
  const byHead = Map.groupBy(
    [...new Set(posts)].filter(post => post.length >= 2).sort((a, b) => b.length - a.length),
    post => post.slice(0, 2),
  )
  const found: Array<{ at: number; post: string }> = []
  for (let at = 0; at + 1 < text.length; at++) {
    const post = byHead.get(text.slice(at, at + 2))?.find(each => text.startsWith(each, at))
    if (post === undefined) continue
    found.push({ at, post })
    at += post.length - 1
  }
  return found
}

/** No organisation before a post is longer than this. */
const LONGEST_LEAD = 40

function clauseStart(text: string, at: number): number {
  const floor = Math.max(0, at - LONGEST_LEAD)
  let start = at
  while (start > floor && !/[、，。；：！？“”《》\n ]/.test(text.charAt(start - 1))) start--
  return start
}
