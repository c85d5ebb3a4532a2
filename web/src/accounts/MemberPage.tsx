import { Input } from 'antd'
import { useState } from 'react'
import { type Member, member as memberShape } from '#contract/accounts.ts'
import type { Role } from '#contract/kernel.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { useMe } from '#ui/session.ts'
import { usePathText } from '#ui/urlState.ts'
import { unitName, useMember } from './api.ts'
import { ForgottenPassword } from './parts/ForgottenPassword.tsx'
import { LostSecondFactor } from './parts/LostSecondFactor.tsx'
import { MemberState } from './parts/MemberState.tsx'
import { MemberUse } from './parts/MemberUse.tsx'
import { RightsFields } from './parts/RightsFields.tsx'
import { useRoleList } from './parts/roleWords.ts'
import { SignInSafety } from './parts/SignInSafety.tsx'
import { useAccountWords } from './words.ts'
import './accounts.css'

/** One account: what it may, and what the reader may do with it. */
export function MemberPage() {
  const say = useAccountWords()
  const { isPast } = useAsOf()
  const { data: member, error, refetch } = useMember(usePathText('id'))
  if (!member)
    return (
      <>
        <PageHead title={say('accounts')} crumb={<Link to="/accounts">{say('accounts')}</Link>} />
        {error ? <FaultNote problem={error} onAgain={() => void refetch()} /> : <Loading rows={6} />}
      </>
    )
  const may = (verb: string) => !isPast && member.may.includes(`accounts.${verb}`)
  return (
    <>
      <PageHead
        title={member.name}
        crumb={<Link to="/accounts">{say('accounts')}</Link>}
        {...(isPast ? { lead: say('past') } : {})}
      />
      <div className="cols">
        <div>
          <Facts member={member} />
          {may('change') && <Rights key={member.id} member={member} mayRights={may('set-rights')} />}
        </div>
        <div>
          {(may('lock') || member.failures !== null) && <SignInSafety member={member} mayLock={may('lock')} />}
          {member.secondFactor !== null && <LostSecondFactor member={member} mayReset={may('reset-second-factor')} />}
          {may('reset-password') && <ForgottenPassword member={member} />}
          {may('set-rights') && <MemberUse member={member} />}
        </div>
      </div>
    </>
  )
}

function Facts({ member }: { member: Member }) {
  const say = useAccountWords()
  const language = useLanguage()
  const roleList = useRoleList()
  return (
    <Section title={say('accounts')}>
      <dl className="kv account-facts">
        <dt>{say('username')}</dt>
        <dd className="mono">{member.username}</dd>
        <dt>{say('unit')}</dt>
        <dd>{unitName(member, language) ?? say('no-unit')}</dd>
        <dt>{say('roles')}</dt>
        <dd>{roleList(member.roles)}</dd>
        <dt>{say('state')}</dt>
        <dd>
          <MemberState member={member} />
        </dd>
      </dl>
    </Section>
  )
}

type Values = { name: string; unitId?: string | null; roles: Role[]; reason?: string }

/** Name, unit and roles. Operators change their own name and unit, not their own roles. */
function Rights({ member, mayRights }: { member: Member; mayRights: boolean }) {
  const say = useAccountWords()
  const me = useMe()
  const [isDone, setDone] = useState(false)
  const { run, problem, isRunning } = useCommand({
    path: `/accounts/${member.id}`,
    method: 'PUT',
    gives: memberShape,
    onDone: () => setDone(true),
  })
  const send = ({ name, unitId, roles, reason }: Values) =>
    run({
      version: member.version,
      name,
      unitId: unitId ?? null,
      ...(mayRights ? { roles } : {}),
      ...(reason ? { reason } : {}),
    })
  return (
    <Section title={say('rights')}>
      {me.id === member.id && <p className="xs q">{say('own-rights')}</p>}
      <CommandForm<Values>
        initial={{ name: member.name, unitId: member.unitId, roles: member.roles }}
        onSubmit={send}
        problem={problem}
        isRunning={isRunning}
        act={say('change')}
        aside={isDone && <span role="status">{say('changed')}</span>}
      >
        <Field name="name" label={say('name')} width="post">
          <Input maxLength={40} autoComplete="off" />
        </Field>
        <RightsFields />
        <Field name="reason" label={say('reason')} help={say('reason-help')} optional>
          <Input maxLength={200} autoComplete="off" />
        </Field>
      </CommandForm>
    </Section>
  )
}
