import { Checkbox, ConfigProvider, Input, InputNumber, Select } from 'antd'
import { Dialog } from '#ui/Dialog.tsx'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { DayInput } from '#ui/form/DayInput.tsx'
import { Field, type FieldWidth } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useLanguage } from '#ui/language/language.ts'
import { lightName } from '#ui/lights/lights.ts'
import { type MatterDetail, useChoices } from '../api.ts'
import { useCodeWords } from '../codeWords.ts'
import { useMatterWords } from '../words.ts'
import { type Asked, acts, bodyOf, type Values } from './acts.ts'
import { MatterPicker } from './MatterPicker.tsx'

type Props = {
  matter: MatterDetail
  verb: string
  /** What goes along without being asked: a part, its version. */
  more?: Values
  onClose: () => void
}

/** The small form of one act; it closes when the act is done and keeps what was typed when it is not. */
export function ActDialog({ matter, verb, more = {}, onClose }: Props) {
  const say = useMatterWords()
  const words = useCodeWords()
  const command = useCommand({ path: `/matters/${matter.id}/${verb}`, onDone: onClose })
  const asked = acts[verb] ?? []
  const first = Object.fromEntries(asked.flatMap(({ name, first }) => (first === undefined ? [] : [[name, first]])))
  return (
    <Dialog title={words('act', verb)} onClose={onClose}>
      <ConfigProvider getPopupContainer={insideDialog}>
        <div className="act-form">
          <CommandForm<Values>
            initial={{ ...first, ...startOf(matter, verb) }}
            onSubmit={values => command.run({ version: matter.version, ...bodyOf(verb, values), ...more })}
            problem={command.problem}
            isRunning={command.isRunning}
            act={words('act', verb)}
            aside={
              <button type="button" className="btn big" onClick={onClose}>
                {say('cancel')}
              </button>
            }
          >
            {asked.map(each => (
              <Field
                key={each.name}
                name={each.name}
                label={say(each.label)}
                width={widths[each.as]}
                optional={each.optional === true || each.as === 'check'}
                {...(each.help ? { help: say(each.help) } : {})}
                {...(each.as === 'check' ? { valueName: 'checked' } : {})}
              >
                <Control asked={each} matter={matter} />
              </Field>
            ))}
          </CommandForm>
        </div>
      </ConfigProvider>
    </Dialog>
  )
}

// A modal dialogue makes all else inert: lists and calendars must open within it.
const insideDialog = (trigger?: HTMLElement): HTMLElement => trigger?.closest('dialog') ?? document.body

const widths: Record<Asked['as'], FieldWidth> = {
  line: 'line',
  text: 'line',
  day: 'day',
  percent: 'money',
  number: 'money',
  choice: 'post',
  check: 'line',
  matter: 'line',
  light: 'post',
  regions: 'line',
}

function startOf(matter: MatterDetail, verb: string): Values {
  if (verb === 'assign' && matter.assignedOn === null && matter.dueOn) return { dueOn: matter.dueOn }
  if (verb === 'share') return { regions: matter.sharedWith }
  return {}
}

/** The control for what is asked; the form hands it `value`, `onChange` and `id`. */
function Control({ asked, matter, ...given }: { asked: Asked; matter: MatterDetail }) {
  const say = useMatterWords()
  const language = useLanguage()
  const choices = useChoices()
  switch (asked.as) {
    case 'line':
      return <Input maxLength={200} {...given} />
    case 'text':
      return <Input.TextArea rows={2} maxLength={4000} {...given} />
    case 'day':
      return <DayInput {...given} />
    case 'percent':
      return <InputNumber min={0} max={100} precision={1} {...given} />
    case 'number':
      return <InputNumber min={1} max={366} precision={0} {...given} />
    case 'check':
      return <Checkbox {...given}>{say(asked.label)}</Checkbox>
    case 'choice':
      return (
        <Select options={(asked.choices ?? []).map(([value, label]) => ({ value, label: say(label) }))} {...given} />
      )
    case 'light':
      return (
        <Select
          options={(['green', 'blue', 'yellow', 'orange', 'red'] as const)
            .filter(light => light !== matter.lightComputed)
            .map(light => ({ value: light, label: lightName(light, language) }))}
          {...given}
        />
      )
    case 'regions':
      return (
        <Select
          mode="multiple"
          options={(choices.data?.regions ?? [])
            .filter(region => region.regionId !== matter.regionId)
            .map(({ regionId, nameZh, nameEn }) => ({ value: regionId, label: language === 'zh' ? nameZh : nameEn }))}
          {...given}
        />
      )
    case 'matter':
      return <MatterPicker not={matter.id} {...given} />
  }
}
