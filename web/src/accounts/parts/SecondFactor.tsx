import { Input } from 'antd'
import { useState } from 'react'
import { type OwnSecondFactor, ownSecondFactor, recoveryCodes } from '#contract/signIn.ts'
import { useGet } from '#ui/api.ts'
import { dayOfInstant, formatDay } from '#ui/days/days.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Loading } from '#ui/Loading.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { Section } from '#ui/Section.tsx'
import { useSignInWords } from '../signInWords.ts'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { type Codes, SecondFactorSetUp } from './SecondFactorSetUp.tsx'

const OWN = '/accounts/own-second-factor'

/** The own second factor: set up, its recovery codes, switched off. */
export function SecondFactor() {
  const say = useSignInWords()
  const { data, error, refetch } = useGet(OWN, ownSecondFactor, { asOf: null })
  const [codes, setCodes] = useState<Codes | null>(null)
  return (
    <Section title={say('two-step')}>
      {codes ? (
        <RecoveryCodes {...codes} onKept={() => setCodes(null)} />
      ) : data ? (
        data.isOn ? (
          <On own={data} onCodes={setCodes} />
        ) : (
          <Off own={data} onCodes={setCodes} />
        )
      ) : error ? (
        <FaultNote problem={error} onAgain={() => void refetch()} />
      ) : (
        <Loading rows={3} />
      )}
    </Section>
  )
}

type Props = { own: OwnSecondFactor; onCodes: (codes: Codes) => void }

function Off({ own, onCodes }: Props) {
  const say = useSignInWords()
  const language = useLanguage()
  return (
    <>
      <p className="s account-note">{say('two-step-off')}</p>
      {own.neededFrom !== null && (
        <p className="s account-note">
          <b>{say('two-step-needed-from', { day: formatDay(own.neededFrom, language) })}</b>
        </p>
      )}
      <SecondFactorSetUp onCodes={onCodes} />
    </>
  )
}

function On({ own, onCodes }: Props) {
  const say = useSignInWords()
  const language = useLanguage()
  const [open, setOpen] = useState<'renew' | 'off' | null>(null)
  const close = () => setOpen(null)
  const renew = useCommand({
    path: `${OWN}/recovery-codes`,
    gives: recoveryCodes,
    onDone: codes => {
      close()
      onCodes(codes)
    },
  })
  const off = useCommand({ path: `${OWN}/off`, gives: ownSecondFactor, onDone: close })
  const day = own.since === null ? '' : formatDay(dayOfInstant(own.since), language)
  return (
    <>
      <p className="s account-note">
        {say('two-step-on', { day, left: own.recoveryLeft })}
        {own.recoveryLeft <= 2 && <b> {say('few-left')}</b>}
      </p>
      {own.isNeeded && <p className="xs q account-note">{say('two-step-on-needed')}</p>}
      {open === 'renew' && <Both note={say('renew-note')} act={say('renew')} command={renew} onCancel={close} />}
      {open === 'off' && <Both note={say('off-note')} act={say('off-act')} command={off} onCancel={close} />}
      {open === null && (
        <div className="acts">
          <button type="button" className="btn" onClick={() => setOpen('renew')}>
            {say('renew')}
          </button>
          {!own.isNeeded && (
            <button type="button" className="btn" onClick={() => setOpen('off')}>
              {say('off')}
            </button>
          )}
        </div>
      )}
    </>
  )
}

type Sending = Pick<ReturnType<typeof useCommand>, 'problem' | 'isRunning'> & {
  run(body: { password: string; code: string }): Promise<unknown>
}

/** What takes the password and a code at once. */
function Both(props: { note: string; act: string; command: Sending; onCancel: () => void }) {
  const { note, act, command, onCancel } = props
  const say = useSignInWords()
  return (
    <>
      <p className="xs q account-note">{note}</p>
      <CommandForm<{ password: string; code: string }>
        name="two-step-both"
        onSubmit={values => command.run(values)}
        problem={command.problem}
        isRunning={command.isRunning}
        act={act}
        aside={
          <button type="button" className="btn t" onClick={onCancel}>
            {say('cancel')}
          </button>
        }
      >
        <Field name="password" label={say('password')} width="post">
          <Input type="password" maxLength={200} autoComplete="current-password" />
        </Field>
        <Field name="code" label={say('code')} help={say('code-or-recovery')} width="post">
          <Input
            className="mono"
            maxLength={40}
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
          />
        </Field>
      </CommandForm>
    </>
  )
}
