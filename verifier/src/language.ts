import { en as drawsEn, zh as drawsZh } from '../../contract/src/words/draws.ts'
import { en as kernelEn, zh as kernelZh } from '../../contract/src/words/kernel.ts'
import type { Refusal } from '../../server/src/kernel/refusal.ts'
import { en, type Language, type Word, zh } from './words.ts'

const words = { zh, en }
/** The sentences this page can need, and no others: all of them would make the file twice as large. */
const sentences: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  zh: { ...kernelZh, ...drawsZh },
  en: { ...kernelEn, ...drawsEn },
}

type Values = Readonly<Record<string, string | number | null>>

/** What the page says in a language. */
export type Say = {
  language: Language
  word(word: Word, values?: Values): string
  sentence(refusal: Refusal): string
  /** An instant in Beijing time, to the second. */
  instant(text: string): string
}

export function sayIn(language: Language): Say {
  const format = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'long',
    timeStyle: 'medium',
  })
  return {
    language,
    word: (word, values = {}) => filled(words[language][word], values),
    sentence: ({ code, params }) => filled(sentences[language][code] ?? code, params),
    instant: text => `${format.format(new Date(text))}${language === 'zh' ? '（北京时间）' : ' (Beijing)'}`,
  }
}

const filled = (template: string, values: Values) =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '—'))
