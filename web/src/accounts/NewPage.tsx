import { useNavigate } from '@tanstack/react-router'
import { Input } from 'antd'
import { member } from '#contract/accounts.ts'
import type { Role } from '#contract/kernel.ts'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Link } from '#ui/Link.tsx'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { RightsFields } from './parts/RightsFields.tsx'
import { useAccountWords } from './words.ts'
import './accounts.css'

type Values = { name: string; username: string; unitId?: string | null; roles: Role[]; password: string }

/** A new account with its first password. */
export function NewPage() {
  const say = useAccountWords()
  const navigate = useNavigate()
  const { run, problem, isRunning } = useCommand({
    path: '/accounts',
    gives: member,
    onDone: ({ id }) => void navigate({ to: `/accounts/${id}` }),
  })
  return (
    <>
      <PageHead title={say('add')} crumb={<Link to="/accounts">{say('accounts')}</Link>} />
      <Section title={say('rights')}>
        <CommandForm<Values>
          initial={{ roles: [] }}
          onSubmit={values => run({ ...values, unitId: values.unitId ?? null })}
          problem={problem}
          isRunning={isRunning}
          act={say('add')}
        >
          <Field name="name" label={say('name')} width="post">
            <Input maxLength={40} autoComplete="off" />
          </Field>
          <Field name="username" label={say('username')} help={say('username-help')} width="post">
            <Input maxLength={40} autoComplete="off" autoCapitalize="none" spellCheck={false} />
          </Field>
          <RightsFields />
          <Field name="password" label={say('first-password')} help={say('first-password-help')} width="post">
            {/* Shown while it is typed: whoever sets it must tell it to its owner. */}
            <Input className="mono" maxLength={128} autoComplete="off" autoCapitalize="none" spellCheck={false} />
          </Field>
        </CommandForm>
      </Section>
    </>
  )
}
