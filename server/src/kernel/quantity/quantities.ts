import type { Bound } from '#contract/kernel.ts'
import { halfWidth, readNumeral, scaled } from './numerals.ts'
import { plainUnit, UNIT_PATTERN, unitScale } from './units.ts'

/**
 * A quantity as printed: `value` counts in `unit` (118.11 亿元 stays 118.11 with 亿元), `upper` is the other end of a range,
 * `bound` is what 余、近、约 and their like say. `shape` tells a rank (第5位), a fraction (三分之一), a number said in characters (二十家),
 * an unchanged level (持平, 0 %) and a vague number (数十, value its least) from a plain one. Offsets are in the text that was searched.
 */
export type PrintedQuantity = {
  start: number
  end: number
  text: string
  value: number
  upper: number | null
  unit: string
  bound: Bound | null
  shape: 'plain' | 'characters' | 'rank' | 'fraction' | 'level' | 'vague'
}

const BEFORE =
  /(超过了?|不超过|超出|超|逾|突破|首破|冲破|不低于|不少于|至少|多于|高于|大于|将近|接近|近|不足|不到|低于|少于|小于|最多|至多|大约为?|约为?|约合|大概)$/
/** The last characters of those words: most numbers have none of them before them. */
const BEFORE_ENDS = '过了超出逾破于少近足到多约为合概'
const BOUND_OF: ReadonlyArray<readonly [RegExp, Bound]> = [
  [/^(不超过|将近|接近|近|不足|不到|低于|少于|小于|最多|至多)/, '<'],
  [/^(超|逾|突破|首破|冲破|不低于|不少于|至少|多于|高于|大于)/, '>'],
  [/^(大约|约|大概)/, '~'],
]

/** Lengths are bounded, so that a page of nothing but digits is read in linear time. */
const DIGIT_NUMBER = '[0-9０-９]{1,16}(?:[,，][0-9０-９]{3}(?![0-9０-９])){0,6}(?:[.．][0-9０-９]{1,8})?'
const SCALE = '(?:[十百千]?万?亿|[十百千]?万|[千百](?![瓦克米伏分]))'
const RANGE = '(?:[~～\\-－–—]{1,2}|至|到)'
const MORE = '(?:[余多]|来(?=个|家|名|位|人|种|项))'
const AFTER = '(?:以上|以下|以内|左右|上下)'
const CHARACTERS = '[零〇一二两三四五六七八九十百千万亿]'

/** Groups by number, not by name: a match with named groups carries a table of all of them, and most of the time went into making it. */
const PATTERN = new RegExp(
  [
    `(第)?(${DIGIT_NUMBER})(?:(${SCALE}?(?:%|％|${UNIT_PATTERN})?)${RANGE}(${DIGIT_NUMBER}))?(${MORE})?(${SCALE})?(${MORE})?(%|％|${UNIT_PATTERN})?(${AFTER})?`,
    `(百|千|万|${CHARACTERS}{1,3})分之(${CHARACTERS}{1,6}(?:点${CHARACTERS}{1,6})?)`,
    `(数[十百千万]万?亿?|[几数](?=[个家名位项条座种台])|好几[十百千]?|[十百千]几)(${UNIT_PATTERN})?`,
    `(第)?(${CHARACTERS}{1,16})(${MORE})?(万|亿)?(${UNIT_PATTERN})(${AFTER})?`,
    `(第)([一二三四五六七八九十百]{1,6})`,
    '(持平)',
  ].join('|'),
  'y',
)

/** The characters a quantity may begin with: most of a text is passed over without trying the whole pattern. */
const HEADS = new Uint8Array(65536)
for (const c of '0123456789０１２３４５６７８９零〇一二两三四五六七八九十百千万亿第数几好持') HEADS[c.charCodeAt(0)] = 1

/** What no number of a date or a time goes without right behind it. */
const MAY_BE_DATE = /^[0-9]{1,4}[月日时点年:：\-/.~—–至到]/
const CLOCK_OR_DATE =
  /^(?:[0-9]{1,2}(?:月|日|时|点[0-9半整钟]|:[0-9]|：[0-9])|(?:19|20)[0-9]{2}(?:年|[-/.][0-9]{1,2}[-/.]))/

/**
 * Every quantity printed in a text, in order. Dates and times of day are left out (2025年, 5月10日, 14:30), durations stay (20年).
 * Runs in time linear in the text; never throws.
 */
export function findQuantities(text: string): PrintedQuantity[] {
  const found: PrintedQuantity[] = []
  for (let i = 0; i < text.length; i++) {
    if (HEADS[text.charCodeAt(i)] === 0) continue
    PATTERN.lastIndex = i
    const match = PATTERN.exec(text)
    if (!match) continue
    const cut = endOfFirst(match)
    if (cut !== null) {
      const back = Math.max(0, i - 6)
      const first = findQuantities(text.slice(back, i + cut)).at(-1)
      if (first) found.push({ ...first, start: first.start + back, end: first.end + back })
      i += cut - 1
      continue
    }
    i += match[0].length - 1
    const quantity = fromMatch(text, match)
    if (quantity) found.push(quantity)
  }
  return found
}

