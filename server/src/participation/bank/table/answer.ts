import { type OptionLetter, optionLetters } from '#contract/participation/bank.ts'
import { optionKey } from '../keys.ts'

/** The right option, or the two an answer may mean, or null where it means none. */
export type ReadAnswer = { letter: OptionLetter } | { letter: OptionLetter; other: OptionLetter } | null

/** Rows of marks that number options; circled and full-width forms become these when compared. */
const marks = ['abcdef', '123456', '甲乙丙丁戊己', '一二三四五六']

/**
 * Which option a cell means: its letter, number or mark in any width (`B`, `（Ｂ）`, `②`, `乙`, `选项B`), its words, or a letter before its
 * words. Where a mark and the words point to different options both are given: an office's `2` may be the second option or the option
 * “2”. Several letters mean none.
 */
export function readAnswer(cell: string, options: readonly string[]): ReadAnswer {
  const byMark = marked(optionKey(cell))
  const [, first = '', rest = ''] = /^\s*(?:选项)?\s*([A-F])\s*[.、:)）]?\s*(.+)$/iu.exec(cell.normalize('NFKC')) ?? []
  const both = options.findIndex(
    (option, index) => marked(first.toLowerCase()) === index && optionKey(option) === optionKey(rest),
  )
  const byText = options.findIndex(option => option !== '' && optionKey(option) === optionKey(cell))
  const found = [
    ...new Set([byMark, byText, both].filter(index => index >= 0 && (options[index] ?? '') !== '')),
  ].flatMap(index => optionLetters[index] ?? [])
  const [letter, other] = found
  if (!letter) return null
  return other ? { letter, other } : { letter }
}

/** How an answer is written so that it is read as this option: the letter, or `选项B` where an option's words are that letter. */
export function printAnswer(letter: OptionLetter, options: readonly string[]): string {
  const read = readAnswer(letter, options)
  return read !== null && read.letter === letter && !('other' in read) ? letter : `选项${letter}`
}

/** The place a mark stands for, or -1. */
function marked(key: string): number {
  const mark = key
    .replace(/^[([【]|[)\]】、:]$/gu, '')
    .replace(/^(选项|第)/u, '')
    .replace(/[项个]$/u, '')
  if ([...mark].length !== 1) return -1
  return Math.max(...marks.map(row => row.indexOf(mark)))
}
