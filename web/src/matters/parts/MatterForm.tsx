import { Checkbox, Form, Input, InputNumber, Select } from 'antd'
import type { Problem } from '#ui/api.ts'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { DayInput } from '#ui/form/DayInput.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { feedbackKinds, matterKinds, sourceKinds, urgencies, useChoices } from '../api.ts'
import { useCodeWords } from '../codeWords.ts'
import { type MatterWord, useMatterWords } from '../words.ts'
import { Doubles } from './Doubles.tsx'
import type { FormValues } from './formValues.ts'
import { MilestoneRows } from './MilestoneRows.tsx'
import { PartRows } from './PartRows.tsx'

type Props = {
  initial: Partial<FormValues>
  act: string
  onSubmit: (values: FormValues) => Promise<unknown>
  problem: Problem | null
  isRunning: boolean
  /** The limit was promised: it is extended, not typed over. */
  isPromised?: boolean
  isNew?: boolean
}

/** The form of a matter: what is to be done, by whom, until when, and where it comes from. */
export function MatterForm({ initial, act, onSubmit, problem, isRunning, isPromised = false, isNew = false }: Props) {
  const say = useMatterWords()
  const words = useCodeWords()
  const language = useLanguage()
  const choices = useChoices().data
  const [form] = Form.useForm<FormValues>()
  const title = Form.useWatch('title', form)
  const feedbackKind = Form.useWatch('feedbackKind', form)
  const line = (name: keyof FormValues, label: MatterWord) => (
    <Field name={name} label={say(label)} width="post" optional>
      <Input maxLength={60} />
    </Field>
  )
  return (
    <CommandForm<FormValues>
      form={form}
      initial={{
        kind: 'supervision',
        sourceKind: 'other',
        urgency: 'normal',
        feedbackKind: 'none',
        rules: 'default',
        ...initial,
      }}
      onSubmit={onSubmit}
      problem={problem}
      isRunning={isRunning}
      act={act}
    >
      <Field name="title" label={say('title')}>
        <Input maxLength={200} data-first />
      </Field>
      {isNew && <Doubles title={title ?? ''} />}
      <Field name="kind" label={say('kind')} width="post">
        <Select options={matterKinds.map(value => ({ value, label: words('kind', value) }))} />
      </Field>
      <Field name="goal" label={say('goal')} optional>
        <Input.TextArea rows={2} maxLength={1000} />
      </Field>
      <PartRows form={form} units={choices?.units ?? []} />
      <Field name="dueOn" label={say('due-on')} width="day" optional help={isPromised ? undefined : say('limit-help')}>
        <DayInput disabled={isPromised} />
      </Field>
      <Field name="limitCode" label={say('limit-code')} optional {...(choices ? { help: choices.limitsSource } : {})}>
        <Select
          allowClear
          options={(choices?.limits ?? []).map(({ code, zh, en, workdays }) => ({
            value: code,
            label: say('limit-days', { zh: language === 'zh' ? zh : en, count: workdays }),
          }))}
        />
      </Field>
      <Field name="feedbackKind" label={say('feedback-days')} width="post">
        <Select options={feedbackKinds.map(value => ({ value, label: say(`feedback-${value}`, { count: '…' }) }))} />
      </Field>
      {(feedbackKind === 'every-days' || feedbackKind === 'monthly-by') && (
        <Field name="feedbackCount" label={say('days')} width="money">
          <InputNumber min={1} max={feedbackKind === 'monthly-by' ? 31 : 366} precision={0} />
        </Field>
      )}
      <MilestoneRows />
      <Field name="sourceKind" label={say('source-kind')} width="post">
        <Select options={sourceKinds.map(value => ({ value, label: words('source', value) }))} />
      </Field>
      <Field name="sourceRef" label={say('source-ref')} optional>
        <Input maxLength={300} />
      </Field>
      <Field name="sourceText" label={say('source-text')} optional>
        <Input.TextArea className="song" rows={2} maxLength={4000} />
      </Field>
      {line('instructingLeader', 'instructing-leader')}
      {line('leadLeader', 'lead-leader')}
      {line('handler', 'handler')}
      {line('contact', 'contact')}
      {line('phone', 'phone')}
      <Field name="urgency" label={say('urgency')} width="post">
        <Select options={urgencies.map(value => ({ value, label: say(`urgency-${value}`) }))} />
      </Field>
      <Field name="series" label={say('series')} width="money" optional>
        <Input maxLength={6} />
      </Field>
      <Field name="rules" label={say('rules')}>
        <Select
          options={(choices?.rules ?? []).map(({ name, titleZh, titleEn, version }) => ({
            value: name,
            label: `${language === 'zh' ? titleZh : titleEn}·${version}`,
          }))}
        />
      </Field>
      <Field name="isPublic" label={say('public')} optional valueName="checked">
        <Checkbox>{say('public')}</Checkbox>
      </Field>
    </CommandForm>
  )
}
