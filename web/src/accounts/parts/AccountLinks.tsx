import { Link } from '#ui/Link.tsx'
import { useMay, useMe } from '#ui/session.ts'
import { useSignInWords } from '../signInWords.ts'
import { useAccountWords } from '../words.ts'
import { useWorkWords } from '../workWords.ts'
import '../accounts.css'

/** Under the name of who is signed in: the own account, and for administrators the accounts and the log. */
export function AccountLinks() {
  const say = useAccountWords()
  const work = useWorkWords()
  const rule = useSignInWords()
  const { roles } = useMe()
  const mayList = useMay('accounts.list')
  const mayReadRule = useMay('accounts.read-second-factor-rule')
  const mayReadBackups = useMay('jobs.read-backups')
  const maySeeModel = useMay('intake.see-model') && roles.includes('system-operator')
  const maySeeSources = useMay('intake.see-sources') && roles.includes('system-operator')
  const mayReadLog = useMay('accounts.read-log')
  return (
    <span className="account-links">
      <Link to="/account">{say('my-account')}</Link>
      {mayList && <Link to="/accounts">{say('accounts')}</Link>}
      {mayReadRule && <Link to="/accounts/second-factor">{rule('rule')}</Link>}
      {mayReadBackups && <Link to="/accounts/work">{work('work')}</Link>}
      {maySeeModel && <Link to="/intake/model">{say('model')}</Link>}
      {maySeeSources && <Link to="/intake/sources">{say('sources')}</Link>}
      {mayReadLog && <Link to="/accounts/log">{say('log')}</Link>}
    </span>
  )
}
