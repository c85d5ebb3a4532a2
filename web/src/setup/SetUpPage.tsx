import { Input } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { type Me, me as meShape } from '#contract/kernel.ts'
import { sendTo } from '#ui/api/request.ts'
import { asProblem, type Problem, RefusalError } from '#ui/api.ts'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { Field } from '#ui/form/Field.tsx'
import { Section } from '#ui/Section.tsx'
import { FIRST_RUN, useFirstRun } from './firstRun.ts'
import { bodyOf, PASSWORD_LEAST, type SetUpValues, tokenOf, unfit } from './values.ts'
import { useSetUpWords } from './words.ts'
import './setup.css'

type Props = {
  /** What stands in the head beside the name: the language switch of the shell. */
  head: React.ReactNode
  onSignedIn: (me: Me) => void
  /** To the sign-in, when there is nothing to set up or signing in did not follow by itself. */
  onLeave: () => void
}

/** The first start without the demonstration city (首次设置): the region, the first unit, the first account; then signed in. */
export function SetUpPage({ head, onSignedIn, onLeave }: Props) {
  const say = useSetUpWords()
  const isWaiting = useFirstRun()
  const [isDone, setDone] = useState(false)
  return (
    <div className="set-up">
      <title>{`${say('title')}·${say('product')}`}</title>
      <header>
        <p className="brand">{say('product')}</p>
        {head}
      </header>
      <main>
        <h1>{say('title')}</h1>
        {isWaiting === false || isDone ? (
          <div className="acts">
            <p className="q">{say(isDone ? 'done' : 'already')}</p>
            <button type="button" className="btn p big" onClick={onLeave}>
              {say('to-sign-in')}
            </button>
          </div>
        ) : (
          <>
            <p className="q">{say('lead')}</p>
            <SetUpForm onSignedIn={onSignedIn} onDone={() => setDone(true)} />
          </>
        )}
      </main>
    </div>
  )
}

function SetUpForm({ onSignedIn, onDone }: { onSignedIn: (me: Me) => void; onDone: () => void }) {
  const say = useSetUpWords()
  const { submit, problem, isRunning } = useSetUp(onSignedIn, onDone)
  const [token] = useState(() => tokenOf(location.hash))
  return (
    <CommandForm<SetUpValues>
      initial={{ token }}
      onSubmit={submit}
      problem={problem}
      isRunning={isRunning}
      act={say('act')}
    >
      <Section title={say('region-part')} thin>
        <Field name={['region', 'id']} label={say('region-id')} help={say('region-id-help')} width="day">
          <Input inputMode="numeric" maxLength={6} autoComplete="off" />
        </Field>
        <Field name={['region', 'nameZh']} label={say('region-zh')} width="post">
          <Input maxLength={60} autoComplete="off" />
        </Field>
        <Field name={['region', 'nameEn']} label={say('region-en')} width="post">
          <Input maxLength={60} autoComplete="off" lang="en" />
        </Field>
      </Section>
      <Section title={say('account-part')} thin>
        <Field name="unitZh" label={say('unit')} help={say('unit-help')}>
          <Input maxLength={60} autoComplete="organization" />
        </Field>
        <Field name="name" label={say('name')} width="post">
          <Input maxLength={40} autoComplete="name" />
        </Field>
        <Field name="username" label={say('username')} help={say('username-help')} width="post">
          <Input maxLength={40} autoComplete="username" autoCapitalize="none" spellCheck={false} />
        </Field>
        <Field
          name="password"
          label={say('password')}
          help={say('password-help', { least: PASSWORD_LEAST })}
          width="post"
        >
          <Input type="password" maxLength={128} autoComplete="new-password" />
        </Field>
        <Field name="again" label={say('again')} width="post">
          <Input type="password" maxLength={128} autoComplete="new-password" />
        </Field>
        <p className="xs q">{say('roles')}</p>
      </Section>
      <Field name="token" label={say('token')} help={say('token-help')} width="post">
        <Input className="mono" maxLength={100} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Field>
    </CommandForm>
  )
}

/** Sends the set-up, then signs in with what was chosen, so that nobody types it twice more. */
function useSetUp(onSignedIn: (me: Me) => void, onDone: () => void) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isRunning, setRunning] = useState(false)
  const submit = async (values: SetUpValues) => {
    const fields = unfit(values)
    if (fields.length > 0) {
      const [first] = fields
      setProblem(
        new RefusalError(422, {
          code: 'kernel.input-unfit',
          params: { count: fields.length },
          field: first?.path ?? null,
          fields,
        }),
      )
      return
    }
    setRunning(true)
    setProblem(null)
    const body = bodyOf(values)
    try {
      await sendTo(FIRST_RUN, body, z.unknown())
      // From here on it is set up whatever happens; signing in by hand is the way on if it does not follow.
      await sendTo('/api/session', { username: body.username, password: body.password }, meShape).then(
        onSignedIn,
        onDone,
      )
    } catch (error) {
      setProblem(asProblem(error))
    } finally {
      setRunning(false)
    }
  }
  return { submit, problem, isRunning }
}
