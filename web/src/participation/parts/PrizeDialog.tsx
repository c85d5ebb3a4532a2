import { Input } from 'antd'
import { Dialog } from '#ui/Dialog.tsx'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import type { PrizeRow } from '../api.ts'
import { usePrizeWords } from '../prizeWords.ts'

export type PrizeVerb = 'hand-over' | 'refuse'
type Props = { prize: PrizeRow; verb: PrizeVerb; onClose: () => void }

/** Handing one prize over against its code, or refusing it with a reason. */
export function PrizeDialog({ prize, verb, onClose }: Props) {
  const say = usePrizeWords()
  const command = useCommand({ path: `/participation/prizes/${prize.id}/${verb}`, onDone: onClose })
  const { version } = prize
  return (
    <Dialog title={`${say(verb)} ${prize.alias}`} onClose={onClose}>
      <p className="s q quiz-note">{say(`${verb}-note`)}</p>
      <CommandForm<{ claimCode: string; reason: string }>
        onSubmit={({ claimCode, reason }) =>
          command.run(verb === 'hand-over' ? { version, claimCode } : { version, reason })
        }
        problem={command.problem}
        isRunning={command.isRunning}
        act={say(verb)}
        aside={
          <button type="button" className="btn big" onClick={onClose}>
            {say('cancel')}
          </button>
        }
      >
        {verb === 'hand-over' ? (
          <Field name="claimCode" label={say('code')} width="post">
            <Input maxLength={20} data-first="" autoComplete="off" />
          </Field>
        ) : (
          <Field name="reason" label={say('reason')}>
            <Input.TextArea rows={2} maxLength={500} data-first="" />
          </Field>
        )}
      </CommandForm>
    </Dialog>
  )
}
