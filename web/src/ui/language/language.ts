import i18next, { type i18n } from 'i18next'
import { useCallback } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'

export const languages = ['zh', 'en'] as const
export type Language = (typeof languages)[number]

/** What a sentence may be filled with. */
export type WordParams = Readonly<Record<string, string | number | null | undefined>>
/** Gives the words of one room in the language in use. */
export type Say<Key extends string> = (key: Key, params?: WordParams) => string

const KEPT_AS = 'jianghai.language'
const tags: Record<Language, string> = { zh: 'zh-CN', en: 'en' }

export const translations: i18n = i18next.createInstance()
// Without asynchronous parts `init` is done when it returns; the promise has nothing more to tell.
void translations.use(initReactI18next).init({
  lng: firstLanguage(),
  fallbackLng: 'zh',
  initAsync: false,
  resources: {},
  // Keys are flat sentences' names such as `matters.cannot-close`; dots and colons mean nothing in them.
  keySeparator: false,
  nsSeparator: false,
  interpolation: { prefix: '{', suffix: '}', escapeValue: false },
  react: { useSuspense: false },
})
// `{count, plural(one: matter; other: matters)}`: Chinese has no plural, so the forms stay inside the English sentence and keys stay equal.
translations.services.formatter?.add('plural', (value, _language, options) =>
  String(value === 1 ? options.one : options.other),
)
applyTag(currentLanguage())

function firstLanguage(): Language {
  const kept = read()
  if (kept) return kept
  return typeof document !== 'undefined' && document.documentElement.lang.startsWith('en') ? 'en' : 'zh'
}

function read(): Language | undefined {
  try {
    const kept = globalThis.localStorage?.getItem(KEPT_AS)
    return languages.find(each => each === kept)
  } catch {
    // Storage may be closed to us (a strict browser setting); the language then lasts as long as the page.
    return undefined
  }
}

function applyTag(language: Language): void {
  if (typeof document !== 'undefined') document.documentElement.lang = tags[language]
}

/** The language in use, outside components. */
export function currentLanguage(): Language {
  return translations.language === 'en' ? 'en' : 'zh'
}

/** Switches the language without a reload, and remembers it on this device. */
export function setLanguage(language: Language): void {
  void translations.changeLanguage(language)
  applyTag(language)
  try {
    globalThis.localStorage?.setItem(KEPT_AS, language)
  } catch {
    // See `read`.
  }
}

/** The language in use; components that call it are drawn again when it changes. */
export function useLanguage(): Language {
  return useTranslation(undefined, { i18n: translations }).i18n.language === 'en' ? 'en' : 'zh'
}

/**
 * Registers a room's words and gives the hook that speaks them: `export const useWords = wordsOf('matters', { zh, en })`.
 *
 * A missing English line is a type error, because both lists have the same keys. `{name}` is filled from the parameters;
 * English plurals are written `{count, plural(one: matter; other: matters)}`.
 */
export function wordsOf<Key extends string>(
  room: string,
  { zh, en }: { zh: Readonly<Record<Key, string>>; en: Readonly<Record<Key, string>> },
): () => Say<Key> {
  translations.addResourceBundle('zh', room, zh, true, true)
  translations.addResourceBundle('en', room, en, true, true)
  return function useWords() {
    const language = useLanguage()
    return useCallback(
      (key: Key, params?: WordParams) => {
        const name: string = key
        return translations.t(name, { ...params, ns: room, lng: language })
      },
      [language],
    )
  }
}
