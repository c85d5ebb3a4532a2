import { Input } from 'antd'
import { Dialog } from '#ui/Dialog.tsx'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import type { MatterDetail, MatterReport } from '../api.ts'
import { useCodeWords } from '../codeWords.ts'
import { useMatterWords } from '../words.ts'

/** Takes a report back, with the reason. */
export function WithdrawReport({
  matter,
  report,
  onClose,
}: {
  matter: MatterDetail
  report: MatterReport
  onClose: () => void
}) {
  const say = useMatterWords()
  const words = useCodeWords()
  const command = useCommand({ path: `/matters/${matter.id}/withdraw-report`, onDone: onClose })
  return (
    <Dialog title={words('act', 'withdraw-report')} onClose={onClose}>
      <p className="song">{report.text}</p>
      <CommandForm<{ reason: string }>
        onSubmit={({ reason }) => command.run({ version: matter.version, reportId: report.id, reason })}
        problem={command.problem}
        isRunning={command.isRunning}
        act={say('withdraw')}
      >
        <Field name="reason" label={say('reason')}>
          <Input.TextArea rows={2} maxLength={500} />
        </Field>
      </CommandForm>
    </Dialog>
  )
}
