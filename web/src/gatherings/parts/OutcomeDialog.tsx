import { Form, Input, Select } from 'antd'
import type { AddOutcome } from '#contract/gatherings.ts'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { DayInput } from '#ui/form/DayInput.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { FormDialog, UnitSelect } from '#web/projects/index.ts'
import { type Meeting, meetingAnswer, outcomeKinds } from '../api.ts'
import { useGatheringsWords } from '../words.ts'

/** Writes an outcome down. A task needs its unit; it drafts a supervised matter (督查事项). */
export function OutcomeDialog({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const say = useGatheringsWords()
  const [form] = Form.useForm<AddOutcome>()
  const isTask = Form.useWatch('kind', form) === 'task'
  const { run, problem, isRunning } = useCommand({
    path: `/gatherings/${meeting.id}/outcomes`,
    gives: meetingAnswer,
    onDone: onClose,
  })
  return (
    <FormDialog title={say('outcome-title')} onClose={onClose}>
      <CommandForm<AddOutcome>
        form={form}
        initial={{ kind: 'task' }}
        onSubmit={values => run(values)}
        problem={problem}
        isRunning={isRunning}
        act={say('record-outcome')}
      >
        <Field name="kind" label={say('outcome-kind')} width="post">
          <Select options={outcomeKinds.map(kind => ({ value: kind, label: say(`outcome-${kind}`) }))} />
        </Field>
        <Field name="text" label={say('outcome-text')} help={say('outcome-text-help')}>
          <Input.TextArea rows={3} maxLength={1000} data-first="" />
        </Field>
        <Field
          name="unitId"
          label={say('outcome-unit')}
          width="post"
          optional={!isTask}
          {...(isTask ? { help: say('outcome-unit-help') } : {})}
        >
          <UnitSelect />
        </Field>
        {isTask && (
          <Field name="dueOn" label={say('outcome-due')} width="day" optional>
            <DayInput min={meeting.heldOn} />
          </Field>
        )}
        {meeting.agenda.length > 0 && (
          <Field name="agendaItemId" label={say('outcome-item')} optional>
            <Select
              allowClear
              options={meeting.agenda.map(item => ({ value: item.id, label: `${item.position} ${item.title}` }))}
            />
          </Field>
        )}
      </CommandForm>
    </FormDialog>
  )
}
