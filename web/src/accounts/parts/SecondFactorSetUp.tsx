import { Form, Input, QRCode } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { enrolment, recoveryCodes } from '#contract/signIn.ts'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useSignInWords } from '../signInWords.ts'
import '../accounts.css'

const OWN = '/accounts/own-second-factor'
export type Codes = z.output<typeof recoveryCodes>

/** Setting up a second factor: the password, then the key for the application and its first code. The recovery codes are the caller's to show. */
export function SecondFactorSetUp({ onCodes }: { onCodes: (codes: Codes) => void }) {
  const say = useSignInWords()
  const [key, setKey] = useState<z.output<typeof enrolment> | null>(null)
  const begin = useCommand({ path: OWN, gives: enrolment, onDone: setKey })
  if (key) return <Confirm secret={key.secret} uri={key.uri} onCodes={onCodes} onAgain={() => setKey(null)} />
  return (
    <CommandForm<{ password: string }>
      name="two-step"
      onSubmit={values => begin.run(values)}
      problem={begin.problem}
      isRunning={begin.isRunning}
      act={say('begin')}
    >
      <Field name="password" label={say('password')} help={say('password-help')} width="post">
        <Input type="password" maxLength={200} autoComplete="current-password" />
      </Field>
    </CommandForm>
  )
}

type ConfirmProps = { secret: string; uri: string; onCodes: (codes: Codes) => void; onAgain: () => void }

function Confirm({ secret, uri, onCodes, onAgain }: ConfirmProps) {
  const say = useSignInWords()
  const [form] = Form.useForm<{ code: string }>()
  const { run, problem, isRunning } = useCommand({ path: `${OWN}/confirm`, gives: recoveryCodes, onDone: onCodes })
  return (
    <>
      <p className="s account-note">{say('scan')}</p>
      <div className="key-for-application">
        {/* Drawn here: the key goes to no other machine. */}
        <div role="img" aria-label={say('picture-of')}>
          <QRCode type="svg" value={uri} size={168} marginSize={2} errorLevel="L" bordered={false} />
        </div>
        <dl>
          <dt>{say('secret')}</dt>
          <dd className="mono" data-secret={secret}>
            {groupsOf(secret).map(group => (
              <span key={group.at}>{group.text}</span>
            ))}
          </dd>
        </dl>
      </div>
      <CommandForm<{ code: string }>
        name="two-step-code"
        form={form}
        onSubmit={values => run(values)}
        problem={problem}
        isRunning={isRunning}
        act={say('confirm')}
        aside={
          <button type="button" className="btn t" onClick={onAgain}>
            {say('begin-again')}
          </button>
        }
      >
        <Field name="code" label={say('code')} help={say('code-help')} width="money">
          <Input className="mono" inputMode="numeric" maxLength={6} autoComplete="one-time-code" />
        </Field>
      </CommandForm>
    </>
  )
}

/** Four signs at a time, as they are read out and typed. */
function groupsOf(secret: string): Array<{ at: number; text: string }> {
  return (secret.match(/.{1,4}/g) ?? []).map((text, at) => ({ at, text }))
}
