import { useLanguage } from '#ui/language/language.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { useMe } from '#ui/session.ts'
import { ChangePassword } from './parts/ChangePassword.tsx'
import { OwnSessions } from './parts/OwnSessions.tsx'
import { useRoleList } from './parts/roleWords.ts'
import { SecondFactor } from './parts/SecondFactor.tsx'
import { useAccountWords } from './words.ts'
import './accounts.css'

/** Who I am here, my own password and second factor, and where I am signed in. */
export function OwnPage() {
  const say = useAccountWords()
  return (
    <>
      <PageHead title={say('my-account')} />
      <div className="cols">
        <div>
          <Section title={say('change-own')}>
            <p className="xs q account-note">{say('change-own-lead')}</p>
            <ChangePassword />
          </Section>
          <SecondFactor />
        </div>
        <div>
          <WhoAmI />
          <OwnSessions />
        </div>
      </div>
    </>
  )
}

function WhoAmI() {
  const say = useAccountWords()
  const language = useLanguage()
  const roleList = useRoleList()
  const { name, username, unit, roles } = useMe()
  return (
    <Section title={say('who-am-i')}>
      <dl className="kv account-facts">
        <dt>{say('name')}</dt>
        <dd>{name}</dd>
        <dt>{say('username')}</dt>
        <dd className="mono">{username}</dd>
        <dt>{say('unit')}</dt>
        <dd>{unit ? ((language === 'en' ? unit.nameEn : null) ?? unit.nameZh) : say('no-unit')}</dd>
        <dt>{say('roles')}</dt>
        <dd>{roleList(roles)}</dd>
      </dl>
    </Section>
  )
}