/** 25个基点至2.6% is no range but two quantities: where the first ends in the match; null for a range and for one quantity. */
function endOfFirst(match: Match): number | null {
  const [low, high] = [plainUnit(match[GROUPS.lowUnit] ?? ''), plainUnit(match[GROUPS.unit] ?? '')]
  const base = unitScale(low).base
  if (match[GROUPS.high] === undefined || base === '' || base === unitScale(high).base) return null
  return `${match[GROUPS.rank] ?? ''}${match[GROUPS.low]}${match[GROUPS.lowUnit]}`.length
}

/** The one quantity a text consists of (`约3.5万平方米`), null where it is something else. */
export function readQuantity(text: string): PrintedQuantity | null {
  const trimmed = text.trim()
  const [only, ...others] = findQuantities(trimmed)
  return only && others.length === 0 && only.start === 0 && only.end === trimmed.length ? only : null
}

/** Value and base unit with 万、亿 multiplied out: 11.8 亿元 is 1180000000 元. Money in fen is this times one hundred. */
export function inBaseUnit(quantity: { value: number; unit: string }): { value: number; unit: string } {
  const { scale, base } = unitScale(quantity.unit)
  return { value: scaled(quantity.value, scale), unit: base }
}

/** The places of the groups of `PATTERN`, in its order. */
const GROUPS = {
  rank: 1,
  low: 2,
  lowUnit: 3,
  high: 4,
  more: 5,
  scale: 6,
  more2: 7,
  unit: 8,
  after: 9,
  of: 10,
  part: 11,
  vague: 12,
  vagueUnit: 13,
  rank2: 14,
  hans: 15,
  hmore: 16,
  hscale: 17,
  hunit: 18,
  hafter: 19,
  rank3: 20,
  hans3: 21,
  level: 22,
} as const
type Match = RegExpExecArray

function fromMatch(text: string, match: Match): PrintedQuantity | null {
  const start = match.index
  const end = start + match[0].length
  if (match[GROUPS.level])
    return { start, end, text: match[0], value: 0, upper: null, unit: '%', bound: null, shape: 'level' }
  if (match[GROUPS.of]) return fraction(match, text, start, end)
  if (match[GROUPS.vague]) return vague(match, start, end)
  if (match[GROUPS.low]) return isDate(text, start, end) ? null : plain(match, text, start, end)
  return inCharacters(match, text, start, end)
}

function isDate(text: string, start: number, end: number): boolean {
  const here = halfWidth(text.slice(start, Math.min(text.length, end + 4)))
  if (MAY_BE_DATE.test(here)) {
    if (CLOCK_OR_DATE.test(here)) return true
    // 12日~13日, 2023-2025年, 3至5月: a range that ends in a date
    if (/^[0-9]{1,4}(?:[~\-—–]{1,2}|至|到)[0-9]{1,4}(?:[日月]|年(?!限))/.test(here)) return true
  }
  if (start === 0 || !':：月'.includes(text.charAt(start - 1))) return false
  return /[0-9][:：]$|[0-9]月$/.test(halfWidth(text.slice(Math.max(0, start - 6), start)))
}

function withBound(
  text: string,
  start: number,
  marks: string,
  after: string | undefined,
): { from: number; bound: Bound | null } {
  const before =
    start > 0 && BEFORE_ENDS.includes(text.charAt(start - 1))
      ? (BEFORE.exec(text.slice(Math.max(0, start - 4), start))?.[1] ?? null)
      : null
  const real = before && !isOwnWord(before, text.slice(Math.max(0, start - before.length - 1), start)) ? before : null
  const from = real ? start - real.length : start
  if (marks !== '') return { from, bound: '>' }
  if (after === '以上') return { from, bound: '>' }
  if (after === '以下' || after === '以内') return { from, bound: '<' }
  if (after === '左右' || after === '上下') return { from, bound: '~' }
  return { from, bound: BOUND_OF.find(([mark]) => real !== null && mark.test(real))?.[1] ?? null }
}

/** 附近3家, 最近5年, 已签约14个 and 高超 hold no bound: the character before makes another word of it. */
function isOwnWord(mark: string, printed: string): boolean {
  if (mark === '近') return /^[附最靠邻新远临就亲毗]/.test(printed)
  if (mark === '约') return /^[签合节预履解违特邀条公续集制契密邀相失践守缔立盟赴爽誓]/.test(printed)
  return mark === '超' && /^[高反赶]/.test(printed)
}

