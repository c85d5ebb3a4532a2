import type { Day } from '#kernel/time/day.ts'
import { dayNumber } from '#kernel/time/index.ts'
import { type Home, plain } from '../names.ts'
import { postsOf } from '../posts.ts'
import type { Likeness } from './organisations.ts'
import { partsOf } from './parts.ts'

/** Somebody as a page shows them: the post as printed, the body where it is said, and the day. */
export type Shown = { name: string; post: string | null; organisation: string | null; on: Day | null }

/** Posts that one person holds in one place at a time. */
const SINGLE =
  /^(?:代)?(?:省|市|区|县)?(?:委书记|长|人大常委会主任|政协主席)$|^(?:院长|校长|局长|主任|董事长|总经理|书记)$/
/** What a name is worth by itself. */
export const NAME_ONLY = 0.6
/** Longer than this ago somebody has most likely moved on, years. */
const LONG_YEARS = 8

/**
 * How surely two mentions are one person. The name alone is never enough: a post or a body must go on, and a post that only one person
 * holds, held in two places on nearly one day, speaks against it.
 */
export function personLikeness(one: Shown, other: Shown, home: Home): Likeness {
  if (nameOf(one.name) !== nameOf(other.name)) return { score: 0, because: 'similar' }
  const [left, right] = [postsIn(one, home), postsIn(other, home)]
  const years = yearsBetween(one.on, other.on)
  const late = years === null ? 0 : Math.min(0.12, (Math.max(0, years - LONG_YEARS) / 10) * 0.12)
  const fade = (score: number, because: Likeness['because']): Likeness => ({ score: score - late, because })
  if (left.length === 0 || right.length === 0) return fade(NAME_ONLY, 'name-only')
  const pairs = left.flatMap(mine => right.map(theirs => ({ mine, theirs })))
  const isSameBody = ({ mine, theirs }: (typeof pairs)[number]) => mine.body !== '' && mine.body === theirs.body
  const fits = ({ mine, theirs }: (typeof pairs)[number]) =>
    mine.body === '' || theirs.body === '' || mine.body === theirs.body
  if (pairs.some(pair => pair.mine.post === pair.theirs.post && !pair.mine.isRank && isSameBody(pair)))
    return fade(0.98, 'same-post')
  if (pairs.some(pair => pair.mine.post === pair.theirs.post && !pair.mine.isRank && fits(pair)))
    return fade(0.92, 'same-post')
  if (pairs.some(pair => isSameBody(pair) && !pair.mine.isRank && !pair.theirs.isRank)) return fade(0.9, 'same-body')
  if (pairs.some(({ mine, theirs }) => mine.isRank || theirs.isRank)) return fade(0.62, 'rank-only')
  const isTorn = pairs.some(({ mine, theirs }) => mine.single && theirs.single && !fits({ mine, theirs }))
  if (isTorn && years !== null && years < 0.5) return { score: 0.25, because: 'other-post' }
  return fade(0.45, 'other-post')
}

/** A name without what papers put behind it: 张三（女，回族）, 张三同志, 张 三. */
const nameOf = (name: string) =>
  plain(name.normalize('NFKC').replace(/\([^()]*\)/g, '')).replace(/(?<=.{2})(?:同志|先生|女士|教授|院士|博士)$/, '')

function postsIn({ post, organisation }: Shown, home: Home) {
  if (post === null) return []
  return postsOf(post).map(({ key, rankWord }) => {
    const { body, rest } = bodyOf(key, organisation, home)
    return { post: rest, body, isRank: rankWord, single: SINGLE.test(rest) }
  })
}

/** What a post is called wherever it is held, at the end of what is printed. */
const TITLE =
  /(?:党委|党组|党工委|常委|常务)?(?:副?(?:书记|主席|主任|局长|厅长|部长|院长|校长|市长|省长|区长|县长|镇长|乡长|所长|处长|科长|会长|行长|馆长|园长|台长|社长|秘书长|董事长|总经理|总裁|教授|研究员|主任委员)|委员|总工程师|工程师|负责人|巡视员|调研员|主持人|院士)$/

/** 市科技局局长 is 局长 at 市科技局; where the body is said apart, it is that one. */
function bodyOf(key: string, organisation: string | null, home: Home): { body: string; rest: string } {
  const at = TITLE.exec(key)?.index ?? 0
  const [before, rest] = [key.slice(0, at), key.slice(at)]
  const said = organisation ?? ([...before].length >= 2 ? before : null)
  if (said === null) return { body: '', rest: key }
  const { regions, core } = partsOf(said, home)
  return { body: regions.map(each => each.name).join('') + core, rest }
}

function yearsBetween(one: Day | null, other: Day | null): number | null {
  return one === null || other === null ? null : Math.abs(dayNumber(one) - dayNumber(other)) / 365
}
