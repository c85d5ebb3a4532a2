import type { LikenessReason } from '#contract/registryLikeness.ts'
import { type Home, nameKey, similarity } from '../names.ts'
import { isShortened } from './abbreviations.ts'
import { placesInOrder } from './inOrder.ts'
import { formerNamesIn, type Parts, partsOf } from './parts.ts'
import { regionsAlike } from './regions.ts'

/** How surely two names mean one, 0 to 1, and what says so. From 0.9 on nobody needs to be asked; below 0.5 nobody would think of it. */
export type Likeness = { score: number; because: LikenessReason }

/** The score from which two names are taken for one without asking. */
export const SURE = 0.9
/** The score from which a person is asked. */
export const UNSURE = 0.55

/**
 * How surely two names of bodies mean one body. `home` is the region whose own papers are read, because 市科技局 means its own. The
 * strongest reason for counts, and what tells bodies apart (another city, another number, a branch, another legal person) holds it down.
 */
export function organisationLikeness(one: string, other: string, home: Home): Likeness {
  return likenessTo(one, home)(other)
}

/** The same for one name asked against many: it is taken apart once. */
export function likenessTo(one: string, home: Home): (other: string) => Likeness {
  const key = nameKey(one, home)
  const former = formerNamesIn(one).map(each => nameKey(each, home))
  let parts: Parts | undefined
  return other => {
    const otherKey = nameKey(other, home)
    if (key === otherKey) return { score: 1, because: 'same-name' }
    // One name says of itself that it was the other.
    if (former.includes(otherKey) || formerNamesIn(other).some(each => nameKey(each, home) === key))
      return { score: 0.92, because: 'former' }
    parts ??= partsOf(one, home)
    return ofParts(parts, partsOf(other, home), home)
  }
}

function ofParts(left: Parts, right: Parts, home: Home): Likeness {
  const found = strongest(left, right, home)
  const apart = heldApart(left, right)
  if (apart && apart.score <= found.score) return apart
  // 原南通市科委 is what became of it or what it was: a person knows.
  return left.former !== right.former && found.score > 0.8 ? { score: 0.8, because: 'former' } : found
}

function strongest(left: Parts, right: Parts, home: Home): Likeness {
  const regions = regionsAlike(left.regions, right.regions)
  if (left.core === right.core) {
    const isShort = left.whole !== right.whole && (isShortened(left.whole) || isShortened(right.whole))
    const score = { same: 0.97, wider: 0.95, 'one-unsaid': unsaid(left, right, home), other: 0.3 }[regions]
    return { score, because: isShort ? 'abbreviation' : 'same-core' }
  }
  return [contained(left, right), initials(left, right), spelt(left, right)].reduce((best, each) =>
    each.score > best.score ? each : best,
  )
}

/** One of the two names no place: in the papers of a region it is the region's own, or nearly always a name that is known by itself. */
function unsaid(left: Parts, right: Parts, home: Home): number {
  const [said] = left.regions.length > 0 ? left.regions : right.regions
  const isHome = said !== undefined && home.full.some(each => each.startsWith(said.name))
  if (left.core.length <= 3) return isHome ? 0.8 : 0.6
  return isHome ? 0.93 : 0.85
}

/** The shorter begins the longer's own name: 通富微电 of 通富微电子. A longer one that goes on is often a daughter. */
function contained(left: Parts, right: Parts): Likeness {
  const [few, many] = left.core.length <= right.core.length ? [left.core, right.core] : [right.core, left.core]
  if (few.length < 2 || few.length >= many.length || !many.startsWith(few)) return nothing
  const rest = many.slice(few.length)
  // What follows names another body of the house: 中天科技 and its 研究院, 海缆.
  const isOther = /(?:研究院|研究所|学院|学校|医院|银行|基金会|大学|协会|商会|中心|创投|置业|物业)$/.test(rest)
  const score = (few.length >= 3 ? 0.6 : 0.45) + 0.28 * (few.length / many.length)
  return { score: isOther ? 0.5 : score, because: 'contained' }
}

/**
 * The shorter takes characters of the longer in order, beginning with one of its first words and ending in its last: 通大 of 南通大学, 中远海运 of
 * 中国远洋海运集团. The more of them begin a word or stand together, the surer.
 */
function initials(left: Parts, right: Parts): Likeness {
  const [one, other] = [withoutForm(left), withoutForm(right)]
  const [short, long, of] = one.length <= other.length ? [one, other, right] : [other, one, left]
  // What stands at the head in one piece is no choice of characters.
  if (long.startsWith(short)) return nothing
  const [few, many] = [[...short], [...long]]
  if (few.length < 2 || few.length > 8 || few.length >= many.length) return nothing
  const at = placesInOrder(few, many)
  if (!at) return nothing
  const first = at[0] ?? 0
  const last = at.at(-1) ?? 0
  const isAtHead =
    first <= 2 || many.slice(0, first).join('') === of.regions.map(each => each.name + each.level).join('')
  const tail = many.length - 1 - last
  if (!isAtHead || tail > 6) return nothing
  const density = few.length / many.length
  const isLong = few.length >= 3 ? 0.08 : 0
  return { score: Math.min(0.85, 0.58 + 0.25 * density + isLong - 0.01 * tail), because: 'initials' }
}

const withoutForm = ({ whole }: Parts) => whole.replace(/(?:集团|股份|控股|有限|责任|总公司|公司)+$/, '') || whole

/** Spelt alike: Dice over pairs of neighbouring characters of what is left without regions and legal form. */
const spelt = (left: Parts, right: Parts): Likeness => ({
  score: 0.85 * similarity(left.core, right.core),
  because: 'similar',
})

/** What tells two bodies apart however alike their names are, and how sure they can be one at the most. */
function heldApart(left: Parts, right: Parts): Likeness | undefined {
  if (regionsAlike(left.regions, right.regions) === 'other') return { score: 0.3, because: 'other-region' }
  if (left.numbers !== right.numbers) return { score: 0.35, because: 'other-number' }
  if (left.branch !== right.branch) return { score: 0.5, because: 'branch' }
  if (left.form !== right.form && left.form !== '' && right.form !== '') return { score: 0.6, because: 'other-form' }
  // 沿海集团 may be said of 沿海股份: of one house, and a person says which.
  if (left.form !== right.form && (left.form === 'group' || right.form === 'group') && left.core === right.core)
    return { score: 0.8, because: 'other-form' }
  if (side(left) !== '' && side(right) !== '' && side(left) !== side(right))
    return { score: 0.45, because: 'other-kind' }
  return undefined
}

/** 市委 and 市政府, 人大 and 政协, 法院 and 检察院, 大学 and its hospital: what a name ends in says what it is. */
function side({ out }: Parts): string {
  const end =
    /(委员会办公室|政府办公室|人民政府|人民代表大会常务委员会|人民政治协商会议|纪律检查委员会|人民法院|人民检察院|大学|学院|医院|银行|研究院|研究所|基金会|协会|学会|商会|联合会|开发区|产业园|集团|局|厅|部)(?:有限公司)?$/.exec(
      out,
    )
  const [, kind = ''] = end ?? []
  // What names no kind says nothing about it.
  return kind === '集团' ? '' : kind
}

const nothing: Likeness = { score: 0, because: 'similar' }