function plain(match: Match, text: string, start: number, end: number): PrintedQuantity | null {
  const low = readNumeral((match[GROUPS.low] ?? '').replaceAll('，', ','))
  if (low === null) return null
  const upper = match[GROUPS.high]
  const high = upper ? readNumeral(upper.replaceAll('，', ',')) : null
  const printed = `${match[GROUPS.scale] ?? ''}${match[GROUPS.unit] ?? ''}`
  const unit = plainUnit(printed)
  if (match[GROUPS.rank])
    return { start, end, text: match[0], value: low, upper: null, unit, bound: null, shape: 'rank' }
  const { from, bound } = withBound(
    text,
    start,
    `${match[GROUPS.more] ?? ''}${match[GROUPS.more2] ?? ''}`,
    match[GROUPS.after],
  )
  return { start: from, end, text: text.slice(from, end), value: low, upper: high, unit, bound, shape: 'plain' }
}

function fraction(match: Match, text: string, start: number, end: number): PrintedQuantity | null {
  const of =
    match[GROUPS.of] === '百'
      ? 100
      : match[GROUPS.of] === '千'
        ? 1000
        : match[GROUPS.of] === '万'
          ? 10_000
          : readNumeral(match[GROUPS.of] ?? '')
  const [whole, decimals] = (match[GROUPS.part] ?? '').split('点')
  const head = readNumeral(whole ?? '')
  const tail = decimals ? readNumeral([...decimals].length === 1 ? decimals : decimals) : 0
  if (of === null || of === 0 || head === null || tail === null) return null
  const part = decimals ? Number(`${head}.${String(tail).padStart(decimals.length, '0')}`) : head
  const { from, bound } = withBound(text, start, '', undefined)
  const shown = of === 100 ? { value: part, unit: '%' } : { value: Number((part / of).toPrecision(12)), unit: '' }
  return {
    start: from,
    end,
    text: from === start ? match[0] : text.slice(from, end),
    ...shown,
    upper: null,
    bound,
    shape: 'fraction',
  }
}

const LEAST: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, 万: 10_000 }

function vague(match: Match, start: number, end: number): PrintedQuantity {
  const said = match[GROUPS.vague] ?? ''
  const place = [...said].reduce((all, c) => all * (LEAST[c] ?? (c === '亿' ? 1e8 : 1)), 1)
  const many = /^[几数好]/.test(said) && place > 1 ? 2 : 1
  const value = place === 1 ? 3 : /^[十百千]几$/.test(said) ? place + 1 : place * many
  return {
    start,
    end,
    text: match[0],
    value,
    upper: null,
    unit: plainUnit(match[GROUPS.vagueUnit] ?? ''),
    bound: '~',
    shape: 'vague',
  }
}

const NEIGHBOURS = /^([一二三四五六七八])([二三四五六七八九])([十百千万]?)$/

function inCharacters(match: Match, text: string, start: number, end: number): PrintedQuantity | null {
  if (match[GROUPS.rank3]) {
    const place = readNumeral(match[GROUPS.hans3] ?? '')
    return place === null
      ? null
      : { start, end, text: match[0], value: place, upper: null, unit: '', bound: null, shape: 'rank' }
  }
  const said = match[GROUPS.hans] ?? ''
  const unit = plainUnit(`${match[GROUPS.hscale] ?? ''}${match[GROUPS.hunit] ?? ''}`)
  if (match[GROUPS.rank2]) {
    const place = readNumeral(said)
    return place === null
      ? null
      : { start, end, text: match[0], value: place, upper: null, unit, bound: null, shape: 'rank' }
  }
  // 三四十家, 两三个: two neighbouring digits name a range
  const pair = said.length < 2 ? null : NEIGHBOURS.exec(said.replace('两', '二'))
  const low = pair ? readNumeral(`${pair[1]}${pair[3]}`) : readNumeral(said)
  const high = pair ? readNumeral(`${pair[2]}${pair[3]}`) : null
  if (low === null || (pair && (high === null || high / low > 2.01))) return null
  // the trailing 万 or 亿 of a number in characters belongs to the unit, as it does with Arabic digits (三十万元 is 30 万元)
  const tail = said.length < 2 ? null : /^(.+?)(万亿|[万亿])$/.exec(said)
  const head = tail && !pair ? readNumeral(tail[1] ?? '') : null
  const { from, bound } = withBound(text, start, match[GROUPS.hmore] ?? '', match[GROUPS.hafter])
  const numbers = head !== null && tail ? { value: head, unit: `${tail[2]}${unit}` } : { value: low, unit }
  return {
    start: from,
    end,
    text: text.slice(from, end),
    ...numbers,
    upper: high,
    bound: pair ? '~' : bound,
    shape: 'characters',
  }
}
