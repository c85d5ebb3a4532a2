import { Link } from '#ui/Link.tsx'
import { useMay } from '#ui/session.ts'
import { useAccountWords } from '../words.ts'
import '../accounts.css'

/** Under the name of who is signed in: the own password, and for administrators the accounts and the log. */
export function AccountLinks() {
  const say = useAccountWords()
  const mayList = useMay('accounts.list')
  const mayReadLog = useMay('accounts.read-log')
  return (
    <span className="account-links">
      <Link to="/account">{say('own-password')}</Link>
      {mayList && <Link to="/accounts">{say('accounts')}</Link>}
      {mayReadLog && <Link to="/accounts/log">{say('log')}</Link>}
    </span>
  )
}
