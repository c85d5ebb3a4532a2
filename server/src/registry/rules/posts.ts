import type { Day } from '#kernel/time/day.ts'

/** One post of a printed list of posts. `key` is the same for acting and full holders, so that 代市长 → 市长 reads as one seat. */
export type Post = { post: string; key: string; acting: boolean; rankWord: boolean }

const RANK_WORD =
  /^(?:[省市区县州]|[\u4e00-\u9fff]{2,4}[省市区县])?(?:委|政府|四套班子|主要|有关|相关)?(?:领导|负责人|负责同志|领导同志|负责人员)$/
const STALE = /^(?:时任|现任|新任|原任|前任|原|前)/
const ACTING = /^代(?!表|办|言|理商)(?:理)?|(?<=^[\u4e00-\u9fff]{0,8})代(?=[市省区县州]长$|主席$|主任$)/

/** Reads a printed post: 市委副书记、代市长 is two posts, the second acting; 市领导 is a rank word and names none. */
export function postsOf(printed: string): Post[] {
  const posts = printed
    .split(/[、,，;；/]|兼(?=[\u4e00-\u9fff]{2})/)
    .map(each => each.trim())
    .filter(Boolean)
  return posts.map(post => {
    const now = post.normalize('NFKC').replace(/\s+/g, '').replace(STALE, '')
    const acting = ACTING.test(now)
    return { post, key: now.replace(ACTING, '') || now, acting, rankWord: RANK_WORD.test(now) }
  })
}

/** The time a post is known to have been held. */
export type Term = {
  validFrom: Day | null
  validTo: Day | null
  seenFirst: Day | null
  seenLast: Day | null
}

/** How surely a post was held on a day; undefined when it certainly was not, or nothing is known before its first day. */
export function heldOn(term: Term, on: Day): 'certain' | 'possible' | undefined {
  const from = term.validFrom ?? term.seenFirst
  const until = term.validTo ?? term.seenLast
  if (term.validTo !== null && on > term.validTo) return undefined
  if (term.validFrom !== null && on < term.validFrom) return undefined
  if (from === null && until === null) return 'possible'
  // A term whose start is stated and whose end is not goes on as far as anybody knows, but only what was seen is certain.
  if (from !== null && until !== null && on >= from && on <= until) return 'certain'
  return 'possible'
}

/**
 * Who held a seat on a day: the certain holders, or else the holder last seen before it (likely, when nobody else was seen since),
 * or else whoever may have held it.
 */
export function holdersOn<T extends Term & { postKey: string }>(
  terms: readonly T[],
  on: Day,
): Array<{ term: T; certainty: 'certain' | 'likely' | 'possible' }> {
  const judged = terms.flatMap(term => {
    const held = heldOn(term, on)
    return held ? [{ term, held }] : []
  })
  const certain = judged.filter(({ held }) => held === 'certain')
  if (certain.length > 0) return certain.map(({ term }) => ({ term, certainty: 'certain' as const }))

  const startOf = ({ validFrom, seenFirst }: Term) => validFrom ?? seenFirst
  const before = judged.filter(({ term }) => (startOf(term) ?? '9999') <= on)
  const several = before.filter(({ term }) => heldByMany(term.postKey))
  if (several.length > 0) return several.map(({ term }) => ({ term, certainty: 'likely' as const }))
  const last = before
    .map(({ term }) => term.seenLast ?? startOf(term) ?? '')
    .toSorted()
    .at(-1)
  const latest = before.filter(({ term }) => (term.seenLast ?? startOf(term) ?? '') === last)
  if (latest.length > 0) return latest.map(({ term }) => ({ term, certainty: 'likely' as const }))
  return judged.map(({ term }) => ({ term, certainty: 'possible' as const }))
}

/** Posts that several people hold at once (副市长, 常委), so that a later holder says nothing about an earlier one. */
export function heldByMany(postKey: string): boolean {
  return /^[^长任]{0,8}副|常委|委员|成员|助理|代表|顾问|专家/.test(postKey)
}

/** The term after a source showed the post on one more day. */
export function seenAlso<T extends Term>(term: T, on: Day | null): Pick<Term, 'seenFirst' | 'seenLast'> | undefined {
  if (on === null) return undefined
  const seenFirst = term.seenFirst === null || on < term.seenFirst ? on : term.seenFirst
  const seenLast = term.seenLast === null || on > term.seenLast ? on : term.seenLast
  return seenFirst === term.seenFirst && seenLast === term.seenLast ? undefined : { seenFirst, seenLast }
}

/** What goes on the name of a body rather than begins a post: 海门区 + 委书记 is held in the party committee, not in the district. */
const STILL_THE_BODY = /^(?:委(?!员)|政府|人民政府|政协|人大|纪委|局(?!长)|办公室(?!主任|副主任)|院(?!长|士))/

/**
 * Settles where the name of a body ends and the post begins (市发改委副主任, 东澜大学教授), with the help of the names that are known:
 * readers cut printed words at the wrong character. Each post is given its own body: 市政协委员、东澜大学教授 are held in two places.
 */
export function settleBodies(
  organisation: string | null,
  posts: readonly string[],
  isBody: (name: string) => boolean,
): Array<{ organisation: string | null; post: string }> {
  const naming = posts.filter(post => organisation !== null && post !== organisation && post.startsWith(organisation))
  return posts.map(post => {
    // Where one of several posts names the body itself, the body belongs to that one.
    const own = organisation !== null && (naming.length === 0 || naming.includes(post)) ? organisation : null
    const bare = own !== null && naming.includes(post) ? post.slice(own.length) : post
    const whole = (own ?? '') + bare
    for (let cut = whole.length - 1; cut >= 2; cut--) {
      const [body, rest] = [whole.slice(0, cut), whole.slice(cut)]
      if (isBody(body) && !STILL_THE_BODY.test(rest)) return { organisation: body, post: rest }
    }
    return { organisation: own, post: bare }
  })
}
