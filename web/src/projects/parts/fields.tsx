import { Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { Field } from '#ui/form/Field.tsx'
import { amountKinds, partyRoles, useBatches } from '../api.ts'
import { useProjectsWords } from '../words.ts'
import { ProjectSelect } from './ProjectSelect.tsx'
import { UnitSelect } from './UnitSelect.tsx'
import './projects.css'

/** A project's own facts, for registering and for changing. `own` leaves a project out of the choice of its parent. */
export function ProjectFields({ own, parent }: { own?: string; parent?: { id: string; name: string } | undefined }) {
  const say = useProjectsWords()
  const batches = useBatches()
  return (
    <>
      <Field name="name" label={say('name-label')}>
        <Input maxLength={200} />
      </Field>
      <Field name="code" label={say('code')} width="post" optional>
        <Input maxLength={60} />
      </Field>
      <Field name="unitId" label={say('unit')} width="post" optional>
        <UnitSelect />
      </Field>
      <Field name="batchId" label={say('batch')} width="post" optional>
        <Select
          allowClear
          popupMatchSelectWidth={false}
          options={(batches.data?.rows ?? []).map(batch => ({ value: batch.id, label: batch.name }))}
        />
      </Field>
      <Field name="parentId" label={say('parent')} optional>
        <ProjectSelect
          {...(own === undefined ? {} : { without: own })}
          {...(parent === undefined ? {} : { chosen: parent })}
        />
      </Field>
      <Field name="kind" label={say('kind')} width="post" optional>
        <Input maxLength={60} />
      </Field>
      <Field name="level" label={say('level')} width="post" optional>
        <Input maxLength={60} />
      </Field>
      <Field name="place" label={say('place')} width="post" optional>
        <Input maxLength={100} />
      </Field>
      <Field name="chain" label={say('chain')} width="post" optional>
        <Input maxLength={60} />
      </Field>
      <Field name="content" label={say('content')} optional>
        <Input.TextArea rows={3} maxLength={2000} />
      </Field>
    </>
  )
}

export function AmountFields({ at }: { at?: number }) {
  const say = useProjectsWords()
  const name = (field: string) => (at === undefined ? field : [at, field])
  return (
    <>
      <Field name={name('printed')} label={say('amount-printed')} help={say('amount-help')}>
        <Input maxLength={60} />
      </Field>
      <Field name={name('what')} label={say('amount-what')} width="post">
        <Select options={amountKinds.map(kind => ({ value: kind, label: say(`amount-what-${kind}`) }))} />
      </Field>
    </>
  )
}

export function PartyFields({ at }: { at?: number }) {
  const say = useProjectsWords()
  const name = (field: string) => (at === undefined ? field : [at, field])
  return (
    <>
      <Field name={name('name')} label={say('party-name')}>
        <Input maxLength={200} />
      </Field>
      <Field name={name('role')} label={say('party-role')} width="post">
        <Select options={partyRoles.map(role => ({ value: role, label: say(`party-role-${role}`) }))} />
      </Field>
    </>
  )
}

/** The parties of a new project, as many as there are. */
export function PartiesField() {
  const say = useProjectsWords()
  return (
    <Rows name="parties" head={say('parties')} add={say('add-party')} fresh={{ role: 'investor' }}>
      {at => <PartyFields at={at} />}
    </Rows>
  )
}

/** The amounts of a new project, each as printed. */
export function AmountsField() {
  const say = useProjectsWords()
  return (
    <Rows name="amounts" head={say('amounts')} add={say('add-amount')} fresh={{ what: 'total' }}>
      {at => <AmountFields at={at} />}
    </Rows>
  )
}

type RowsProps = { name: string; head: string; add: string; fresh: object; children: (at: number) => ReactNode }

function Rows({ name, head, add, fresh, children }: RowsProps) {
  const say = useProjectsWords()
  return (
    <Form.List name={name}>
      {(rows, { add: addRow, remove }) => (
        <fieldset className="rows">
          <legend>{head}</legend>
          {rows.map(row => (
            <div key={row.key} className="rows-field">
              {children(row.name)}
              <button type="button" className="btn" onClick={() => remove(row.name)}>
                {say('take-out')}
              </button>
            </div>
          ))}
          <button type="button" className="btn" onClick={() => addRow(fresh)}>
            {add}
          </button>
        </fieldset>
      )}
    </Form.List>
  )
}
