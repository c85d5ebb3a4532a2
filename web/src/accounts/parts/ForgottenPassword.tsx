import { Form, Input } from 'antd'
import { useState } from 'react'
import { ended, type Member } from '#contract/accounts.ts'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Section } from '#ui/Section.tsx'
import { useAccountWords } from '../words.ts'

/** A new first password for somebody who forgot theirs. */
export function ForgottenPassword({ member }: { member: Member }) {
  const say = useAccountWords()
  const [form] = Form.useForm<{ password: string }>()
  const [sessions, setSessions] = useState<number | null>(null)
  const { run, problem, isRunning } = useCommand({
    path: `/accounts/${member.id}/reset-password`,
    gives: ended,
    onDone: done => {
      setSessions(done.sessions)
      form.resetFields()
    },
  })
  return (
    <Section title={say('forgot')}>
      <p className="xs q account-note">{say('forgot-note')}</p>
      <CommandForm<{ password: string }>
        form={form}
        onSubmit={values => run(values)}
        problem={problem}
        isRunning={isRunning}
        act={say('reset')}
        aside={sessions !== null && <span role="status">{say('reset-done', { sessions })}</span>}
      >
        <Field name="password" label={say('first-password')} help={say('first-password-help')} width="post">
          <Input className="mono" maxLength={128} autoComplete="off" autoCapitalize="none" spellCheck={false} />
        </Field>
      </CommandForm>
    </Section>
  )
}
