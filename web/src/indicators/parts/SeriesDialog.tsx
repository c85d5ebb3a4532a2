import { useNavigate } from '@tanstack/react-router'
import { Form, Input, Select } from 'antd'
import { z } from 'zod'
import { comparisons } from '#contract/extraction.ts'
import { indicatorList } from '#contract/indicators.ts'
import { placeList, unitTree } from '#contract/registry.ts'
import { useGet } from '#ui/api.ts'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useIndicatorWords } from '../words.ts'
import { FormDialog } from './FormDialog.tsx'

type SubjectKind = 'region' | 'place' | 'unit' | 'text'
type Values = {
  indicatorId: string
  subjectKind: SubjectKind
  placeId?: string
  subjectUnitId?: string
  subjectText?: string
  comparison: string
  unitId?: string | null
}

const kinds = ['region', 'place', 'unit', 'text'] as const

/** Opens a series: an indicator of a subject, under a comparison, with the unit that answers for it. */
export function SeriesDialog({ onClose }: { onClose: () => void }) {
  const say = useIndicatorWords()
  const navigate = useNavigate()
  const [form] = Form.useForm<Values>()
  const kind = Form.useWatch('subjectKind', form) ?? 'region'
  const indicators = useGet('/indicators/indicators', indicatorList)
  const places = useGet('/registry/places', placeList)
  const units = useGet('/registry/units', unitTree)
  const unitOptions = (units.data?.rows ?? []).map(each => ({ value: each.id, label: each.nameZh }))
  const command = useCommand({
    path: '/indicators/series',
    gives: z.object({ id: z.string() }),
    onDone: ({ id }) => {
      onClose()
      void navigate({ to: `/indicators/${id}` })
    },
  })
  const subjectOf = ({ subjectKind, placeId, subjectUnitId, subjectText }: Values) =>
    subjectKind === 'text'
      ? { kind: subjectKind, name: subjectText }
      : { kind: subjectKind, id: subjectKind === 'place' ? placeId : subjectKind === 'unit' ? subjectUnitId : null }
  return (
    <FormDialog title={say('new-series')} onClose={onClose}>
      <CommandForm<Values>
        form={form}
        onSubmit={values =>
          command.run({
            indicatorId: values.indicatorId,
            subject: subjectOf(values),
            comparison: values.comparison === 'level' ? null : values.comparison,
            unitId: values.unitId ?? null,
          })
        }
        problem={command.problem}
        isRunning={command.isRunning}
        act={say('open')}
        initial={{ subjectKind: 'region', comparison: 'level' }}
      >
        <Field name="indicatorId" label={say('indicator')}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            loading={indicators.isPending}
            options={(indicators.data?.rows ?? [])
              .filter(each => each.standing === 'confirmed')
              .map(each => ({ value: each.id, label: `${each.nameZh}（${each.unit}）` }))}
          />
        </Field>
        <Field name="subjectKind" label={say('subject')} width="post">
          <Select options={kinds.map(value => ({ value, label: say(`subject-${value}`) }))} />
        </Field>
        {kind === 'place' && (
          <Field name="placeId" label={say('subject-which')} width="post">
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={(places.data?.rows ?? [])
                .filter(each => each.valid)
                .map(each => ({ value: each.id, label: each.name }))}
            />
          </Field>
        )}
        {kind === 'unit' && (
          <Field name="subjectUnitId" label={say('subject-which')} width="post">
            <Select showSearch={{ optionFilterProp: 'label' }} options={unitOptions} />
          </Field>
        )}
        {kind === 'text' && (
          <Field name="subjectText" label={say('subject-which')} width="post">
            <Input maxLength={120} />
          </Field>
        )}
        <Field name="comparison" label={say('comparison')} width="post">
          <Select
            options={['level' as const, ...comparisons].map(value => ({
              value,
              label: say(value),
            }))}
          />
        </Field>
        <Field name="unitId" label={say('responsible')} width="post" optional>
          <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={unitOptions} />
        </Field>
      </CommandForm>
    </FormDialog>
  )
}
