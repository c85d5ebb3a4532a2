import { useNavigate } from '@tanstack/react-router'
import { z } from 'zod'
import type { Series } from '#contract/indicators.ts'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useIndicatorWords } from '../words.ts'
import { FormDialog } from './FormDialog.tsx'
import { SeriesSelect } from './SeriesSelect.tsx'

/** Says that a drafted series is a standing one, which then takes its values. */
export function JoinDialog({ shown, onClose }: { shown: Series; onClose: () => void }) {
  const say = useIndicatorWords()
  const navigate = useNavigate()
  const command = useCommand({
    path: `/indicators/series/${shown.id}/confirm`,
    gives: z.object({ id: z.string() }),
    onDone: ({ id }) => {
      onClose()
      void navigate({ to: `/indicators/${id}` })
    },
  })
  return (
    <FormDialog title={say('confirm-as')} onClose={onClose}>
      <p className="s q">{say('join-lead')}</p>
      <CommandForm<{ into: string }>
        onSubmit={values => command.run({ version: shown.version, ...values })}
        problem={command.problem}
        isRunning={command.isRunning}
        act={say('join')}
      >
        <Field name="into" label={say('into-series')}>
          <SeriesSelect except={shown.id} unit={shown.unit} />
        </Field>
      </CommandForm>
    </FormDialog>
  )
}
