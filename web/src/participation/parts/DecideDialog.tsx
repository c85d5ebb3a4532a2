import { Input } from 'antd'
import { Dialog } from '#ui/Dialog.tsx'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import type { Suspicion } from '../api.ts'
import { useSuspicionWords } from '../suspicionWords.ts'

type Props = { found: Suspicion; decision: 'cleared' | 'set-aside'; onClose: () => void }

/** A decision about one person, with its reason and what follows from it. */
export function DecideDialog({ found, decision, onClose }: Props) {
  const say = useSuspicionWords()
  const command = useCommand({ path: `/participation/suspicions/${found.id}/decide`, onDone: onClose })
  return (
    <Dialog title={say(decision)} onClose={onClose}>
      <p className="s q quiz-note">{say(`${decision}-note`)}</p>
      <CommandForm<{ why: string }>
        onSubmit={({ why }) => command.run({ version: found.version, decision, why })}
        problem={command.problem}
        isRunning={command.isRunning}
        act={say(decision)}
        aside={
          <button type="button" className="btn big" onClick={onClose}>
            {say('cancel')}
          </button>
        }
      >
        <Field name="why" label={say('decide-why')} help={say('decide-why-help')}>
          <Input.TextArea rows={2} maxLength={500} data-first="" />
        </Field>
      </CommandForm>
    </Dialog>
  )
}
