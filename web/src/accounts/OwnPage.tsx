import { Form, Input } from 'antd'
import { useState } from 'react'
import { ended } from '#contract/accounts.ts'
import { RefusalError } from '#ui/api.ts'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useLanguage } from '#ui/language/language.ts'
import { registerSentences } from '#ui/language/sentences.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { useMe } from '#ui/session.ts'
import { OwnSessions } from './parts/OwnSessions.tsx'
import { useRoleList } from './parts/roleWords.ts'
import { SecondFactor } from './parts/SecondFactor.tsx'
import { useAccountWords } from './words.ts'
import './accounts.css'

type Values = { old: string; password: string; again: string }

registerSentences(
  { 'accounts.password-differs': '两遍密码不一样。' },
  { 'accounts.password-differs': 'The two passwords differ.' },
)
/** The second typing is compared here and never sent. */
const differs = () =>
  new RefusalError(422, { code: 'accounts.password-differs', params: {}, field: 'again', fields: [] })

/** Who I am here, my own password and second factor, and where I am signed in. */
export function OwnPage() {
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
    },
  })
  const send = ({ old, password, again }: Values) => {
    setSessions(null)
    setDifferent(password === again ? null : differs())
    return password === again ? run({ old, password }) : undefined
  }
  return (
    <>
      <PageHead title={say('my-account')} />
      <div className="cols">
        <div>
          <Section title={say('change-own')}>
            <p className="xs q account-note">{say('change-own-lead')}</p>
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
