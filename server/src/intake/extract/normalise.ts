import type { Evidence } from '#contract/extraction.ts'

/**
 * Text made regular for reading, with the way back: `at[from + i]` is the UTF-16 offset in the page of character `i` of `text`. The table
 * of offsets is shared by flows and never written again.
 *
 * Punctuation is full width, digits and letters half width, bold marks and characters without width are gone, white space inside a
 * line is one space or none. Every character stands for exactly one UTF-16 unit of the page, so that evidence stays exact.
 */
export type Flow = { readonly text: string; readonly at: Int32Array; readonly from: number }

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

/** A stretch of the page: a line, a title. */
export type Stretch = { readonly start: number; readonly end: number }

/**
 * Makes stretches of the page regular, each by itself. Straight quotes open and close in turn.
 *
 * All of them share one table of offsets and one long text: many small ones would cost more than the reading of the page.
 */
export function normalise(page: string, stretches: readonly Stretch[]): Flow[] {
  const size = stretches.reduce((all, stretch) => all + stretch.end - stretch.start, 0)
  const units = new Uint16Array(size)
  const at = new Int32Array(size)
  const ends = new Int32Array(stretches.length)
  let n = 0
  for (const [i, stretch] of stretches.entries()) {
    n = regularise(page, stretch, units, at, n)
    ends[i] = n
  }
  const whole = decode(units.subarray(0, n))
  let from = 0
  return stretches.map((_, i) => {
    const begin = from
    from = ends[i] ?? begin
    return { text: whole.slice(begin, from), at, from: begin }
  })
}

/** Writes the regular characters of one stretch, and where each stands on the page, from place `first` on; gives the place past the last. */
function regularise(page: string, { start, end }: Stretch, units: Uint16Array, at: Int32Array, first: number): number {
  let n = first
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
      if (n > first && wantsSpace(units[n - 1] ?? BLANK, unit)) {
        units[n] = BLANK
        at[n++] = space
      }
      space = -1
    }
    units[n] = unit
    at[n++] = i
  }
  return n
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
  const size = parts.reduce((all, part) => all + part.flow.text.length + part.glue.length, 0)
  const at = new Int32Array(size)
  let n = 0
  for (const { flow, glue } of parts) {
    if (n > 0 && glue !== '') {
      texts.push(glue)
      at[n] = at[n - 1] ?? 0
      n++
    }
    texts.push(flow.text)
    const { length } = flow.text
    for (let i = 0; i < length; i++) at[n + i] = flow.at[flow.from + i] ?? 0
    n += length
  }
  return { text: texts.join(''), at, from: 0 }
}

/** A part of a flow, by offsets in its text. */
export function slice(flow: Flow, start: number, end = flow.text.length): Flow {
  return { text: flow.text.slice(start, end), at: flow.at, from: flow.from + start }
}

/** Where the page has character `i` of a flow; undefined where the flow has no such character. */
export function offsetOf(flow: Flow, i: number): number | undefined {
  return i >= 0 && i < flow.text.length ? flow.at[flow.from + i] : undefined
}

/**
 * The passage of the page from character `start` up to `end` of the flow, exactly as printed. Where a person moved a line, it is the
 * shortest passage that holds all of it, with what is printed between.
 */
export function evidenceOf(page: string, flow: Flow, start: number, end: number): Evidence {
  let first = offsetOf(flow, start) ?? 0
  let last = first
  for (let i = start + 1; i < end; i++) {
    const at = offsetOf(flow, i) ?? last
    if (at < first) first = at
    if (at > last) last = at
  }
  return { start: first, end: last + 1, text: page.slice(first, last + 1) }
}
