import { Form, Input, InputNumber } from 'antd'
import { DayInput } from '#ui/form/DayInput.tsx'
import { useMatterWords } from '../words.ts'

/** The milestones that make the plan: a planned day and a weight each. */
export function MilestoneRows() {
  const say = useMatterWords()
  return (
    <fieldset className="rows">
      <legend>{say('milestones')}</legend>
      <Form.List name="milestones">
        {(fields, { add, remove }) => (
          <>
            {fields.map(field => (
              <div key={field.key} className="row-fields three">
                <Form.Item name={[field.name, 'title']} noStyle>
                  <Input aria-label={say('milestone-title')} placeholder={say('milestone-title')} maxLength={200} />
                </Form.Item>
                <Form.Item name={[field.name, 'plannedOn']} noStyle>
                  <DayInput />
                </Form.Item>
                <Form.Item name={[field.name, 'weight']} noStyle>
                  <InputNumber
                    aria-label={say('weight-percent')}
                    placeholder={say('weight-percent')}
                    min={0}
                    max={100}
                  />
                </Form.Item>
                <button type="button" className="btn t" onClick={() => remove(field.name)}>
                  {say('remove')}
                </button>
              </div>
            ))}
            <button type="button" className="btn" onClick={() => add({})}>
              {say('add-milestone')}
            </button>
          </>
        )}
      </Form.List>
    </fieldset>
  )
}
