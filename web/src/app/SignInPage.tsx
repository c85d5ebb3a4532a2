import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import { type Me, me as meShape, role } from '#contract/kernel.ts'
import { getFrom, sendTo } from '#ui/api/request.ts'
import { asProblem, type Problem, RefusalError } from '#ui/api.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { NotSetUpNote } from '#web/setup/index.ts'
import { CodeField } from './CodeField.tsx'
import { type DemonstrationAccount, DemonstrationAccounts } from './DemonstrationAccounts.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { useOwedSignOut } from './owedSignOut.ts'
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

type Step = 'password' | 'code'
type Values = { username: string; password: string; code: string }
type Missing = keyof Values | null

/**
 * Signing in with user name and password, and with a code where the account has a second factor. `again` when a session ended under
 * somebody's work: it stands over the page, which is kept.
 */
export function SignInPage({ again, onSignedIn }: { again: boolean; onSignedIn: (me: Me) => void }) {
  const say = useAppWords()
  const [step, setStep] = useState<Step>('password')
  const [values, setValues] = useState<Values>({ username: '', password: '', code: '' })
  const [missing, setMissing] = useState<Missing>(null)
  const username = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const accounts = useDemonstration()
  const { send, problem, refused, isRunning, forget } = useSignIn(onSignedIn)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const lacking = lackingOf(values, step)
    setMissing(lacking)
    if (lacking === 'username') return username.current?.focus()
    if (lacking === 'password') return password.current?.focus()
    if (lacking) return
    const next = await send(values, step)
    if (next === 'stay') return
    setStep(next)
    setValues(before => ({ ...before, code: '', ...(next === 'code' ? {} : { password: '' }) }))
    if (next === 'password') password.current?.focus()
  }
  const fill = (account: DemonstrationAccount) => {
    setValues({ username: account.username, password: account.password ?? '', code: '' })
    setStep('password')
    setMissing(null)
    forget()
    password.current?.focus()
  }
  const anew = () => {
    setValues({ username: '', password: '', code: '' })
    setStep('password')
    forget()
  }
  const field = (name: 'username' | 'password') => ({
    value: values[name],
    isMissing: missing === name,
    onChange: (value: string) => setValues({ ...values, [name]: value }),
  })
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
          <OwedNote />
          <form onSubmit={event => void submit(event)} noValidate>
            {step === 'password' ? (
              <>
                <TextField name="username" input={username} {...field('username')} />
                <TextField name="password" input={password} again={refused} {...field('password')} />
              </>
            ) : (
              <>
                <p className="code-who mono">{values.username}</p>
                <CodeField
                  value={values.code}
                  isMissing={missing === 'code'}
                  again={refused}
                  onChange={code => setValues({ ...values, code })}
                />
              </>
            )}
            {problem && <FaultNote problem={problem} act="write" />}
            <button type="submit" className="btn p big" disabled={isRunning} aria-busy={isRunning}>
              {say('sign-in')}
            </button>
            {step === 'code' && (
              <p className="code-turn">
                <button type="button" className="btn t" onClick={anew}>
                  {say('other-account')}
                </button>
              </p>
            )}
          </form>
        </div>
        {accounts.length > 0 && <DemonstrationAccounts accounts={accounts} onFill={fill} />}
      </main>
    </div>
  )
}

/** Whoever signed out without a connection is told that the server has not heard of it yet. */
function OwedNote() {
  const say = useAppWords()
  return useOwedSignOut() ? (
    <p className="note" role="status">
      {say('sign-out-owed')}
    </p>
  ) : null
}

const lackingOf = ({ username, password, code }: Values, step: Step): Missing =>
  step === 'code'
    ? code.trim() === ''
      ? 'code'
      : null
    : username.trim() === ''
      ? 'username'
      : password === ''
        ? 'password'
        : null

/** Sends what was written; tells whether to stay, to ask for a code, or, when the password is no longer taken, to begin again. */
function useSignIn(onSignedIn: (me: Me) => void) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isRunning, setRunning] = useState(false)
  const [refused, setRefused] = useState(0)
  const send = async ({ username, password, code }: Values, step: Step): Promise<Step | 'stay'> => {
    setRunning(true)
    setProblem(null)
    try {
      const body = { username: username.trim(), password, ...(step === 'code' ? { code: code.trim() } : {}) }
      onSignedIn(await sendTo('/api/session', body, meShape))
      return 'stay'
    } catch (error) {
      const found = asProblem(error)
      const why = found instanceof RefusalError ? found.code : ''
      if (why === 'session.code-needed' && step === 'password') return 'code'
      setProblem(found)
      setRefused(count => count + 1)
      return why === 'session.wrong' && step === 'code' ? 'password' : 'stay'
    } finally {
      setRunning(false)
    }
  }
  return { send, problem, refused, isRunning, forget: () => setProblem(null) }
}

type FieldProps = {
  name: 'username' | 'password'
  input: RefObject<HTMLInputElement | null>
  value: string
  isMissing: boolean
  /** Counts refusals: after each what was written is selected, to be written over. */
  again?: number
  onChange: (value: string) => void
}

function TextField({ name, input, value, isMissing, again = 0, onChange }: FieldProps) {
  const say = useAppWords()
  useEffect(() => {
    if (again > 0) input.current?.select()
  }, [again, input])
  return (
    <label className="sign-field">
      <span>{say(name)}</span>
      <input
        ref={input}
        name={name}
        type={name === 'username' ? 'text' : 'password'}
        autoComplete={name === 'username' ? 'username' : 'current-password'}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={name === 'username' ? 100 : 200}
        value={value}
        aria-invalid={isMissing}
        onChange={event => onChange(event.target.value)}
      />
      {isMissing && (
        <em className="field-why" role="alert">
          {say(`${name}-needed`)}
        </em>
      )}
    </label>
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
