import { useNavigate } from '@tanstack/react-router'
import { Input } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { memberAdded } from '#contract/accounts.ts'
import type { Role } from '#contract/kernel.ts'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Link } from '#ui/Link.tsx'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { FirstPasswordShown } from './parts/FirstPasswordShown.tsx'
import { RightsFields } from './parts/RightsFields.tsx'
import { useAccountWords } from './words.ts'
import './accounts.css'

type Values = { name: string; username: string; unitId?: string | null; roles: Role[] }

/** A new account; its first password is shown once. */
export function NewPage() {
  const say = useAccountWords()
  const navigate = useNavigate()
  const [added, setAdded] = useState<z.output<typeof memberAdded> | null>(null)
  const { run, problem, isRunning } = useCommand({
    path: '/accounts',
    gives: memberAdded,
    onDone: setAdded,
  })
  if (added)
    return (
      <>
        <PageHead title={added.name} crumb={<Link to="/accounts">{say('accounts')}</Link>} />
        <Section title={added.username}>
          <FirstPasswordShown {...added} onTold={() => void navigate({ to: `/accounts/${added.id}` })} />
        </Section>
      </>
    )
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
        </CommandForm>
      </Section>
    </>
  )
}
