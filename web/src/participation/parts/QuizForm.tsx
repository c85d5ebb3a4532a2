import { Checkbox, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import type { Problem } from '#ui/api.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { DayInput } from '#ui/form/DayInput.tsx'
import { Field } from '#ui/form/Field.tsx'
import { fieldsOf as fieldsOfProblem } from '#ui/form/refusalFields.ts'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { answersShown, type BankRow, cumulation, useBanks } from '../api.ts'
import { useQuizWords } from '../quizWords.ts'
import { type QuizValues, usualDays } from './quizValues.ts'

type Props = {
  initial: Partial<QuizValues>
  act: string
  onSubmit: (values: QuizValues, latest: number) => Promise<unknown>
  problem: Problem | null
  isRunning: boolean
  /** A quiz there is: its rules stand open, and a change of a published one has a reason. */
  isThere?: boolean
}

/** The form, once the banks to choose from are there: before that a chosen bank would show as its id. */
export function QuizForm(props: Props) {
  const { data, error, refetch } = useBanks()
  if (error) return <FaultNote problem={error} onAgain={() => void refetch()} />
  return data ? <WithBanks {...props} banks={data.rows} /> : <Loading rows={6} />
}

/** The form of a quiz: a title, a bank and a day; the printed rule is filled in and folded away. */
function WithBanks({
  initial,
  act,
  onSubmit,
  problem,
  isRunning,
  isThere = false,
  banks,
}: Props & { banks: readonly BankRow[] }) {
  const say = useQuizWords()
  const [form] = Form.useForm<QuizValues>()
  const hasDraws = Form.useWatch('hasDraws', form) ?? initial.hasDraws
  const [isOpen, setOpen] = useState(isThere)
  const latestOf = (id: string) => banks.find(bank => bank.id === id)?.latest ?? 1
  return (
    <CommandForm<QuizValues>
      form={form}
      initial={initial}
      onSubmit={values => onSubmit(values, latestOf(values.bankId))}
      problem={problem}
      isRunning={isRunning}
      act={act}
    >
      <Field name="titleZh" label={say('title-zh')}>
        <Input maxLength={60} data-first />
      </Field>
      <Field
        name="bankId"
        label={say('bank')}
        {...(banks.length === 0 ? { help: <Link to="/participation/banks">{say('no-banks')}</Link> } : {})}
      >
        <Select
          popupMatchSelectWidth={false}
          options={banks.map(({ id, titleZh, label, questions }) => ({
            value: id,
            label: say('bank-option', { title: titleZh, label, count: questions }),
          }))}
        />
      </Field>
      <Field
        name="opensAt"
        label={say('opens-on')}
        width="day"
        {...(isThere ? {} : { help: say('opens-help', { days: usualDays }) })}
      >
        <DayInput />
      </Field>
      <details
        className="quiz-rules"
        open={isOpen || fieldsOfProblem(problem).length > 0}
        onToggle={event => setOpen(event.currentTarget.open)}
      >
        <summary>{say('rules')}</summary>
        <p className="xs qq">{say('rules-help')}</p>
        <TimeFields />
        <TextFields />
        <RuleFields />
        <Field name="hasDraws" label={say('has-draws')} optional valueName="checked">
          <Checkbox>{say('has-draws')}</Checkbox>
        </Field>
        {hasDraws && <DrawFields />}
      </details>
      {isThere && (
        <Field name="reason" label={say('reason')} help={say('reason-help')} optional>
          <Input maxLength={500} />
        </Field>
      )}
    </CommandForm>
  )
}

function TimeFields() {
  const say = useQuizWords()
  return (
    <div className="quiz-pair">
      <TimeField name="opensTime" />
      <Field name="closesAt" label={say('closes-on')} width="day" optional>
        <DayInput />
      </Field>
      <TimeField name="closesTime" />
    </div>
  )
}

function TimeField({ name }: { name: 'opensTime' | 'closesTime' }) {
  const say = useQuizWords()
  return (
    <Form.Item
      name={name}
      label={say(name === 'opensTime' ? 'opens-time' : 'closes-time')}
      extra={say('time-help')}
      className="field money"
      required
      rules={[{ required: true, pattern: /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, message: say('time-unfit') }]}
    >
      <Input maxLength={5} inputMode="numeric" />
    </Form.Item>
  )
}

function TextFields() {
  const say = useQuizWords()
  return (
    <>
      <Field name="organiser" label={say('organiser')}>
        <Input maxLength={100} />
      </Field>
      <Field name="introZh" label={say('intro-zh')} optional>
        <Input.TextArea rows={2} maxLength={2000} />
      </Field>
      <Field name="titleEn" label={say('title-en')} help={say('title-en-help')} optional>
        <Input maxLength={120} />
      </Field>
      <Field name="introEn" label={say('intro-en')} optional>
        <Input.TextArea rows={2} maxLength={4000} />
      </Field>
    </>
  )
}

function RuleFields() {
  const say = useQuizWords()
  return (
    <>
      <div className="quiz-pair">
        <Count name={['rules', 'questions']} label={say('questions')} most={50} />
        <Count name={['rules', 'seconds']} label={say('seconds')} least={10} most={3600} />
        <Count name={['rules', 'points']} label={say('points')} most={1000} />
        <Count name={['rules', 'attemptsPerDay']} label={say('attempts-per-day')} most={100} help={say('assumed')} />
      </div>
      <Field name={['rules', 'cumulation']} label={say('cumulation')} width="post" help={say('assumed')}>
        <Select options={cumulation.options.map(value => ({ value, label: say(`cumulation-${value}`) }))} />
      </Field>
      <Count name={['rules', 'floorTenths']} label={say('floor')} least={0} most={600} help={say('floor-help')} />
      <Field name={['rules', 'answersShown']} label={say('answers-shown')} width="post">
        <Select options={answersShown.options.map(value => ({ value, label: say(`answers-shown-${value}`) }))} />
      </Field>
      <div className="quiz-pair">
        <Field
          name="bankPublishedOn"
          label={say('bank-published-on')}
          width="day"
          help={say('bank-published-help')}
          optional
        >
          <DayInput />
        </Field>
        <Field name="bankVersion" label={say('bank-version')} width="money" help={say('bank-version-help')} optional>
          <InputNumber min={1} max={1_000_000} precision={0} />
        </Field>
      </div>
    </>
  )
}

function DrawFields() {
  const say = useQuizWords()
  return (
    <>
      <Field name={['draws', 'prize']} label={say('prize')} width="post" help={say('assumed')}>
        <Input maxLength={100} />
      </Field>
      <div className="quiz-pair">
        <Count name={['draws', 'everyDays']} label={say('every-days')} most={366} />
        <Count name={['draws', 'winners']} label={say('winners')} most={100_000} />
        <Count name={['draws', 'ofTop']} label={say('of-top')} most={1_000_000} />
        <Count name={['draws', 'reserves']} label={say('reserves')} least={0} most={100_000} help={say('assumed')} />
        <Count name={['draws', 'claimDays']} label={say('claim-days')} most={365} help={say('assumed')} />
        <Count
          name={['draws', 'disputeDays']}
          label={say('dispute-days')}
          least={0}
          most={365}
          help={say('dispute-help')}
        />
      </div>
      <Field
        name={['draws', 'earlierWinnersOut']}
        label={say('earlier-out')}
        help={say('assumed')}
        optional
        valueName="checked"
      >
        <Checkbox>{say('earlier-out')}</Checkbox>
      </Field>
    </>
  )
}

type CountProps = { name: string[]; label: string; least?: number; most: number; help?: string }

function Count({ name, label, least = 1, most, help }: CountProps) {
  return (
    <Field name={name} label={label} width="money" {...(help === undefined ? {} : { help })}>
      <InputNumber min={least} max={most} precision={0} />
    </Field>
  )
}
