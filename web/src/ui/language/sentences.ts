import { useCallback } from 'react'
import { formatDay } from '../days/days.ts'
import { type Language, translations, useLanguage, type WordParams } from './language.ts'

const NAMESPACE = 'sentences'
const calendarDay = /^\d{4}-\d{2}-\d{2}$/

/**
 * Registers sentences by code: what the server's refusals and formulas are worded with. Later lists win over earlier ones.
 */
export function registerSentences(zh: Readonly<Record<string, string>>, en: Readonly<Record<string, string>>): void {
  translations.addResourceBundle('zh', NAMESPACE, zh, true, true)
  translations.addResourceBundle('en', NAMESPACE, en, true, true)
}

/**
 * The sentence for a code in a language. Days among the parameters are written out; a parameter that is itself a code is worded when
 * `<room>.<parameter>.<value>` is registered (`matters.state.closed`). An unknown code gives a general sentence that shows it.
 */
export function sentence(code: string, params: WordParams, language: Language): string {
  const known = translations.exists(code, { ns: NAMESPACE, lng: language })
  if (!known) return language === 'zh' ? `这一步办不了（${code}）。` : `This cannot be done (${code}).`
  const room = code.split('.')[0] ?? ''
  const filled = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, wordOf(`${room}.${name}.${value}`, value, language)]),
  )
  return translations.t(code, { ...filled, ns: NAMESPACE, lng: language })
}

function wordOf(code: string, value: string | number | null | undefined, language: Language): string | number {
  if (value === null || value === undefined) return language === 'zh' ? '未填' : 'not given'
  if (typeof value === 'number') return value
  if (calendarDay.test(value)) return formatDay(value, language)
  return translations.exists(code, { ns: NAMESPACE, lng: language })
    ? translations.t(code, { ns: NAMESPACE, lng: language })
    : value
}

/** Gives the function that words codes in the language in use. */
export function useSentence(): (code: string, params?: WordParams) => string {
  const language = useLanguage()
  return useCallback((code, params = {}) => sentence(code, params, language), [language])
}
