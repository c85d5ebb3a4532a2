import { Instant } from '#ui/days/Day.tsx'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { useMay } from '#ui/session.ts'
import { usePathText } from '#ui/urlState.ts'
import { type Quiz, useQuiz } from './api.ts'
import { LiveSection } from './parts/LiveSection.tsx'
import { PickUpSection } from './parts/PickUpSection.tsx'
import { QuizActs } from './parts/QuizActs.tsx'
import { ForPublic, QuizFacts } from './parts/QuizFacts.tsx'
import { useQuizWords } from './quizWords.ts'
import './parts/participation.css'

/** One quiz: how it stands, what goes on in it, its rules. */
export function QuizPage() {
  const { data, error, refetch } = useQuiz(usePathText('id'))
  if (error) return <FaultNote problem={error} onAgain={() => void refetch()} />
  return data ? <Shown quiz={data} /> : <Loading rows={12} />
}

function Shown({ quiz }: { quiz: Quiz }) {
  const say = useQuizWords()
  const language = useLanguage()
  const maySeeBank = useMay('participation.see-bank')
  const maySeePrizes = useMay('participation.see-prizes')
  const isWaiting = quiz.state === 'draft' && !quiz.may.includes('participation.publish')
  return (
    <>
      <PageHead
        title={language === 'en' ? (quiz.titleEn ?? quiz.titleZh) : quiz.titleZh}
        lead={say(`state-${quiz.state}`)}
        crumb={<Link to="/participation">{say('title')}</Link>}
        aside={
          <>
            {maySeeBank && (
              <Link className="btn" to={`/participation/${quiz.id}/preview`}>
                {say('preview')}
              </Link>
            )}
            {quiz.may.includes('participation.prepare') && quiz.state !== 'withdrawn' && (
              <Link className="btn" to={`/participation/${quiz.id}/dry-run`}>
                {say('dry-run')}
              </Link>
            )}
            <QuizActs quiz={quiz} />
          </>
        }
      />
      {isWaiting && <p className="note">{say('publish-who')}</p>}
      <div className="cols">
        <div>
          {quiz.state !== 'draft' && quiz.state !== 'announced' && <LiveSection id={quiz.id} />}
          <QuizFacts quiz={quiz} />
          {quiz.introZh !== '' && (
            <Section title={say('intro-zh')}>
              <p className="quiz-intro">{language === 'en' && quiz.introEn ? quiz.introEn : quiz.introZh}</p>
            </Section>
          )}
        </div>
        <aside>
          <ForPublic quiz={quiz} />
          {quiz.cutoffs.length > 0 && <Cutoffs quiz={quiz} />}
          {quiz.draws !== null && maySeePrizes && <PickUpSection of={{ quiz: quiz.id }} />}
        </aside>
      </div>
    </>
  )
}

function Cutoffs({ quiz }: { quiz: Quiz }) {
  const say = useQuizWords()
  return (
    <Section
      title={say('cutoffs')}
      aside={quiz.state !== 'draft' && <Link to={`/participation/${quiz.id}/draws`}>{say('draws-link')}</Link>}
    >
      <table className="plain nl">
        <tbody>
          {quiz.cutoffs.map((at, place) => (
            <tr key={at}>
              <td>{say('cutoff-row', { number: place + 1 })}</td>
              <td className="num">
                <Instant value={at} weekday />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
