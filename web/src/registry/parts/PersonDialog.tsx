import { useNavigate } from '@tanstack/react-router'
import { Input } from 'antd'
import { z } from 'zod'
import type { Person } from '#contract/registry.ts'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { useRegistryWords } from '../words.ts'
import { FormDialog } from './FormDialog.tsx'
import { Candidates, candidatesOf } from './OrganisationDialog.tsx'

type Values = { name: string; note?: string }
const changed = z.object({ id: z.string(), version: z.int() })

/** Registers a person in a public post, or changes the record; somebody of the same name is shown before another is made. */
export function PersonDialog({ known, onClose }: { known?: Person; onClose: () => void }) {
  const say = useRegistryWords()
  const navigate = useNavigate()
  const command = useCommand({
    path: known ? `/registry/people/${known.id}` : '/registry/people',
    method: known ? 'PUT' : 'POST',
    gives: changed,
    onDone: ({ id }) => {
      onClose()
      if (!known) void navigate({ to: `/registry/people/${id}` })
    },
  })
  const like = candidatesOf(command.problem)
  return (
    <FormDialog title={say(known ? 'change' : 'new-person')} onClose={onClose}>
      <CommandForm<Values>
        onSubmit={values =>
          command.run({
            ...values,
            ...(known ? { code: known.code, version: known.version } : { distinctFrom: like.map(each => each.id) }),
          })
        }
        problem={like.length > 0 ? null : command.problem}
        isRunning={command.isRunning}
        act={like.length > 0 ? say('not-these') : say(known ? 'save' : 'register')}
        initial={known ? { name: known.name, ...(known.note === null ? {} : { note: known.note }) } : {}}
      >
        <Field name="name" label={say('person')} width="post">
          <Input data-first maxLength={120} onChange={command.forget} />
        </Field>
        <Field name="note" label={say('note')} optional>
          <Input.TextArea maxLength={2000} rows={3} />
        </Field>
        <Candidates problem={command.problem} kind="people" />
      </CommandForm>
    </FormDialog>
  )
}
