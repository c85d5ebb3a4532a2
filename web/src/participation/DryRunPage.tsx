import { Input } from 'antd'
import { useState } from 'react'
import { type QuizDryRun, quizDryRun } from '#contract/participation/dryRun.ts'
import { useAsOf } from '#ui/asOf/useAsOf.ts'
import { CommandForm } from '#ui/form/CommandForm.tsx'
import { Field } from '#ui/form/Field.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { usePathText } from '#ui/urlState.ts'
import { useDryRunWords } from './dryRunWords.ts'
import { DrawCrumb } from './parts/DrawCrumb.tsx'
import { DryRunDraw } from './parts/DryRunDraw.tsx'
import { DryRunAssumptions, DryRunFigures } from './parts/DryRunFigures.tsx'
import './parts/participation.css'

/** A quiz run with a thousand people who do not exist, so that its rules are seen at work before it is published. */
export function DryRunPage() {
  const say = useDryRunWords()
  const id = usePathText('id')
  const { isPast } = useAsOf()
  const [told, setTold] = useState<QuizDryRun | null>(null)
  const command = useCommand({
    path: `/participation/quizzes/${id}/dry-run`,
    gives: quizDryRun,
    onDone: setTold,
  })
  return (
    <>
      <PageHead title={say('title')} lead={say('lead')} crumb={<DrawCrumb quizId={id} />} />
      <p className="note quiz-intro">{say('simulated')}</p>
      {!isPast && (
        <div className="quiz-under">
          <CommandForm<{ seed?: string }>
            onSubmit={({ seed }) => command.run(seed?.trim() ? { seed } : {})}
            problem={command.problem}
            isRunning={command.isRunning}
            act={say(told ? 'again' : 'run')}
          >
            <Field name="seed" label={say('seed')} help={say('seed-help')} width="post" optional>
              <Input maxLength={40} autoComplete="off" />
            </Field>
          </CommandForm>
        </div>
      )}
      <div className="cols">
        <div>{told && <DryRunFigures told={told} />}</div>
        <aside>
          {told && <DryRunDraw draw={told.draw} />}
          <DryRunAssumptions />
        </aside>
      </div>
    </>
  )
}
