import { Input, Select } from 'antd'
import { unitTree } from '#contract/registry.ts'
import { useGet } from '#ui/api.ts'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { DayInput } from '#ui/form/DayInput.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useRegistryWords } from '../words.ts'
import { FormDialog } from './FormDialog.tsx'
import { OrganisationSelect } from './OrganisationSelect.tsx'
import { PersonSelect } from './PersonSelect.tsx'

type Values = {
  personId?: string
  post: string
  organisationId?: string | null
  unitId?: string | null
  organisationText?: string
  validFrom?: string | null
  validTo?: string | null
}
type Named = { id: string; name: string }

/** Notes a post somebody holds: of a person here or chosen, in an organisation here or chosen. */
export function TenureDialog({
  person,
  organisation,
  onClose,
}: {
  person?: Named
  organisation?: Named
  onClose: () => void
}) {
  const say = useRegistryWords()
  const command = useCommand({ path: '/registry/tenures', onDone: onClose })
  const units = useGet(organisation ? null : '/registry/units', unitTree)
  return (
    <FormDialog title={say('add-tenure')} onClose={onClose}>
      <CommandForm<Values>
        onSubmit={values =>
          command.run({
            ...values,
            personId: person?.id ?? values.personId,
            organisationId: organisation?.id ?? values.organisationId ?? null,
            organisationText: organisation?.name ?? (values.organisationText?.trim() || null),
          })
        }
        problem={command.problem}
        isRunning={command.isRunning}
        act={say('register')}
      >
        {!person && (
          <Field name="personId" label={say('person')} width="post">
            <PersonSelect />
          </Field>
        )}
        <Field name="post" label={say('post')} width="post">
          <Input maxLength={120} />
        </Field>
        {!organisation && (
          <>
            <Field name="unitId" label={say('where-unit')} width="post" optional>
              <Select
                showSearch={{ optionFilterProp: 'label' }}
                allowClear
                options={(units.data?.rows ?? []).map(unit => ({ value: unit.id, label: unit.nameZh }))}
              />
            </Field>
            <Field name="organisationId" label={say('where-organisation')} optional>
              <OrganisationSelect />
            </Field>
            <Field name="organisationText" label={say('where-text')} optional>
              <Input maxLength={120} />
            </Field>
          </>
        )}
        <Field name="validFrom" label={say('since')} width="day" optional>
          <DayInput />
        </Field>
        <Field name="validTo" label={say('until')} width="day" optional>
          <DayInput />
        </Field>
      </CommandForm>
    </FormDialog>
  )
}
