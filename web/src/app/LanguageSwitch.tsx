import { type Language, languages, setLanguage, useLanguage } from '#ui/language/language.ts'
import { useAppWords } from './words.ts'

const names: Record<Language, { name: string; tag: string }> = {
  zh: { name: '中文', tag: 'zh-CN' },
  en: { name: 'EN', tag: 'en' },
}

/** 中文／EN, without a reload. */
export function LanguageSwitch() {
  const language = useLanguage()
  const say = useAppWords()
  return (
    <fieldset className="language" aria-label={say('language')}>
      {languages.map((each, index) => (
        <span key={each}>
          {index > 0 && <span aria-hidden="true">／</span>}
          <button
            type="button"
            lang={names[each].tag}
            aria-pressed={each === language}
            onClick={() => setLanguage(each)}
          >
            {names[each].name}
          </button>
        </span>
      ))}
    </fieldset>
  )
}
