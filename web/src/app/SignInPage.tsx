import { type FormEvent, useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import { type Me, me as meShape, role } from '#contract/kernel.ts'
import { getFrom, sendTo } from '#ui/api/request.ts'
import { asProblem, type Problem } from '#ui/api.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { NotSetUpNote } from '#web/setup/index.ts'
import { type DemonstrationAccount, DemonstrationAccounts } from './DemonstrationAccounts.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { useAppWords } from './words.ts'
import './signIn.css'

const offered = z.array(
  z.object({
    username: z.string(),
    password: z.string().optional(),
    name: z.string(),
    roles: z.array(role).default([]),
    unitZh: z.string().nullable(),
    unitEn: z.string().nullable().default(null),
  }),
)

/** Signing in with user name and password. `again` when a session ended under somebody's work: it stands over the page, which is kept. */
export function SignInPage({ again, onSignedIn }: { again: boolean; onSignedIn: (me: Me) => void }) {
  const say = useAppWords()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isRunning, setRunning] = useState(false)
  const [missing, setMissing] = useState<'username' | 'password' | null>(null)
  const [values, setValues] = useState({ username: '', password: '' })
  const accounts = useDemonstration()
  const username = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const lacking = values.username.trim() === '' ? 'username' : values.password === '' ? 'password' : null
    setMissing(lacking)
    if (lacking) return (lacking === 'username' ? username : password).current?.focus()
    setRunning(true)
    setProblem(null)
    try {
      onSignedIn(await sendTo('/api/session', { username: values.username.trim(), password: values.password }, meShape))
    } catch (error) {
      setProblem(asProblem(error))
      password.current?.select()
    } finally {
      setRunning(false)
    }
  }
  const fill = (account: DemonstrationAccount) => {
    setValues({ username: account.username, password: account.password ?? '' })
    setMissing(null)
    setProblem(null)
    password.current?.focus()
  }
  return (
    <div className="sign-in">
      <title>{`${say('sign-in')}·${say('name')}`}</title>
      <header>
        <p className="brand">{say('name')}</p>
        <LanguageSwitch />
      </header>
      <main>
        <div className="sign-in-form">
          <h1>{say('sign-in')}</h1>
          <p className="q">{say(again ? 'sign-in-again' : 'sign-in-lead')}</p>
          <NotSetUpNote />
          <form onSubmit={event => void submit(event)} noValidate>
            {(['username', 'password'] as const).map(name => (
              <label key={name} className="sign-field">
                <span>{say(name)}</span>
                <input
                  ref={name === 'username' ? username : password}
                  name={name}
                  type={name === 'username' ? 'text' : 'password'}
                  autoComplete={name === 'username' ? 'username' : 'current-password'}
                  autoCapitalize="none"
                  spellCheck={false}
                  maxLength={name === 'username' ? 100 : 200}
                  value={values[name]}
                  aria-invalid={missing === name}
                  onChange={event => setValues({ ...values, [name]: event.target.value })}
                />
                {missing === name && (
                  <em className="field-why" role="alert">
                    {say(`${name}-needed`)}
                  </em>
                )}
              </label>
            ))}
            {problem && <FaultNote problem={problem} act="write" />}
            <button type="submit" className="btn p big" disabled={isRunning} aria-busy={isRunning}>
              {say('sign-in')}
            </button>
          </form>
        </div>
        {accounts.length > 0 && <DemonstrationAccounts accounts={accounts} onFill={fill} />}
      </main>
    </div>
  )
}

/** The accounts offered where the demonstration city is loaded; elsewhere the server has none, and nothing is said of it. */
function useDemonstration(): readonly DemonstrationAccount[] {
  const [accounts, setAccounts] = useState<readonly DemonstrationAccount[]>([])
  useEffect(() => {
    const stop = new AbortController()
    getFrom('/api/session/demonstration', offered, { signal: stop.signal }).then(setAccounts, () => undefined)
    return () => stop.abort()
  }, [])
  return accounts
}
