import type { Home } from './names.ts'
import { nameKey, plain } from './names.ts'

/** Where a post is held, as far as known: a resolved organisation or unit, or the key of the printed name ('' where none is named). */
export type Seat = { organisationId: string | null; unitId: string | null; organisationKey: string }
export type HeldPost = Seat & { postKey: string; rankWord: boolean }

/** The key of a printed organisation; the own city and its government at large are nobody's particular seat and give ''. */
export function seatKey(printed: string | null, home: Home): string {
  if (printed === null) return ''
  const whole = plain(printed)
  const bare = home.full.map(each => plain(each)).flatMap(each => [each, each.slice(0, -1)])
  if (bare.includes(whole) || whole === `全${home.level}` || whole === `我${home.level}`) return ''
  const key = nameKey(whole.replace(/^中共/, ''), home)
  return [`${home.level}政府`, `${home.level}人民政府`, `${home.level}委`, `${home.level}委${home.level}政府`].includes(
    key,
  )
    ? ''
    : key
}

/** The two are held in one named place. */
export function sameSeat(one: Seat, other: Seat): boolean {
  if (one.unitId !== null && other.unitId !== null) return one.unitId === other.unitId
  if (one.organisationId !== null && other.organisationId !== null) return one.organisationId === other.organisationId
  return one.organisationKey !== '' && one.organisationKey === other.organisationKey
}

const unnamed = ({ organisationId, unitId, organisationKey }: Seat) =>
  organisationId === null && unitId === null && organisationKey === ''

/** The two may be held in one place: it is the same, or one of them names none. */
export const fittingSeat = (one: Seat, other: Seat) => sameSeat(one, other) || unnamed(one) || unnamed(other)

/**
 * Whether a person who is known to hold some posts is the one a page names with others: the same name alone is not enough, the
 * post or the organisation must go on. A rank word (市领导) continues only itself, because it names no post (domain.md section 0).
 */
export function continues(known: readonly HeldPost[], named: readonly HeldPost[]): boolean {
  return named.some(post =>
    known.some(
      held =>
        held.rankWord === post.rankWord &&
        ((held.postKey === post.postKey && fittingSeat(held, post)) || (!post.rankWord && sameSeat(held, post))),
    ),
  )
}
