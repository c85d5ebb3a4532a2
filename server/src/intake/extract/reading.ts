import type { Evidence } from '#contract/extraction.ts'
import { findQuantities, type PrintedQuantity } from '#kernel/quantity/index.ts'
import type { Day } from '#kernel/time/index.ts'
import { type DateMark, findDates } from './dates.ts'
import { evidenceOf, type Flow } from './normalise.ts'
import { tagWords, type Word } from './words.ts'

/** A stretch between two punctuation marks, by offsets in the article's text; the marks stand outside. */
export type Clause = { readonly start: number; readonly end: number }
/** A sentence with its clauses; `end` is past its last mark. `paragraph` and `index` count from 0. */
export type Sentence = {
  readonly start: number
  readonly end: number
  readonly paragraph: number
  readonly index: number
  readonly clauses: readonly Clause[]
}

/** One article being read: its regular text, its sentences, its dates, and the way back to the page. */
export type Reading = {
  readonly text: string
  readonly title: string
  readonly sentences: readonly Sentence[]
  readonly dates: readonly DateMark[]
  /** The quantities printed in the text, in order. */
  readonly quantities: readonly PrintedQuantity[]
  readonly issue: Day | null
  /** The passage of the page from one offset of `text` up to another. */
  evidence(start: number, end: number): Evidence
  /** The words of the clause-wide stretch around an offset; each sentence is segmented at most once. */
  words(sentence: Sentence): readonly Word[]
  sentenceAt(offset: number): Sentence
}

export function readingOf(page: string, body: Flow, title: string, issue: Day | null): Reading {
  const { text } = body
  const sentences = splitSentences(text)
  const none: Sentence = { start: 0, end: 0, paragraph: 0, index: 0, clauses: [] }
  return {
    text,
    title,
    sentences,
    dates: findDates(text),
    quantities: findQuantities(text),
    issue,
    evidence: (start, end) => evidenceOf(page, body, start, end),
    words: wordsOf(text, sentences),
    sentenceAt(offset) {
      let low = 0
      let high = sentences.length - 1
      while (low < high) {
        const middle = (low + high + 1) >> 1
        if ((sentences[middle]?.start ?? 0) <= offset) low = middle
        else high = middle - 1
      }
      return sentences[low] ?? none
    },
  }
}

/** How much is given to the segmenter at once: calling it costs more than what it does with one sentence. */
const STRETCH = 2000

/**
 * Gives the words of each sentence. The text is segmented from its beginning, stretch by stretch, as far as it is asked for: each sentence
 * once, and with the same words whatever is asked first.
 */
function wordsOf(text: string, sentences: readonly Sentence[]): (sentence: Sentence) => readonly Word[] {
  const cut: Array<readonly Word[]> = []
  const cutStretch = () => {
    const first = cut.length
    const start = sentences[first]?.start ?? 0
    let last = first
    while (last + 1 < sentences.length && (sentences[last + 1]?.end ?? 0) - start <= STRETCH) last++
    const words = tagWords(text.slice(start, sentences[last]?.end), start)
    let from = 0
    for (let i = first; i <= last; i++) {
      const end = sentences[i]?.end ?? 0
      let to = from
      while (to < words.length && (words[to]?.start ?? 0) < end) to++
      cut.push(words.slice(from, to))
      from = to
    }
  }
  return ({ index }) => {
    while (cut.length <= index && cut.length < sentences.length) cutStretch()
    return cut[index] ?? []
  }
}

/** No sentence of prose is longer; what is (a table, one character repeated) is cut, so that no rule sees more at once. */
const LONGEST = 1000

const CLOSERS = '”’）》'

/** Cuts a text at 。！？ and line feeds; a closing quotation mark stays with its sentence. Clauses end at ，；：— too. */
export function splitSentences(text: string): Sentence[] {
  const sentences: Sentence[] = []
  let start = 0
  let clauseStart = 0
  let paragraph = 0
  let clauses: Clause[] = []
  const closeClause = (end: number) => {
    if (end > clauseStart) clauses.push({ start: clauseStart, end })
  }
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    const ends = c === '。' || c === '！' || c === '？' || c === '\n' || i - start >= LONGEST
    if (ends) {
      closeClause(i - start >= LONGEST ? i + 1 : i)
      let end = i + 1
      while (end < text.length && CLOSERS.includes(text.charAt(end))) end++
      if (clauses.length > 0) sentences.push({ start, end, paragraph, index: sentences.length, clauses })
      if (c === '\n') paragraph++
      start = end
      clauseStart = end
      clauses = []
      i = end - 1
    } else if (c === '，' || c === '；' || c === '：') {
      closeClause(i)
      clauseStart = i + 1
    }
  }
  closeClause(text.length)
  if (clauses.length > 0) sentences.push({ start, end: text.length, paragraph, index: sentences.length, clauses })
  return sentences
}

/** The members of a list in order of the text that begin from one offset up to another. */
export function between<Spot extends { readonly start: number }>(
  list: readonly Spot[],
  start: number,
  end: number,
): readonly Spot[] {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle]?.start ?? end) < start) low = middle + 1
    else high = middle
  }
  let last = low
  while (last < list.length && (list[last]?.start ?? end) < end) last++
  return list.slice(low, last)
}

/** The clause of a sentence that holds an offset; the sentence itself where none does. */
export function clauseAt(sentence: Sentence, offset: number): Clause {
  return sentence.clauses.find(clause => offset >= clause.start && offset < clause.end) ?? sentence
}
