import { letters } from './letters.ts'

/** What a key does on a paper: turns the page, or chooses the option with this number from 0. */
export type Meaning = { turn: -1 | 1 } | { choose: number }

const names: readonly string[] = letters

/**
 * The meaning of a key pressed on the paper: 1 to 9, A to J and 甲 to 癸 choose, arrows turn. An input method that is on says `Process`
 * for every letter; then the place on the keyboard tells which it was.
 */
export function meaningOf({ key, code }: { key: string; code: string }): Meaning | null {
  if (key === 'ArrowLeft') return { turn: -1 }
  if (key === 'ArrowRight') return { turn: 1 }
  const typed = key === 'Process' ? code.replace(/^(Key|Digit|Numpad)/, '') : key
  if (/^[1-9]$/.test(typed)) return { choose: Number(typed) - 1 }
  if (/^[a-j]$/i.test(typed)) return { choose: typed.toLowerCase().charCodeAt(0) - 97 }
  const n = names.indexOf(typed)
  return n >= 0 ? { choose: n } : null
}
