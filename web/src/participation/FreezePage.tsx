import { useNavigate } from '@tanstack/react-router'
import { Form, Input, InputNumber, Select } from 'antd'
import { addDays, dayOfInstant } from '#ui/days/days.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { DayInput } from '#ui/form/DayInput.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Loading } from '#ui/Loading.tsx'
import { PageHead } from '#ui/PageHead.tsx'
import { usePathText } from '#ui/urlState.ts'
import { quizDraw, useDraws } from './api.ts'
import { useDrawWords } from './drawWords.ts'
import { type FreezeValues, proposedFrom, type TypedSource } from './parts/ceremony.ts'
import { DrawCrumb } from './parts/DrawCrumb.tsx'

/** Freezing the pool of a cut-off, with the sources of chance that are to come. */
export function FreezePage() {
  const say = useDrawWords()
  const [id, number] = [usePathText('id'), Number(usePathText('number'))]
  const navigate = useNavigate()
  const { data, error, refetch } = useDraws(id)
  const command = useCommand({
    path: `/participation/quizzes/${id}/draws`,
    gives: quizDraw,
    onDone: draw => void navigate({ to: `/participation/draws/${draw.id}` }),
  })
  if (error) return <FaultNote problem={error} onAgain={() => void refetch()} />
  if (!data) return <Loading rows={6} />
  const chains = data.chains.map(({ name }) => name)
  const tomorrow = addDays(dayOfInstant(data.now), 1)
  const [first = ''] = chains.includes('quicknet') ? ['quicknet'] : chains
  return (
    <>
      <PageHead
        title={say('freeze-title', { number })}
        lead={say('freeze-lead')}
        crumb={<DrawCrumb quizId={id} inDraws />}
      />
      <CommandForm<FreezeValues>
        initial={{ chain: first, day: tomorrow, time: '12:00' }}
        onSubmit={values => command.run({ number, sources: proposedFrom(values) })}
        problem={command.problem}
        isRunning={command.isRunning}
        act={say('freeze')}
      >
        <div className="quiz-pair">
          <Field name="day" label={say('beacon-day')} width="day" help={say('beacon-help')}>
            <DayInput />
          </Field>
          <TimeOf name="time" />
          <Field name="chain" label={say('chain')} width="post">
            <Select options={chains.map(value => ({ value, label: value }))} />
          </Field>
        </div>
        <TypedSources day={tomorrow} />
      </CommandForm>
    </>
  )
}

function TypedSources({ day }: { day: string }) {
  const say = useDrawWords()
  const dates = { day, afterDay: addDays(day, 1), afterTime: '12:00' }
  const balls = { kind: 'numbers', ...dates, time: '21:15', count: 6, least: 1, most: 33 } as const
  const index = { kind: 'text', ...dates, time: '15:00', issue: day } as const
  return (
    <fieldset className="rows">
      <legend>{say('typed')}</legend>
      <p className="xs qq quiz-note">{say('typed-help')}</p>
      <Form.List name="typed">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <OneTyped key={key} at={name} onRemove={() => remove(name)} />
            ))}
            <div className="acts">
              <button
                type="button"
                className="btn"
                onClick={() => add({ ...balls, nameZh: say('balls-zh'), nameEn: say('balls-en') })}
              >
                {say('add-balls')}
              </button>
              <button
                type="button"
                className="btn"
                onClick={() => add({ ...index, nameZh: say('index-zh'), nameEn: say('index-en') })}
              >
                {say('add-index')}
              </button>
            </div>
          </>
        )}
      </Form.List>
    </fieldset>
  )
}

function OneTyped({ at, onRemove }: { at: number; onRemove: () => void }) {
  const say = useDrawWords()
  const kind: TypedSource['kind'] | undefined = Form.useWatch(['typed', at, 'kind'])
  return (
    <div className="quiz-pair quiz-source">
      <Field name={[at, 'kind']} label={say('source')} width="post">
        <Select
          options={[
            { value: 'numbers', label: say('enter-numbers') },
            { value: 'text', label: say('enter-text') },
          ]}
        />
      </Field>
      <Field name={[at, 'nameZh']} label={say('name-zh')}>
        <Input maxLength={200} />
      </Field>
      <Field name={[at, 'nameEn']} label={say('name-en')}>
        <Input maxLength={200} />
      </Field>
      <Field name={[at, 'issue']} label={say('issue')} width="post">
        <Input maxLength={200} />
      </Field>
      <Field name={[at, 'day']} label={say('public-day')} width="day">
        <DayInput />
      </Field>
      <TimeOf name={[at, 'time']} />
      {kind === 'numbers' &&
        (['count', 'least', 'most'] as const).map(each => (
          <Field key={each} name={[at, each]} label={say(each)} width="money">
            <InputNumber min={each === 'count' ? 1 : 0} max={each === 'count' ? 100 : 1_000_000} precision={0} />
          </Field>
        ))}
      <Field name={[at, 'afterDay']} label={say('after-day')} width="day">
        <DayInput />
      </Field>
      <TimeOf name={[at, 'afterTime']} />
      <button type="button" className="btn t" onClick={onRemove}>
        {say('remove')}
      </button>
    </div>
  )
}

function TimeOf({ name }: { name: string | Array<string | number> }) {
  const say = useDrawWords()
  return (
    <Form.Item
      name={name}
      label={say('time')}
      className="field money"
      required
      rules={[{ required: true, pattern: /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, message: say('time-unfit') }]}
    >
      <Input maxLength={5} inputMode="numeric" />
    </Form.Item>
  )
}
