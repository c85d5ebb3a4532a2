import { Form, Input } from 'antd'
import { useState } from 'react'
import { ended } from '#contract/accounts.ts'
import { RefusalError } from '#ui/api.ts'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { registerSentences } from '#ui/language/sentences.ts'
import { useAccountWords } from '../words.ts'

type Values = { old: string; password: string; again: string }

registerSentences(
  { 'accounts.password-differs': '两遍密码不一样。' },
  { 'accounts.password-differs': 'The two passwords differ.' },
)
/** The second typing is compared here and never sent. */
const differs = () =>
  new RefusalError(422, { code: 'accounts.password-differs', params: {}, field: 'again', fields: [] })

/** Changes the own password. `onDone` is told when it counts; without it the number of ended sessions is shown. */
export function ChangePassword({ onDone }: { onDone?: () => void }) {
  const say = useAccountWords()
  const [form] = Form.useForm<Values>()
  const [sessions, setSessions] = useState<number | null>(null)
  const [isDifferent, setDifferent] = useState<RefusalError | null>(null)
  const { run, problem, isRunning } = useCommand({
    path: '/accounts/own-password',
    method: 'PUT',
    gives: ended,
    onDone: done => {
      setSessions(done.sessions)
      form.resetFields()
      onDone?.()
    },
  })
  const send = ({ old, password, again }: Values) => {
    setSessions(null)
    setDifferent(password === again ? null : differs())
    return password === again ? run({ old, password }) : undefined
  }
  return (
    <CommandForm<Values>
      form={form}
      onSubmit={send}
      problem={isDifferent ?? problem}
      isRunning={isRunning}
      act={say('change-own')}
      aside={sessions !== null && <span role="status">{say('change-own-done', { sessions })}</span>}
    >
      <Field name="old" label={say('old-password')} width="post">
        <Input type="password" maxLength={200} autoComplete="current-password" />
      </Field>
      <Field name="password" label={say('new-password')} help={say('new-password-help')} width="post">
        <Input type="password" maxLength={128} autoComplete="new-password" />
      </Field>
      <Field name="again" label={say('again')} width="post">
        <Input type="password" maxLength={128} autoComplete="new-password" />
      </Field>
    </CommandForm>
  )
}
