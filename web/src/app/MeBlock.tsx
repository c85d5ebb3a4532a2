import { useLanguage } from '#ui/language/language.ts'
import { useRoleWords } from '#ui/roles.ts'
import { useMe } from '#ui/session.ts'
import { AccountLinks } from '#web/accounts/index.ts'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { useAppWords } from './words.ts'

/** Who is signed in, in which unit and role; the language; the way out. */
export function MeBlock({ onSignOut }: { onSignOut: () => void }) {
  const me = useMe()
  const say = useAppWords()
  const role = useRoleWords()
  const language = useLanguage()
  const unit = me.unit ? (language === 'en' && me.unit.nameEn ? me.unit.nameEn : me.unit.nameZh) : null
  const roles = me.roles.map(each => role(each)).join(language === 'zh' ? '、' : ', ')
  return (
    <div className="me">
      {unit !== null && <b>{unit}</b>}
      <span className="me-name">{me.name}</span>
      <span className="me-role">{roles}</span>
      <AccountLinks />
      <span className="me-acts">
        <LanguageSwitch />
        <button type="button" onClick={onSignOut}>
          {say('sign-out')}
        </button>
      </span>
    </div>
  )
}
