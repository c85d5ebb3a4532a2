import { Form, type FormInstance, Input, InputNumber, Select } from 'antd'
import { useLanguage } from '#ui/language/language.ts'
import { useMe } from '#ui/session.ts'
import { type MatterChoices, partRoles } from '../api.ts'
import { useMatterWords } from '../words.ts'
import type { FormValues } from './formValues.ts'

/** The parts of a matter: who leads, who answers for what, with which weight. A co-owner's unit is one of another region. */
export function PartRows({ form, units }: { form: FormInstance<FormValues>; units: MatterChoices['units'] }) {
  const say = useMatterWords()
  const language = useLanguage()
  const own = useMe().region.id
  const rows = Form.useWatch('parts', form)
  const option = (unit: MatterChoices['units'][number]) => ({
    value: unit.id,
    label: language === 'zh' ? unit.nameZh : (unit.nameEn ?? unit.nameZh),
    // People type what they call it: 市科技局.
    search: [unit.nameZh, unit.shortZh, unit.nameEn].join(' '),
  })
  return (
    <fieldset className="rows">
      <legend>{say('parts')}</legend>
      <Form.List name="parts">
        {(fields, { add, remove }) => (
          <>
            {fields.map(field => {
              const foreign = rows?.[field.name]?.role === 'co-owner'
              return (
                <div key={field.key} className="row-fields">
                  <Form.Item name={[field.name, 'role']} noStyle>
                    <Select
                      aria-label={say('role')}
                      options={partRoles.map(value => ({ value, label: say(`role-${value}`) }))}
                    />
                  </Form.Item>
                  <Form.Item name={[field.name, 'unitId']} noStyle>
                    <Select
                      aria-label={say('unit')}
                      placeholder={say('unit')}
                      showSearch={{ optionFilterProp: 'search' }}
                      options={units.filter(unit => (unit.region !== own) === foreign).map(option)}
                      popupMatchSelectWidth={false}
                    />
                  </Form.Item>
                  <Form.Item name={[field.name, 'what']} noStyle>
                    <Input aria-label={say('what')} placeholder={say('what')} maxLength={500} />
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
              )
            })}
            <button
              type="button"
              className="btn"
              onClick={() => add({ role: fields.length === 0 ? 'lead' : 'responsible', what: '' })}
            >
              {say('add-part')}
            </button>
          </>
        )}
      </Form.List>
    </fieldset>
  )
}
