import type { Evidence } from '#contract/extraction.ts'

/**
 * Text made regular for reading, with the way back: `at[i]` is the UTF-16 offset in the page of character `i` of `text`.
 *
 * Punctuation is full width, digits and letters half width, bold marks and characters without width are gone, white space inside a
 * line is one space or none. Every character stands for exactly one UTF-16 unit of the page, so that evidence stays exact.
 */
export type Flow = { readonly text: string; readonly at: Int32Array }

const KEEP = 0
const DROP = 1
const SPACE = 2

/** What becomes of each UTF-16 unit: itself, another unit, dropped, or a space. Built once. */
const to = new Uint16Array(65536)
const act = new Uint8Array(65536)
for (let i = 0; i < 65536; i++) to[i] = i
for (let i = 0xff01; i <= 0xff5e; i++) to[i] = i - 0xfee0
for (let i = 0x2f00; i <= 0x2fd5; i++) to[i] = String.fromCharCode(i).normalize('NFKC').charCodeAt(0) // Kangxi radicals, from PDF
const PUNCTUATION: Readonly<Record<string, string>> = {
  ',': '，',
  ':': '：',
  ';': '；',
  '?': '？',
  '!': '！',
  '(': '（',
  ')': '）',
  '〜': '~',
  '～': '~',
  '∼': '~',
  '﹒': '·',
  '・': '·',
  '•': '·',
  '‧': '·',
  '「': '“',
  '」': '”',
  '『': '“',
  '』': '”',
  '｡': '。',
  '､': '、',
  '﹐': '，',
  '–': '—',
  '﹪': '%',
  '〈': '《',
  '〉': '》',
  '－': '-',
  '−': '-',
}
for (const [from, into] of Object.entries(PUNCTUATION)) to[from.charCodeAt(0)] = into.charCodeAt(0)
for (const [wide, narrow] of [
  [0xff0c, ','],
  [0xff1a, ':'],
  [0xff1b, ';'],
  [0xff1f, '?'],
  [0xff01, '!'],
  [0xff08, '('],
  [0xff09, ')'],
] as const) {
  to[wide] = PUNCTUATION[narrow]?.charCodeAt(0) ?? wide
}
for (const c of '\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069')
  act[c.charCodeAt(0)] = DROP
for (const c of ' \t\u00a0\u3000\u2002\u2003\u2009\v\f\u0085') act[c.charCodeAt(0)] = SPACE

const isDigit = (unit: number | undefined) => unit !== undefined && unit >= 48 && unit <= 57
const isLatin = (unit: number) => (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122)
const isHan = (unit: number) => unit >= 0x4e00 && unit <= 0x9fff
const COMMA = ','.charCodeAt(0)
const COLON = ':'.charCodeAt(0)
const STAR = '*'.charCodeAt(0)
const UNDERLINE = '_'.charCodeAt(0)
const QUOTE = '"'.charCodeAt(0)
const OPEN = '“'.charCodeAt(0)
const CLOSE = '”'.charCodeAt(0)
const BLANK = ' '.charCodeAt(0)

/** Makes one stretch of the page (a line, a title) regular. Straight quotes open and close in turn. */
export function normalise(page: string, start = 0, end = page.length): Flow {
  const units = new Uint16Array(end - start)
  const at = new Int32Array(end - start)
  let n = 0
  let space = -1
  let quoted = false
  for (let i = start; i < end; i++) {
    const raw = page.charCodeAt(i)
    const action = act[raw] ?? KEEP
    if (action === DROP) continue
    if (action === SPACE) {
      if (space < 0) space = i
      continue
    }
    if ((raw === STAR || raw === UNDERLINE) && (page.charCodeAt(i + 1) === raw || page.charCodeAt(i - 1) === raw))
      continue
    let unit = to[raw] ?? raw
    if (raw === QUOTE) {
      unit = quoted ? CLOSE : OPEN
      quoted = !quoted
    } else if ((raw === COMMA || raw === COLON) && isDigit(page.charCodeAt(i - 1)) && isDigit(page.charCodeAt(i + 1)))
      unit = raw
    if (space >= 0) {
      const last = units[n - 1]
      if (last !== undefined && wantsSpace(last, unit)) {
        units[n] = BLANK
        at[n++] = space
      }
      space = -1
    }
    units[n] = unit
    at[n++] = i
  }
  return { text: decode(units.subarray(0, n)), at: at.slice(0, n) }
}

/** A space between a digit and a character is typesetting (5 月 10 日); between characters, names or words it means something. */
function wantsSpace(before: number, after: number): boolean {
  if (isDigit(before) && isDigit(after)) return true
  if (isDigit(before)) return isLatin(after) || (isHan(after) && !UNIT_FIRST.has(after))
  if (isDigit(after)) return isLatin(before) || (isHan(before) && !NUMBER_LEAD.has(before))
  return isHan(before) || isHan(after) || isLatin(before) || isLatin(after)
}

const codes = (text: string) => new Set([...text].map(c => c.charCodeAt(0)))
/** Characters that go with the number before them (5 月, 100 亿元) and with the one behind them (2025年 5月, 约 3万). */
const UNIT_FIRST = codes(
  '年月日时分秒号个名位家人次项条座台套辆艘架件种批所处支只户篇部本份块张场届期轮类道题席枚颗株头层列班对组队款宗起例岁百千万亿元吨公米平亩余多倍成度克',
)
const NUMBER_LEAD = codes('年月第约近超达至到为有共计是等于以在自从每前后增降长升第过破余')

function decode(units: Uint16Array): string {
  return Buffer.from(units.buffer, units.byteOffset, units.byteLength).toString('utf16le')
}

/** Puts stretches one after another; `glue` says what stands between two of them: nothing inside a paragraph, a line feed between paragraphs. */
export function join(parts: ReadonlyArray<{ flow: Flow; glue: '' | '\n' | ' ' }>): Flow {
  const texts: string[] = []
  const size = parts.reduce((all, part) => all + part.flow.at.length + part.glue.length, 0)
  const at = new Int32Array(size)
  let n = 0
  for (const { flow, glue } of parts) {
    if (n > 0 && glue !== '') {
      texts.push(glue)
      at[n] = at[n - 1] ?? 0
      n++
    }
    texts.push(flow.text)
    at.set(flow.at, n)
    n += flow.at.length
  }
  return { text: texts.join(''), at: at.slice(0, n) }
}

/** A part of a flow, by offsets in its text. */
export function slice(flow: Flow, start: number, end = flow.text.length): Flow {
  return { text: flow.text.slice(start, end), at: flow.at.slice(start, end) }
}

/** The passage of the page from character `start` up to `end` of the flow, exactly as printed. */
export function evidenceOf(page: string, flow: Flow, start: number, end: number): Evidence {
  const first = flow.at[start] ?? 0
  const last = flow.at[end - 1] ?? first
  return { start: first, end: last + 1, text: page.slice(first, last + 1) }
}
