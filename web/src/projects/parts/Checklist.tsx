import { useLanguage } from '#ui/language/language.ts'
import { useProjectsWords } from '../words.ts'

type Props = {
  items: ReadonlyArray<{ code: string; zh: string; en: string }>
  id?: string
  value?: readonly string[]
  onChange?: (ticked: string[]) => void
}

/** What was seen for a recognition, ticked one by one. */
export function Checklist({ items, id, value = [], onChange }: Props) {
  const say = useProjectsWords()
  const language = useLanguage()
  if (items.length === 0) return <p className="s qq">{say('checklist-none')}</p>
  return (
    <div className="checks" id={id} tabIndex={-1}>
      {items.map(item => (
        <label key={item.code}>
          <input
            type="checkbox"
            checked={value.includes(item.code)}
            onChange={event =>
              onChange?.(event.target.checked ? [...value, item.code] : value.filter(code => code !== item.code))
            }
          />
          {item[language]}
        </label>
      ))}
    </div>
  )
}
