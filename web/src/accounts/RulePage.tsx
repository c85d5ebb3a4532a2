import { Checkbox } from 'antd'
import { useState } from 'react'
import { type SecondFactorRule, secondFactorRoles, secondFactorRule } from '#contract/signIn.ts'
import { useGet } from '#ui/api.ts'
import { useMinute } from '#ui/clock.ts'
import { dayOfInstant, formatDay } from '#ui/days/days.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { DayInput } from '#ui/form/DayInput.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { useRoleWords } from '#ui/roles.ts'
import { Section } from '#ui/Section.tsx'
import { useMe } from '#ui/session.ts'
import { useRoleList } from './parts/roleWords.ts'
import { useSignInWords } from './signInWords.ts'
import { useAccountWords } from './words.ts'
import './accounts.css'

const PATH = '/accounts/second-factor-rule'

/** Which roles need a second factor, from which day, and how far the region has come. */
export function RulePage() {
  const say = useSignInWords()
  const accounts = useAccountWords()
  const { region } = useMe()
  const { data, error, refetch } = useGet(PATH, secondFactorRule)
  return (
    <>
      <PageHead
        title={say('rule')}
        crumb={<Link to="/accounts">{accounts('accounts')}</Link>}
        lead={say('rule-lead')}
      />
      {data ? (
        <Section title={say('two-step')}>
          <p className="s account-note">
            {data.roles.length === 0
              ? say('rule-none')
              : say('rule-count', { accounts: data.accounts, enrolled: data.enrolled })}
          </p>
          {region.demonstration && data.roles.length === 0 && (
            <p className="xs q account-note">{say('rule-demonstration')}</p>
          )}
          {data.may.includes('accounts.set-second-factor-rule') ? <RuleForm rule={data} /> : <Standing rule={data} />}
        </Section>
      ) : error ? (
        <FaultNote problem={error} onAgain={() => void refetch()} />
      ) : (
        <Loading rows={6} />
      )}
    </>
  )
}

function Standing({ rule }: { rule: SecondFactorRule }) {
  const say = useSignInWords()
  const language = useLanguage()
  const roleList = useRoleList()
  return (
    <>
      {rule.roles.length > 0 && rule.fromOn !== null && (
        <dl className="kv account-facts">
          <dt>{say('rule-roles')}</dt>
          <dd>{roleList(rule.roles)}</dd>
          <dt>{say('rule-from')}</dt>
          <dd>{formatDay(rule.fromOn, language)}</dd>
        </dl>
      )}
      <p className="xs q">{say('rule-who')}</p>
    </>
  )
}

type Values = { roles: string[]; fromOn: string }

function RuleForm({ rule }: { rule: SecondFactorRule }) {
  const say = useSignInWords()
  const role = useRoleWords()
  const today = dayOfInstant(new Date(useMinute()).toISOString())
  const [isDone, setDone] = useState(false)
  const { run, problem, isRunning } = useCommand({
    path: PATH,
    method: 'PUT',
    gives: secondFactorRule,
    onDone: () => setDone(true),
  })
  return (
    <CommandForm<Values>
      initial={{ roles: rule.roles, fromOn: rule.fromOn ?? today }}
      onSubmit={({ roles, fromOn }) => run({ version: rule.version, roles: roles ?? [], fromOn })}
      problem={problem}
      isRunning={isRunning}
      act={say('rule-set')}
      aside={isDone && <span role="status">{say('rule-done')}</span>}
    >
      <Field name="roles" label={say('rule-roles')} optional>
        <Checkbox.Group
          className="role-boxes"
          options={secondFactorRoles.map(each => ({ value: each, label: role(each) }))}
        />
      </Field>
      <Field name="fromOn" label={say('rule-from')} help={say('rule-from-help')} width="day">
        <DayInput />
      </Field>
    </CommandForm>
  )
}
