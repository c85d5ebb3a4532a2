import { Input, InputNumber, Select } from 'antd'
import type { Unit } from '#contract/registry.ts'
import { unitKinds } from '#contract/registryCodes.ts'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { DayInput } from '#ui/form/DayInput.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useRegistryWords } from '../words.ts'
import { FormDialog } from './FormDialog.tsx'

type Values = {
  code?: string
  nameZh: string
  nameEn?: string
  shortZh?: string
  kind: string
  parentId?: string | null
  position?: number
  validFrom?: string | null
  validTo?: string | null
}

/** Adds a unit to the tree, or changes where and what it is. */
export function UnitDialog({ known, units, onClose }: { known?: Unit; units: readonly Unit[]; onClose: () => void }) {
  const say = useRegistryWords()
  const command = useCommand({
    path: known ? `/registry/units/${known.id}` : '/registry/units',
    method: known ? 'PUT' : 'POST',
    onDone: onClose,
  })
  return (
    <FormDialog
      title={known ? say('filter', { name: say('change'), value: known.nameZh }) : say('new-unit')}
      onClose={onClose}
    >
      <CommandForm<Values>
        onSubmit={({ code, ...values }) =>
          command.run({
            ...values,
            parentId: values.parentId ?? null,
            ...(known ? { version: known.version } : { code }),
          })
        }
        problem={command.problem}
        isRunning={command.isRunning}
        act={say(known ? 'save' : 'register')}
        initial={
          known
            ? {
                nameZh: known.nameZh,
                kind: known.kind,
                parentId: known.parentId,
                position: known.position,
                validFrom: known.validFrom,
                validTo: known.validTo,
                ...(known.nameEn === null ? {} : { nameEn: known.nameEn }),
                ...(known.shortZh === null ? {} : { shortZh: known.shortZh }),
              }
            : { kind: 'bureau' }
        }
      >
        {!known && (
          <Field name="code" label={say('code')} width="post" help={say('unit-code-help')}>
            <Input data-first maxLength={40} />
          </Field>
        )}
        <Field name="nameZh" label={say('name')}>
          <Input maxLength={120} />
        </Field>
        <Field name="shortZh" label={say('short-name')} width="post" optional>
          <Input maxLength={120} />
        </Field>
        <Field name="nameEn" label={say('name-en')} optional>
          <Input maxLength={120} />
        </Field>
        <Field name="kind" label={say('kind')} width="post">
          <Select options={unitKinds.map(value => ({ value, label: say(`unit-${value}`) }))} />
        </Field>
        <Field name="parentId" label={say('parent')} width="post" optional>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={say('no-parent')}
            options={units.filter(each => each.id !== known?.id).map(each => ({ value: each.id, label: each.nameZh }))}
          />
        </Field>
        <Field name="position" label={say('position')} width="money" optional>
          <InputNumber min={0} max={100000} precision={0} />
        </Field>
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
