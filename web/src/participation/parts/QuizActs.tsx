import { Input } from 'antd'
import { useState } from 'react'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { Dialog } from '#ui/Dialog.tsx'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Link } from '#ui/Link.tsx'
import type { Quiz } from '../api.ts'
import { useQuizWords } from '../quizWords.ts'

const verbs = ['publish', 'resume', 'pause', 'withdraw'] as const
type Verb = (typeof verbs)[number]

/** What the reader may do with the quiz as it stands. */
export function QuizActs({ quiz }: { quiz: Quiz }) {
  const say = useQuizWords()
  const { isPast } = useAsOf()
  const [verb, setVerb] = useState<Verb | null>(null)
  if (isPast) return null
  const may = (each: string) => quiz.may.includes(`participation.${each}`)
  return (
    <>
      {may('change') && (
        <Link className="btn" to={`/participation/${quiz.id}/edit`}>
          {say('change')}
        </Link>
      )}
      {verbs.filter(may).map(each => (
        <button
          key={each}
          type="button"
          className={each === 'publish' || each === 'resume' ? 'btn p' : 'btn'}
          onClick={() => setVerb(each)}
        >
          {say(each)}
        </button>
      ))}
      {verb && <ActDialog quiz={quiz} verb={verb} onClose={() => setVerb(null)} />}
    </>
  )
}

function ActDialog({ quiz, verb, onClose }: { quiz: Quiz; verb: Verb; onClose: () => void }) {
  const say = useQuizWords()
  const command = useCommand({ path: `/participation/quizzes/${quiz.id}/${verb}`, onDone: onClose })
  return (
    <Dialog title={say(verb)} onClose={onClose}>
      <p className="s q quiz-note">{say(`${verb}-note`)}</p>
      <CommandForm<{ reason?: string }>
        onSubmit={({ reason }) => command.run({ version: quiz.version, reason: reason ?? '' })}
        problem={command.problem}
        isRunning={command.isRunning}
        act={say(verb)}
        aside={
          <button type="button" className="btn big" onClick={onClose}>
            {say('cancel')}
          </button>
        }
      >
        <Field name="reason" label={say('reason')} optional={verb === 'publish' || verb === 'resume'}>
          <Input.TextArea rows={2} maxLength={500} data-first="" />
        </Field>
      </CommandForm>
    </Dialog>
  )
}
