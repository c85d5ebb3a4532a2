import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import { divisionWords, isListedDivision } from './lexicon/divisions.ts'

/** A word of a text with its part of speech (jieba's tags: n noun, ns place, nr person, nt organisation, v verb, p preposition …). */
export type Word = {
  readonly text: string
  readonly tag: string
  readonly start: number
  readonly end: number
  /** What is known of the word wherever it stands, shared by all its places. */
  readonly lexeme: Lexeme
}

/**
 * A word of the language: its part of speech, and what the readers of names and places have found of it wherever it stands; each finds
 * its own once, null until then. A text has many words and a city few, so that nothing of a word is judged twice.
 */
export type Lexeme = {
  readonly tag: string
  standing: string | null
  division: boolean | null
  proper: boolean | null
  topic: boolean | null
  phrase: boolean | null
  firm: 'trade' | 'firm' | 'neither' | null
}

let segmenter: Jieba | null = null

/** The segmenter, its dictionary read once per process (about 0.3 s). */
export function theSegmenter(): Jieba {
  if (segmenter === null) {
    segmenter = Jieba.withDict(dict)
    segmenter.loadDict(Buffer.from(divisionWords()))
  }
  return segmenter
}

/**
 * Parts of speech already looked up. Cutting is 2.5 times as fast as cutting with tags, and a city's vocabulary is soon complete;
 * the cap keeps a page of random text from filling the memory.
 */
const lexemes = new Map<string, Lexeme>()
const MOST_TAGS = 200_000

/** What the dictionary knows of one word; `x` is the part of speech of what it does not know. */
function lexemeOf(word: string): Lexeme {
  const known = lexemes.get(word)
  if (known !== undefined) return known
  const [first, second] = theSegmenter().tag(wellFormed(word), false)
  const tag = first && !second ? first.tag : 'x'
  const lexeme: Lexeme = { tag, standing: null, division: null, proper: null, topic: null, phrase: null, firm: null }
  if (lexemes.size >= MOST_TAGS) lexemes.clear()
  lexemes.set(word, lexeme)
  return lexeme
}

/** The part of speech of one word. */
export const tagOf = (word: string): string => lexemeOf(word).tag

/** The segmenter refuses broken surrogates; each stands for itself. */
function wellFormed(text: string): string {
  return text.isWellFormed() ? text : text.replace(/[\ud800-\udfff]/g, '?')
}

/** The words of one stretch of text, offsets counted from `offset`. The segmenter never joins across a stretch. */
export function tagWords(text: string, offset = 0): Word[] {
  let at = offset
  const cut = theSegmenter().cut(wellFormed(text), false)
  const words: Word[] = new Array(cut.length)
  for (let i = 0; i < cut.length; i++) {
    const word = cut[i] ?? ''
    const start = at
    at += word.length
    const lexeme = lexemeOf(word)
    words[i] = { text: word, tag: lexeme.tag, start, end: at, lexeme }
  }
  return words
}

const divisions = new Map<string, boolean>()

/** Whether a bare name is that of a city, county or district: listed, or known to the dictionary with 市、县 or 区 behind it (如皋 by 如皋市). */
export function isDivisionName(name: string): boolean {
  if (name.length < 2 || name.length > 4) return false
  const known = divisions.get(name)
  if (known !== undefined) return known
  const is = isListedDivision(name) || ['市', '县', '区', '省'].some(level => tagOf(name + level) === 'ns')
  if (divisions.size >= MOST_TAGS) divisions.clear()
  divisions.set(name, is)
  return is
}
