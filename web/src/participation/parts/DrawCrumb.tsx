import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { useQuiz } from '../api.ts'
import { useDrawWords } from '../drawWords.ts'
import { useQuizWords } from '../quizWords.ts'
import './participation.css'

/** Where a page of a quiz's draws belongs; `inDraws` for one below the list of them. */
export function DrawCrumb({ quizId, inDraws = false }: { quizId: string; inDraws?: boolean }) {
  const say = useDrawWords()
  const quizWords = useQuizWords()
  const language = useLanguage()
  const quiz = useQuiz(quizId).data
  const title = quiz && language === 'en' ? (quiz.titleEn ?? quiz.titleZh) : quiz?.titleZh
  return (
    <>
      <Link to="/participation">{quizWords('title')}</Link>
      {quiz && <Link to={`/participation/${quizId}`}>{title}</Link>}
      {inDraws && <Link to={`/participation/${quizId}/draws`}>{say('title')}</Link>}
    </>
  )
}
