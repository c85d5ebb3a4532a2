import { Input } from 'antd'
import { useState } from 'react'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { Dialog } from '#ui/Dialog.tsx'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import type { QuizDraw } from '../api.ts'
import { useDrawWords } from '../drawWords.ts'

const verbs = [
  ['call-off', 'call-off-draw'],
  ['announce', 'announce-draw'],
  ['draw', 'run-draw'],
  ['publish', 'publish-draw'],
] as const
type Verb = (typeof verbs)[number][0]

/** What the reader may do with the draw as it stands. */
export function DrawActs({ draw }: { draw: QuizDraw }) {
  const say = useDrawWords()
  const { isPast } = useAsOf()
  const [verb, setVerb] = useState<Verb | null>(null)
  if (isPast) return null
  return (
    <>
      {verbs
        .filter(([, right]) => draw.may.includes(`participation.${right}`))
        .map(([each]) => (
          <button
            key={each}
            type="button"
            className={each === 'call-off' ? 'btn' : 'btn p'}
            onClick={() => setVerb(each)}
          >
            {say(each)}
          </button>
        ))}
      {verb && <ActDialog draw={draw} verb={verb} onClose={() => setVerb(null)} />}
    </>
  )
}

function ActDialog({ draw, verb, onClose }: { draw: QuizDraw; verb: Verb; onClose: () => void }) {
  const say = useDrawWords()
  const command = useCommand({ path: `/participation/draws/${draw.id}/${verb}`, onDone: onClose })
  return (
    <Dialog title={say(verb)} onClose={onClose}>
      <p className="s q quiz-note">{say(`${verb}-note`)}</p>
      <CommandForm<{ reason?: string }>
        onSubmit={({ reason }) => command.run({ version: draw.version, reason: reason ?? '' })}
        problem={command.problem}
        isRunning={command.isRunning}
        act={say(verb)}
        aside={
          <button type="button" className="btn big" onClick={onClose}>
            {say('cancel')}
          </button>
        }
      >
        <Field name="reason" label={say('reason')} optional={verb !== 'call-off'}>
          <Input.TextArea rows={2} maxLength={500} data-first="" />
        </Field>
      </CommandForm>
    </Dialog>
  )
}
