import type { Bound } from '#contract/kernel.ts'
import type { Language } from './language/language.ts'

/** A number in words: the figure itself, what bounds it, and its unit. */
export type QuantityParts = { before: string; number: string; after: string; unit: string; boundAfterUnit: string }

/**
 * Chinese units by what they are in English: the unit's words, and by how many powers of ten the figure moves. Counters (个, 家, 项)
 * count what the row already names, so in English they fall away.
 */
const units: Readonly<Record<string, readonly [string, number]>> = {
  元: ['yuan', 0],
  万元: ['million yuan', -2],
  亿元: ['billion yuan', -1],
  万亿元: ['trillion yuan', 0],
  万美元: ['million US dollars', -2],
  亿美元: ['billion US dollars', -1],
  '%': ['%', 0],
  百分点: ['points', 0],
  个百分点: ['points', 0],
  平方米: ['m²', 0],
  万平方米: ['m²', 4],
  平方公里: ['km²', 0],
  亩: ['mu', 0],
  公里: ['km', 0],
  吨: ['t', 0],
  万吨: ['t', 4],
  立方米: ['m³', 0],
  万立方米: ['m³', 4],
  人: ['people', 0],
  万人: ['people', 4],
  人次: ['visits', 0],
  万人次: ['visits', 4],
  '台（套）': ['machines', 0],
  天: ['days', 0],
  个工作日: ['working days', 0],
  工作日: ['working days', 0],
  年: ['years', 0],
  个: ['', 0],
  家: ['', 0],
  项: ['', 0],
  件: ['', 0],
  条: ['', 0],
  位: ['', 0],
  处: ['', 0],
  次: ['times', 0],
}

/** Money above a thousand ten-thousands reads badly in yuan: 11811000000元 is 118.11亿元. Only exact to four decimals. */
function inReadableMoney(number: string, unit: string): [string, string] {
  if (unit !== '元') return [number, unit]
  const size = Math.abs(Number(number))
  const [power, larger] = size >= 1e8 ? [8, '亿元'] : size >= 1e4 ? [4, '万元'] : [0, '元']
  const moved = moveDecimal(number, -power)
  return (moved.split('.')[1]?.length ?? 0) <= 4 ? [moved, larger] : [number, unit]
}

/** Moves the decimal point of a plain decimal text, without the rounding that multiplying would bring. */
export function moveDecimal(number: string, places: number): string {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(number)
  if (!found || places === 0) return number
  const [, sign = '', whole = '', decimals = ''] = found
  const digits = `${'0'.repeat(Math.max(0, -places))}${whole}${decimals}${'0'.repeat(Math.max(0, places))}`
  const point = Math.max(0, -places) + whole.length + places
  const left = digits.slice(0, point).replace(/^0+(?=\d)/, '')
  const right = digits.slice(point).replace(/0+$/, '')
  return `${sign}${left === '' ? '0' : left}${right === '' ? '' : `.${right}`}`
}

/** A figure without exponent or thousands comma (GB/T 15835), with a true minus sign; `digits` fixes its decimals. */
export function formatNumber(value: number, digits?: number): string {
  const text = digits === undefined ? plain(value) : value.toFixed(digits)
  return text.replace(/^-(?=.*[1-9])/, '−').replace(/^-/, '')
}

function plain(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 }) : text
}

/**
 * A quantity's parts in a language: 4000 台（套） 以上, over 4000 machines. `>` is at least, `<` not quite, `~` about.
 */
export function quantityParts(
  { value, unit, bound }: { value: number; unit: string | null; bound: Bound | null },
  language: Language,
  digits?: number,
): QuantityParts {
  const [number, readable] = inReadableMoney(plain(value), unit ?? '')
  if (language === 'zh') {
    return {
      before: bound === '~' ? '约' : bound === '<' ? '近' : '',
      number: formatNumber(Number(number), digits),
      after: '',
      unit: readable,
      boundAfterUnit: bound === '>' ? '以上' : '',
    }
  }
  const [word, move] = units[readable] ?? [readable, 0]
  const before = bound === '~' ? 'about ' : bound === '<' ? 'nearly ' : bound === '>' ? 'over ' : ''
  const moved = moveDecimal(number, move)
  const kept = digits === undefined ? undefined : Math.max(0, digits - move)
  return { before, number: formatNumber(Number(moved), kept), after: '', unit: word, boundAfterUnit: '' }
}

/** A quantity as one text, for titles, tooltips and citations. */
export function formatQuantity(
  { value, unit, bound }: { value: number | null; unit: string | null; bound: Bound | null },
  language: Language,
  digits?: number,
): string {
  if (value === null) return language === 'zh' ? '未填' : 'not given'
  const parts = quantityParts({ value, unit, bound }, language, digits)
  const gap = language === 'en' && parts.unit !== '' && parts.unit !== '%' ? ' ' : ''
  return `${parts.before}${parts.number}${gap}${parts.unit}${parts.boundAfterUnit}`
}
