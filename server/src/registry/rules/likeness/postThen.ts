import type { PostThen } from '#contract/registry.ts'
import type { Home } from '../names.ts'
import { heldOn, type Term } from '../posts.ts'
import type { Likeness } from './organisations.ts'
import { NAME_ONLY, personLikeness, type Shown } from './people.ts'

/** A post as it is known of somebody, with the printed name of its body. */
export type Known = Term & { post: string; organisation: string | null }

/** What a post of that time is worth against the same held on that day: named 局长 in other years is not 局长 on that day. */
const WORTH: Readonly<Record<PostThen, number>> = {
  'same-then': 1,
  'same-perhaps': 0.98,
  'same-other-time': 0.85,
  'other-then': 1,
}

/** What is left of the likeness of somebody who is known to have held another post on that very day, and not this one. */
const AGAINST = 0.8

/** The surest of what each known post says of a person, held down where another post of that day speaks against. */
export function surestPost<J extends Likeness & { onDay: PostThen | null }>(judged: readonly J[]): Likeness {
  const [best] = judged.toSorted((one, other) => other.score - one.score)
  if (!best) return { score: NAME_ONLY, because: 'name-only' }
  const isAgainst =
    judged.some(({ onDay }) => onDay === 'other-then') && !judged.some(({ onDay }) => onDay === 'same-then')
  return { score: isAgainst ? best.score * AGAINST : best.score, because: best.because }
}

/**
 * How surely somebody of one name who is known to have held a post is whom a page shows: the likeness of the two mentions, and how the
 * term of the post stands to the day of the page; `onDay` is null where post or day tell nothing.
 */
export function postThen(known: Known, shown: Shown, home: Home): Likeness & { onDay: PostThen | null } {
  const mention = {
    name: shown.name,
    post: known.post,
    organisation: known.organisation,
    on: known.seenLast ?? known.validTo ?? known.validFrom,
  }
  const found = personLikeness(mention, shown, home)
  const onDay = onDayOf(known, shown, found)
  return { ...found, score: found.score * (onDay === null ? 1 : WORTH[onDay]), onDay }
}

function onDayOf(known: Known, { on }: Shown, { because }: Likeness): PostThen | null {
  if (on === null) return null
  const held = heldOn(known, on)
  if (because === 'same-post')
    return held === 'certain' ? 'same-then' : held === 'possible' ? 'same-perhaps' : 'same-other-time'
  // Another post at the same body goes beside it; at another body it speaks against.
  return because === 'other-post' && held === 'certain' ? 'other-then' : null
}
