import { AutoComplete, Input } from 'antd'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { DayInput } from '#ui/form/DayInput.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useRegistryWords } from '../words.ts'
import { FormDialog } from './FormDialog.tsx'
import { OrganisationSelect } from './OrganisationSelect.tsx'

type Values = { bodyId: string; role: string; validFrom?: string | null; validTo?: string | null; note?: string }

const roles = ['member', 'tenant', 'founder', 'vice-president', 'president', 'leader', 'manager', 'part-of'] as const

/** Notes that an organisation belongs to a body in a role, for a time. */
export function MembershipDialog({ memberId, onClose }: { memberId: string; onClose: () => void }) {
  const say = useRegistryWords()
  const command = useCommand({ path: '/registry/memberships', onDone: onClose })
  const known = new Map(roles.map(role => [say(`role-${role}`), role]))
  return (
    <FormDialog title={say('add-membership')} onClose={onClose}>
      <CommandForm<Values>
        onSubmit={({ role, ...values }) => command.run({ memberId, ...values, role: known.get(role) ?? role })}
        problem={command.problem}
        isRunning={command.isRunning}
        act={say('register')}
      >
        <Field name="bodyId" label={say('body')}>
          <OrganisationSelect except={memberId} />
        </Field>
        <Field name="role" label={say('role')} width="post">
          <AutoComplete options={[...known.keys()].map(value => ({ value }))} maxLength={120} />
        </Field>
        <Field name="validFrom" label={say('since')} width="day" optional>
          <DayInput />
        </Field>
        <Field name="validTo" label={say('until')} width="day" optional>
          <DayInput />
        </Field>
        <Field name="note" label={say('note')} optional>
          <Input maxLength={2000} />
        </Field>
      </CommandForm>
    </FormDialog>
  )
}
