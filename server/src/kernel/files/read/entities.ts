/** The named characters that Chinese pages use; any other name stays as it is written. */
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
  ensp: '\u2002',
  emsp: '\u2003',
  thinsp: '\u2009',
  zwnj: '\u200C',
  zwj: '\u200D',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  laquo: '«',
  raquo: '»',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  middot: '·',
  bull: '•',
  times: '×',
  divide: '÷',
  plusmn: '±',
  deg: '°',
  permil: '‰',
  le: '≤',
  ge: '≥',
  ne: '≠',
  yen: '¥',
  euro: '€',
  pound: '£',
  copy: '©',
  reg: '®',
  trade: '™',
  sect: '§',
  para: '¶',
  sup2: '²',
  sup3: '³',
  frac12: '½',
  rarr: '→',
  larr: '←',
  uarr: '↑',
  darr: '↓',
}

/** Text with its character references read: `&amp;`, `&#8220;`, `&#x201C;`. What names no character becomes U+FFFD, as browsers do. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,8})|#[xX]([0-9a-fA-F]{1,7})|([A-Za-z][A-Za-z0-9]{1,10}));/g,
    (whole, decimal, hex, name) => {
      if (typeof name === 'string') return named[name] ?? whole
      const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(hex, 16)
      const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
      return isCharacter ? String.fromCodePoint(code) : '\uFFFD'
    },
  )
}
