import { Input, Select } from 'antd'
import type { Place } from '#contract/registry.ts'
import { type PlaceLevel, placeLevels } from '#contract/registryCodes.ts'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { DayInput } from '#ui/form/DayInput.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useRegistryWords } from '../words.ts'
import { FormDialog } from './FormDialog.tsx'
import { PlaceSelect } from './PlaceSelect.tsx'

type Values = {
  code?: string
  name: string
  nameEn?: string
  level: PlaceLevel
  parentId?: string | null
  validFrom?: string | null
  validTo?: string | null
  replacedBy?: string[]
  aliases?: string[]
  note?: string
}

/** Registers a place, or changes one: its time, what took its place, its other names. */
export function PlaceDialog({ known, onClose }: { known?: Place; onClose: () => void }) {
  const say = useRegistryWords()
  const command = useCommand({
    path: known ? `/registry/places/${known.id}` : '/registry/places',
    method: known ? 'PUT' : 'POST',
    onDone: onClose,
  })
  return (
    <FormDialog
      title={known ? say('filter', { name: say('change'), value: known.name }) : say('new-place')}
      onClose={onClose}
    >
      <CommandForm<Values>
        onSubmit={({ code, ...values }) =>
          command.run({ ...values, ...(known ? { version: known.version } : { code: code?.trim() || null }) })
        }
        problem={command.problem}
        isRunning={command.isRunning}
        act={say(known ? 'save' : 'register')}
        initial={
          known
            ? {
                name: known.name,
                level: known.level,
                parentId: known.parentId,
                validFrom: known.validFrom,
                validTo: known.validTo,
                replacedBy: known.replacedBy,
                aliases: known.aliases,
                ...(known.nameEn === null ? {} : { nameEn: known.nameEn }),
                ...(known.note === null ? {} : { note: known.note }),
              }
            : { level: 'own-zone' }
        }
      >
        <Field name="name" label={say('name')}>
          <Input data-first maxLength={120} />
        </Field>
        {!known && (
          <Field name="code" label={say('code')} width="post" help={say('code-help')} optional>
            <Input maxLength={20} />
          </Field>
        )}
        <Field name="level" label={say('level')} width="post">
          <Select options={placeLevels.map(value => ({ value, label: say(`level-${value}`) }))} />
        </Field>
        <Field name="parentId" label={say('parent')} optional>
          <PlaceSelect placeholder={say('no-parent')} {...(known ? { except: known.id } : {})} />
        </Field>
        <Field name="nameEn" label={say('name-en')} optional>
          <Input maxLength={120} />
        </Field>
        <Field name="aliases" label={say('aliases')} optional>
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['、', '，', ',', '；']} />
        </Field>
        <Field name="validFrom" label={say('since')} width="day" optional>
          <DayInput />
        </Field>
        <Field name="validTo" label={say('until')} width="day" optional>
          <DayInput />
        </Field>
        <Field name="replacedBy" label={`${say('replaced-by')}（${say('code')}）`} optional>
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['、', '，', ',']} />
        </Field>
        <Field name="note" label={say('note')} optional>
          <Input.TextArea maxLength={2000} rows={2} />
        </Field>
      </CommandForm>
    </FormDialog>
  )
}
