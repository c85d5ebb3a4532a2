const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  壹: 1,
  二: 2,
  贰: 2,
  两: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
}
const TENS: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 }
const MYRIADS: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8 }

/** Whether a text holds any character of the full-width block; nearly none does. */
function hasWide(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= 0xff00) return true
  return false
}

/** Half-width digits, points and commas for full-width ones; other characters stay. */
export function halfWidth(text: string): string {
  if (!hasWide(text)) return text
  return text.replace(/[０-９．，％]/g, c => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
}

/**
 * The number a numeral names, null where it names none: `1,234.5`, `３．５`, `1.2万` (12000), `一百零五`, `两千三` (2300), `二〇二五`.
 *
 * The whole text must be the numeral. Numbers beyond 2^53 are refused (null) rather than rounded.
 */
export function readNumeral(text: string): number | null {
  const plain = halfWidth(text.trim())
  if (plain === '' || plain.length > 40) return null
  const value = /^\d/.test(plain) ? readArabic(plain) : readChinese(plain)
  return value !== null && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : null
}

function readArabic(text: string): number | null {
  if (text.length <= 9 && /^\d+$/.test(text)) return Number(text)
  const parts = /^(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([十百千]?)(万亿|[万亿]?)$/.exec(text)
  if (!parts) return null
  const base = Number(`${(parts[1] ?? '').replaceAll(',', '')}${parts[2] ?? ''}`)
  const scale = (TENS[parts[3] ?? ''] ?? 1) * [...(parts[4] ?? '')].reduce((all, c) => all * (MYRIADS[c] ?? 1), 1)
  return scale === 1 ? base : scaled(base, scale)
}

/** Multiplies a decimal without the binary dust: 118.11 × 1e8 is 11811000000. */
export function scaled(value: number, scale: number): number {
  return Number((value * scale).toPrecision(15))
}

function readChinese(text: string): number | null {
  if (!/^[零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖十百千拾佰仟万亿]+$/.test(text)) return null
  // digits said one after another, as in years and telephone numbers (二〇二五)
  if (text.length > 1 && [...text].every(c => c in DIGITS)) return Number([...text].map(c => DIGITS[c]).join(''))
  return readMyriads(text)
}

/** 亿 first, then 万, then the thousands: 三千二百亿零五万 = 320000050000. */
function readMyriads(text: string): number | null {
  for (const mark of ['亿', '万'] as const) {
    const at = text.lastIndexOf(mark)
    if (at < 0) continue
    const high = at === 0 ? null : readMyriads(text.slice(0, at))
    if (high === null) return null
    const rest = text.slice(at + 1)
    if (rest === '') return high * (MYRIADS[mark] ?? 1)
    // 三万五 is 35000: one bare digit after a mark counts in the next lower place
    const low =
      rest.length === 1 && rest in DIGITS ? (DIGITS[rest] ?? 0) * ((MYRIADS[mark] ?? 1) / 10) : readMyriads(rest)
    return low === null ? null : high * (MYRIADS[mark] ?? 1) + low
  }
  return readThousands(text)
}

function readThousands(text: string): number | null {
  let total = 0
  let digit: number | null = null
  let lastPlace = 10_000
  let zeroSeen = false
  for (const c of text) {
    const value = DIGITS[c]
    const place = TENS[c]
    if (value === 0) {
      if (digit !== null) return null
      zeroSeen = true
    } else if (value !== undefined) {
      if (digit !== null) return null
      digit = value
    } else if (place !== undefined && place < lastPlace) {
      // only 十 may stand without a digit before it: 十五
      if (digit === null && place !== 10) return null
      total += (digit ?? 1) * place
      digit = null
      lastPlace = place
      zeroSeen = false
    } else return null
  }
  if (digit === null) return total
  // 两千三 is 2300, 两千零三 is 2003
  return total + (zeroSeen || lastPlace > 1000 || lastPlace === 10 ? digit : digit * (lastPlace / 10))
}
