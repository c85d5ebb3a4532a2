import { Input, Select } from 'antd'
import { directions, frequencies, indicatorKinds } from '#contract/indicators.ts'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useIndicatorWords } from '../words.ts'
import { FormDialog } from './FormDialog.tsx'

type Values = {
  nameZh: string
  nameEn?: string
  unit: string
  kind: (typeof indicatorKinds)[number]
  frequency: (typeof frequencies)[number]
  direction: (typeof directions)[number]
  publisher?: string
  aliases?: string[]
  note?: string
}

/** Defines what is measured. */
export function IndicatorDialog({ onClose }: { onClose: () => void }) {
  const say = useIndicatorWords()
  const command = useCommand({ path: '/indicators/indicators', onDone: onClose })
  return (
    <FormDialog title={say('define')} onClose={onClose}>
      <CommandForm<Values>
        onSubmit={values => command.run(values)}
        problem={command.problem}
        isRunning={command.isRunning}
        act={say('save')}
        initial={{ kind: 'stock', frequency: 'month', direction: 'neutral' }}
      >
        <Field name="nameZh" label={say('name')}>
          <Input data-first maxLength={120} />
        </Field>
        <Field name="nameEn" label={say('name-en')} optional>
          <Input maxLength={120} />
        </Field>
        <Field name="unit" label={say('unit')} width="money">
          <Input maxLength={40} />
        </Field>
        <Field name="kind" label={say('kind')} width="post">
          <Select options={indicatorKinds.map(value => ({ value, label: say(`kind-${value}`) }))} />
        </Field>
        <Field name="frequency" label={say('frequency')} width="post">
          <Select options={frequencies.map(value => ({ value, label: say(`frequency-${value}`) }))} />
        </Field>
        <Field name="direction" label={say('direction')} width="post">
          <Select options={directions.map(value => ({ value, label: say(`direction-${value}`) }))} />
        </Field>
        <Field name="publisher" label={say('publisher')} optional>
          <Input maxLength={120} />
        </Field>
        <Field name="aliases" label={say('aliases')} optional>
          <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['、', '，', ',', '；']} />
        </Field>
        <Field name="note" label={say('note')} optional>
          <Input.TextArea maxLength={2000} rows={2} />
        </Field>
      </CommandForm>
    </FormDialog>
  )
}
