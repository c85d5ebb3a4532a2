import { useNavigate } from '@tanstack/react-router'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { PageHead } from '#ui/PageHead.tsx'
import { usePathText } from '#ui/urlState.ts'
import { drawRules, type Quiz, quizRules, useQuiz } from './api.ts'
import { QuizForm } from './parts/QuizForm.tsx'
import { fieldsOf, templateOf, valuesOf } from './parts/quizValues.ts'
import { useQuizWords } from './quizWords.ts'
import './parts/participation.css'

/** A quiz to be changed: a draft in everything, a published one in what may still change. */
export function EditPage() {
  const { data, error, refetch } = useQuiz(usePathText('id'))
  if (error) return <FaultNote problem={error} onAgain={() => void refetch()} />
  return data ? <Edit quiz={data} /> : <Loading rows={12} />
}

function Edit({ quiz }: { quiz: Quiz }) {
  const say = useQuizWords()
  const navigate = useNavigate()
  const to = `/participation/${quiz.id}`
  const command = useCommand({
    path: `/participation/quizzes/${quiz.id}`,
    method: 'PUT',
    onDone: () => void navigate({ to }),
  })
  const shown = valuesOf(quiz, templateOf(quizRules, drawRules))
  return (
    <>
      <PageHead
        title={say('change')}
        {...(quiz.state === 'draft' ? {} : { lead: say('change-lead-published') })}
        crumb={
          <>
            <Link to="/participation">{say('title')}</Link>
            <Link to={to}>{quiz.titleZh}</Link>
          </>
        }
      />
      <QuizForm
        isThere
        initial={shown}
        act={say('save')}
        onSubmit={(values, latest) => {
          const reason = values.reason?.trim()
          return command.run({
            ...fieldsOf(values, latest, { quiz, shown }),
            version: quiz.version,
            ...(reason ? { reason } : {}),
          })
        }}
        problem={command.problem}
        isRunning={command.isRunning}
      />
    </>
  )
}
