import type { Role } from '#contract/kernel.ts'
import { useLanguage } from '#ui/language/language.ts'
import { useRoleWords } from '#ui/roles.ts'
import { Section } from '#ui/Section.tsx'
import { useAppWords } from './words.ts'

export type DemonstrationAccount = {
  username: string
  password?: string | undefined
  name: string
  roles: Role[]
  unitZh: string | null
  unitEn: string | null
}

type Props = { accounts: readonly DemonstrationAccount[]; onFill: (account: DemonstrationAccount) => void }

/** The people of the demonstration city; a press fills the form. */
export function DemonstrationAccounts({ accounts, onFill }: Props) {
  const say = useAppWords()
  const role = useRoleWords()
  const language = useLanguage()
  return (
    <Section title={say('demonstration-accounts')} aside={say('demonstration-note')}>
      <ul className="accounts">
        {accounts.map(account => (
          <li key={account.username}>
            <button
              type="button"
              aria-label={say('demonstration-fill', { name: account.name })}
              onClick={() => onFill(account)}
            >
              <span className="account-role">
                {account.roles.map(each => role(each)).join(language === 'zh' ? '、' : ', ')}
              </span>
              <span className="q">
                {(language === 'en' ? account.unitEn : null) ?? account.unitZh ?? say('no-unit')}
              </span>
              <span className="q">{account.name}</span>
              <span className="mono">{account.username}</span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
