/** @jsxImportSource preact */
import type { z } from 'zod'
import type { openQuizzes } from '#contract/participation/portal.ts'
import { periodOf, titleIn } from '#contract/participation/told.ts'
import { usePortal } from '../Context.ts'
import { Go } from '../parts/Go.tsx'
import { Shown } from '../parts/States.tsx'
import { Title } from '../parts/Title.tsx'
import { useAsked } from '../useAsked.ts'

type Quizzes = z.infer<typeof openQuizzes>

/** The quizzes of a region that can be seen now. */
export function QuizzesPage({ region }: { region: number }) {
  const { say, language } = usePortal()
  const asked = useAsked<Quizzes>(region, '/participation/open')
  return (
    <Shown asked={asked}>
      {({ quizzes }) => (
        <section class="page">
          <Title of={say('quizzes')} />
          <h1>{say('quizzes')}</h1>
          {quizzes.length === 0 && <p>{say('no-quizzes')}</p>}
          <ul class="rows">
            {quizzes.map(quiz => (
              <li key={quiz.id}>
                <Go to={{ page: 'quiz', region, quiz: quiz.id }}>{titleIn(language, quiz)}</Go>
                <p>
                  {say(`state.${quiz.state}`)} · {periodOf(language, quiz)}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Shown>
  )
}
