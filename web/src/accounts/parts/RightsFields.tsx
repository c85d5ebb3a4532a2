import { Checkbox, Select } from 'antd'
import { threeAdministrators } from '#contract/accounts.ts'
import { type Role, roles } from '#contract/kernel.ts'
import { Field } from '#ui/form/Field.tsx'
import { useRoleWords } from '#ui/roles.ts'
import { useUnitOptions } from '../api.ts'
import { useAccountWords } from '../words.ts'

const three: readonly Role[] = threeAdministrators
/** Offices first, the three administrators together at the end, as the help below says that they are apart. */
const inOrder = [...roles.filter(role => !three.includes(role)), ...three]

/** Unit and roles: what gives an account its rights. */
export function RightsFields() {
  const say = useAccountWords()
  const role = useRoleWords()
  const units = useUnitOptions()
  return (
    <>
      <Field name="unitId" label={say('unit')} optional width="post">
        <Select options={units} allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={say('no-unit')} />
      </Field>
      <Field name="roles" label={say('roles')} help={say('roles-help')}>
        <Checkbox.Group className="role-boxes" options={inOrder.map(each => ({ value: each, label: role(each) }))} />
      </Field>
    </>
  )
}
