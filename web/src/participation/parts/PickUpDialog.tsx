import { Input } from 'antd'
import { Dialog } from '#ui/Dialog.tsx'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import type { PickUp } from '../api.ts'
import { usePickUpWords } from '../pickUpWords.ts'

type Props = { path: string; of: 'quiz' | 'draw'; pickUp: PickUp; onClose: () => void }
type Values = { place: string; times: string; bring: string; reason?: string }

/** Says where and when prizes are fetched, or puts it right; it begins with what winners read now. */
export function PickUpDialog({ path, of, pickUp: { shown, version }, onClose }: Props) {
  const say = usePickUpWords()
  const command = useCommand({ path, method: 'PUT', onDone: onClose })
  return (
    <Dialog title={say('title')} onClose={onClose}>
      <p className="s q quiz-note">{say(`${of}-note`)}</p>
      <CommandForm<Values>
        initial={shown ? { place: shown.place, times: shown.times, bring: shown.bring } : {}}
        onSubmit={({ reason, ...fields }) => command.run({ ...fields, version, reason: reason ?? '' })}
        problem={command.problem}
        isRunning={command.isRunning}
        act={say('save')}
        aside={
          <button type="button" className="btn big" onClick={onClose}>
            {say('cancel')}
          </button>
        }
      >
        <Field name="place" label={say('place')} help={say('place-help')}>
          <Input maxLength={200} data-first="" />
        </Field>
        <Field name="times" label={say('times')} help={say('times-help')}>
          <Input maxLength={200} />
        </Field>
        <Field name="bring" label={say('bring')} help={say('bring-help')}>
          <Input maxLength={300} />
        </Field>
        {version > 0 && (
          <Field name="reason" label={say('reason')} optional>
            <Input maxLength={500} />
          </Field>
        )}
      </CommandForm>
    </Dialog>
  )
}
