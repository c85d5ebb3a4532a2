import { turnsDirection } from '#contract/text.ts'

/** Why a text cannot stand for itself in a draw: the end of a refusal's code. */
export type TextFault = 'empty' | 'too-long' | 'surrogate' | 'not-nfc' | 'invisible' | 'direction' | 'edges'

/**
 * Control characters, separators of lines, spaces other than the common and the ideographic one, fillers and signs of no width: two
 * ids that differ by one of them look the same on paper. Listed one by one but for the control characters (Cc: U+0000 to U+001F and U+007F to
 * U+009F, which Unicode never changes), because other classes grow and a draw must read the same in twenty years and in every language.
 */
const invisible =
  /\u034F|\u17B4|\u17B5|[\u180B-\u180F]|[\p{Cc}\u00A0\u00AD\u115F\u1160\u1680\u2000-\u200D\u2028\u2029\u202F\u205F-\u2064\u206A-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/u
const edges = /^[ \u3000]|[ \u3000]$/u

/**
 * What is wrong with an id or with the text of a source, or undefined. Texts are compared byte by byte, so whatever two eyes could take
 * for the same must be the same: composed (NFC), visible, not turning the direction, no half of a surrogate pair, no space at the ends.
 */
export function textFault(text: string, most: number): TextFault | undefined {
  if (text === '') return 'empty'
  if (text.length > most) return 'too-long'
  // Not isWellFormed(): the page must also run in the web views of older telephones.
  if (/\p{Cs}/u.test(text)) return 'surrogate'
  if (text.normalize('NFC') !== text) return 'not-nfc'
  if (turnsDirection.test(text)) return 'direction'
  if (invisible.test(text)) return 'invisible'
  return edges.test(text) ? 'edges' : undefined
}
