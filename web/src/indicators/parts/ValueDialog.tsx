import { Input, InputNumber, Select } from 'antd'
import { useClock } from '#ui/clock.ts'
import { dayOfInstant } from '#ui/days/days.ts'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { DayInput } from '#ui/form/DayInput.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useIndicatorWords } from '../words.ts'
import { FormDialog } from './FormDialog.tsx'

type Values = {
  period: string
  value?: number | null
  bound: 'none' | '>' | '<' | '~'
  status: 'actual' | 'provisional' | 'revised' | 'missing'
  publishedOn?: string | null
  note?: string
}

const statuses = ['actual', 'provisional', 'revised', 'missing'] as const
const bounds = ['none', '>', '<', '~'] as const

/** Adds a value of a period by hand. */
export function ValueDialog({ seriesId, unit, onClose }: { seriesId: string; unit: string; onClose: () => void }) {
  const say = useIndicatorWords()
  const clock = useClock()
  const command = useCommand({ path: '/indicators/observations', onDone: onClose })
  return (
    <FormDialog title={say('add-value')} onClose={onClose}>
      <CommandForm<Values>
        onSubmit={({ bound, value, ...values }) =>
          command.run({ seriesId, ...values, value: value ?? null, bound: bound === 'none' ? null : bound })
        }
        problem={command.problem}
        isRunning={command.isRunning}
        act={say('add')}
        initial={{ bound: 'none', status: 'actual' }}
      >
        <Field name="period" label={say('period')} width="day" help={say('period-help')}>
          <Input data-first maxLength={10} />
        </Field>
        <Field name="value" label={say('value')} width="money" help={unit} optional>
          <InputNumber controls={false} />
        </Field>
        <Field name="bound" label={say('bound')} width="post">
          <Select options={bounds.map(value => ({ value, label: say(`bound-${value}`) }))} />
        </Field>
        <Field name="status" label={say('status')} width="post">
          <Select options={statuses.map(value => ({ value, label: say(`status-${value}`) }))} />
        </Field>
        <Field name="publishedOn" label={say('published')} width="day" optional>
          <DayInput max={dayOfInstant(clock())} />
        </Field>
        <Field name="note" label={say('note')} optional>
          <Input maxLength={2000} />
        </Field>
      </CommandForm>
    </FormDialog>
  )
}
