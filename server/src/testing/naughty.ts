import strings from './naughty/blns.json' with { type: 'json' }

/** The Big List of Naughty Strings (naughty/LICENSE): 515 texts that have broken programs. */
export const naughtyStrings: readonly string[] = strings

/** What that list does not hold: what no database keeps, what turns the direction or has no width, and what is too long for any name. */
export const worseStrings: readonly string[] = [
  'a\u0000b',
  '\u0000',
  'a\ud800b',
  '\udfff',
  ...[...'\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'].map(sign => `甲${sign}乙`),
  '科技\u200b局',
  '\u2060\ufeff',
  '甲\u00ad乙',
  '👩\u200d👩\u200d👧',
  'e\u0301\u0323\u0308',
  '\uf900\ufa19',
  '甲\u2028乙\u2029丙',
  '甲\u0085乙\u00a0丙\u3000丁',
  '甲\u0007\u001b[31m乙',
  '\ufffe\uffff\u{10ffff}',
  '甲\r\n乙\n\n丙\t丁',
  '長'.repeat(130),
  '長'.repeat(5000),
  'x'.repeat(100_000),
]
