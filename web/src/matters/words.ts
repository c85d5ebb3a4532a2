import { wordsOf } from '#ui/language/language.ts'
import * as form from './formWords.ts'
import * as list from './listWords.ts'
import * as page from './pageWords.ts'

const zh = { ...list.zh, ...page.zh, ...form.zh }
const en: Record<keyof typeof zh, string> = { ...list.en, ...page.en, ...form.en }

/** Speaks the words of this room. */
export const useMatterWords = wordsOf('matters', { zh, en })
export type MatterWord = keyof typeof zh
