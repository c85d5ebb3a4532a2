import { useNavigate } from '@tanstack/react-router'
import { useCommand } from '#ui/form/useCommand.ts'
import { Link } from '#ui/Link.tsx'
import { PageHead } from '#ui/PageHead.tsx'
import { useMe } from '#ui/session.ts'
import { drawRules, quizAnswer, quizRules } from './api.ts'
import { QuizForm } from './parts/QuizForm.tsx'
import { fieldsOf, templateOf } from './parts/quizValues.ts'
import { useQuizWords } from './quizWords.ts'
import './parts/participation.css'

/** A quiz set up from the printed rule. */
export function NewPage() {
  const say = useQuizWords()
  const navigate = useNavigate()
  const { unit, region } = useMe()
  const command = useCommand({
    path: '/participation/quizzes',
    gives: quizAnswer,
    onDone: ({ id }) => void navigate({ to: `/participation/${id}` }),
  })
  return (
    <>
      <PageHead title={say('new')} lead={say('new-lead')} crumb={<Link to="/participation">{say('title')}</Link>} />
      <QuizForm
        initial={{ ...templateOf(quizRules, drawRules), organiser: unit?.nameZh ?? region.nameZh }}
        act={say('set-up')}
        onSubmit={(values, latest) => command.run(fieldsOf(values, latest))}
        problem={command.problem}
        isRunning={command.isRunning}
      />
    </>
  )
}
