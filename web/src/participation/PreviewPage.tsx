import { useState } from 'react'
import { useGet } from '#ui/api.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { usePathText } from '#ui/urlState.ts'
import { bankQuestions, type Quiz, useQuiz } from './api.ts'
import { type Drawn, samplePaper } from './parts/samplePaper.ts'
import { useQuizWords } from './quizWords.ts'
import './parts/participation.css'

/** A quiz as somebody meets it who takes part: the introduction, the rules, a paper. */
export function PreviewPage() {
  const { data, error, refetch } = useQuiz(usePathText('id'))
  if (error) return <FaultNote problem={error} onAgain={() => void refetch()} />
  return data ? <Preview quiz={data} /> : <Loading rows={12} />
}

function Preview({ quiz }: { quiz: Quiz }) {
  const say = useQuizWords()
  const language = useLanguage()
  const { data, error, refetch } = useGet(
    `/participation/banks/${quiz.bankId}/versions/${quiz.bankVersion}`,
    bankQuestions,
    { asOf: null, staleTime: 600_000 },
  )
  const [round, setRound] = useState(0)
  const title = language === 'en' ? (quiz.titleEn ?? quiz.titleZh) : quiz.titleZh
  return (
    <>
      <PageHead
        title={say('preview')}
        lead={say('preview-lead')}
        crumb={
          <>
            <Link to="/participation">{say('title')}</Link>
            <Link to={`/participation/${quiz.id}`}>{title}</Link>
          </>
        }
        aside={
          <button type="button" className="btn" onClick={() => setRound(round + 1)}>
            {say('five-more')}
          </button>
        }
      />
      <div className="quiz-preview">
        <h2>{title}</h2>
        <p className="s q">{quiz.organiser}</p>
        <p className="quiz-intro">{language === 'en' && quiz.introEn ? quiz.introEn : quiz.introZh}</p>
        <Section title={say('preview-rules')}>
          <p className="s">{say('questions-value', quiz.rules)}</p>
          <p className="s">
            {say('attempts-value', {
              count: quiz.rules.attemptsPerDay,
              rule: say(`cumulation-${quiz.rules.cumulation}`),
            })}
          </p>
        </Section>
        {error && <FaultNote problem={error} onAgain={() => void refetch()} />}
        {data && <Paper key={round} drawn={() => samplePaper(data.questions, quiz.rules.questions)} />}
        <p className="xs qq">{say('preview-note')}</p>
      </div>
    </>
  )
}

function Paper({ drawn }: { drawn: () => Drawn[] }) {
  const say = useQuizWords()
  const [paper] = useState(drawn)
  return paper.map(({ question, options }, place) => (
    <Section key={question.code} title={say('preview-question', { number: place + 1 })} aside={question.code}>
      <fieldset className="quiz-question">
        <legend>{question.stem}</legend>
        {options.map(option => (
          <label key={option.letter}>
            <input type="radio" name={question.code} />
            {option.text}
          </label>
        ))}
      </fieldset>
      <details>
        <summary className="xs">{say('preview-answers')}</summary>
        <p className="s">
          {options.find(({ letter }) => letter === question.answer)?.text}。{question.explanation}
        </p>
      </details>
    </Section>
  ))
}
