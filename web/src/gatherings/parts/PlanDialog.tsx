import { useNavigate } from '@tanstack/react-router'
import { Form, Input, InputNumber, Select } from 'antd'
import { z } from 'zod'
import type { CreateMeeting } from '#contract/gatherings.ts'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { DayInput } from '#ui/form/DayInput.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useLanguage } from '#ui/language/language.ts'
import { FormDialog } from '#web/projects/index.ts'
import { meetingKinds, type NextMeeting } from '../api.ts'
import { useGatheringsWords } from '../words.ts'

/** What is known of a meeting to be planned: the series and the day its cadence gave. */
export type Wished = { seriesId?: string; heldOn?: string; startTime?: string }
type Props = { wished: Wished; series: readonly NextMeeting[]; onClose: () => void }

/** Plans a meeting: one of a series takes its agenda, hour and length from there. */
export function PlanDialog({ wished, series, onClose }: Props) {
  const say = useGatheringsWords()
  const language = useLanguage()
  const navigate = useNavigate()
  const [form] = Form.useForm<CreateMeeting>()
  const seriesId = Form.useWatch('seriesId', form)
  const { run, problem, isRunning } = useCommand({
    path: '/gatherings',
    gives: z.object({ id: z.string() }),
    onDone: made => void navigate({ to: `/gatherings/${made.id}` }),
  })
  return (
    <FormDialog title={say('plan-title')} onClose={onClose}>
      <CommandForm<CreateMeeting>
        form={form}
        initial={wished}
        onSubmit={values => run(values)}
        problem={problem}
        isRunning={isRunning}
        act={say('plan')}
      >
        <Field name="seriesId" label={say('series')} help={say('series-help')} optional>
          <Select
            allowClear
            placeholder={say('series-none')}
            options={series.map(each => ({
              value: each.series.id,
              label: language === 'zh' ? each.series.nameZh : each.series.nameEn,
            }))}
          />
        </Field>
        <Field name="title" label={say('plan-name')}>
          <Input maxLength={200} data-first="" />
        </Field>
        {!seriesId && (
          <Field name="kind" label={say('kind')} width="post" optional>
            <Select
              options={meetingKinds
                .filter(kind => kind !== 'series')
                .map(kind => ({ value: kind, label: say(`kind-${kind}`) }))}
            />
          </Field>
        )}
        <Field name="heldOn" label={say('held-on')} width="day">
          <DayInput />
        </Field>
        <Field name="untilOn" label={say('until')} width="day" optional>
          <DayInput />
        </Field>
        <Form.Item
          name="startTime"
          label={say('start-time')}
          className="field day"
          extra={say('start-help')}
          rules={[{ pattern: /^([01]\d|2[0-3]):[0-5]\d$/, message: say('start-unfit') }]}
        >
          <Input maxLength={5} />
        </Form.Item>
        <Field name="place" label={say('place')} width="post" optional>
          <Input maxLength={100} />
        </Field>
        <Field name="minutesBudget" label={say('minutes-budget')} width="money" optional>
          <InputNumber min={1} max={1440} precision={0} />
        </Field>
      </CommandForm>
    </FormDialog>
  )
}
