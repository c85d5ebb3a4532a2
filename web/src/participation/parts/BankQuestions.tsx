import { optionLetters } from '#contract/participation/bank.ts'
import { useGet } from '#ui/api.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Loading } from '#ui/Loading.tsx'
import { Section } from '#ui/Section.tsx'
import { type Bank, bankQuestions } from '../api.ts'
import { useBankWords } from '../bankWords.ts'

type Props = { bankId: string; version: Bank['versions'][number] }

/** The questions of one version with their answers, for those who prepare. */
export function BankQuestions({ bankId, version: { number, label } }: Props) {
  const say = useBankWords()
  const { data, error, refetch } = useGet(`/participation/banks/${bankId}/versions/${number}`, bankQuestions, {
    asOf: null,
    staleTime: 600_000,
  })
  return (
    <Section title={say('version-questions', { label })} aside={say('questions-note')}>
      {error && <FaultNote problem={error} onAgain={() => void refetch()} />}
      {!data && !error && <Loading rows={10} />}
      <ol className="quiz-questions">
        {data?.questions.map(({ code, stem, options, answer, explanation, source, topic, difficulty }) => (
          <li key={code}>
            <p className="quiz-stem">
              <span className="mono qq">{code}</span> {stem}
            </p>
            <ul className="s">
              {options.map((option, place) => (
                <li key={option} className={optionLetters[place] === answer ? 'right' : undefined}>
                  {optionLetters[place]}. {option}
                </li>
              ))}
            </ul>
            <p className="s">
              {say('answer')} {answer} · {explanation}
            </p>
            <p className="xs qq">
              {say('source')} {source.title}
              {source.where !== null && ` ${source.where}`} · {say('topic')} {topic} · {say('difficulty')} {difficulty}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  )
}
