import { useApi } from '#ui/api.ts'
import { Day, Instant } from '#ui/days/Day.tsx'
import { Link } from '#ui/Link.tsx'
import { Section } from '#ui/Section.tsx'
import { useMay, useMe } from '#ui/session.ts'
import type { Quiz } from '../api.ts'
import { useQuizWords } from '../quizWords.ts'

/** The rules of a quiz as they were set, in words. */
export function QuizFacts({ quiz }: { quiz: Quiz }) {
  const say = useQuizWords()
  const maySeeBank = useMay('participation.see-bank')
  const { rules, draws } = quiz
  const bank = say('bank-value', { title: quiz.bankTitle, version: quiz.bankVersion })
  return (
    <Section title={say('facts')}>
      <dl className="kv">
        <dt>{say('opens')}</dt>
        <dd>
          <Instant value={quiz.opensAt} weekday />
        </dd>
        <dt>{say('closes')}</dt>
        <dd>
          <Instant value={quiz.closesAt} weekday />
        </dd>
        <dt>{say('organiser')}</dt>
        <dd>{quiz.organiser}</dd>
        <dt>{say('bank')}</dt>
        <dd>{maySeeBank ? <Link to={`/participation/banks/${quiz.bankId}`}>{bank}</Link> : bank}</dd>
        <dt>{say('questions')}</dt>
        <dd>{say('questions-value', rules)}</dd>
        <dt>{say('attempts-per-day')}</dt>
        <dd>{say('attempts-value', { count: rules.attemptsPerDay, rule: say(`cumulation-${rules.cumulation}`) })}</dd>
        <dt>{say('suspicions')}</dt>
        <dd>{say('floor-value', { seconds: (rules.floorTenths / 10).toFixed(1) })}</dd>
        <dt>{say('answers-shown')}</dt>
        <dd>{say(`answers-shown-${rules.answersShown}`)}</dd>
        <dt>{say('bank-published-on')}</dt>
        <dd>
          {quiz.bankPublishedOn === null ? (
            <span className="qq">{say('not-given')}</span>
          ) : (
            <Day value={quiz.bankPublishedOn} />
          )}
        </dd>
        <dt>{say('has-draws')}</dt>
        <dd>
          {draws === null
            ? say('no-draws')
            : say('draws-value', {
                days: draws.everyDays,
                top: draws.ofTop,
                winners: draws.winners,
                reserves: draws.reserves,
              })}
        </dd>
        {draws !== null && (
          <>
            <dt>{say('prize')}</dt>
            <dd>
              {draws.prize} · {say('claim-value', { claim: draws.claimDays, dispute: draws.disputeDays })}
            </dd>
          </>
        )}
        <dt>{say('published-by')}</dt>
        <dd>{quiz.publishedBy ?? <span className="qq">{say('not-given')}</span>}</dd>
      </dl>
    </Section>
  )
}

/** Where everybody finds the quiz: its page on the portal, and the poster with its code. */
export function ForPublic({ quiz }: { quiz: Quiz }) {
  const say = useQuizWords()
  const { region } = useMe()
  const api = useApi()
  const mayExport = useMay('participation.export')
  const place = `/portal/${region.id}/quiz/${quiz.id}`
  return (
    <Section title={say('for-public')}>
      {quiz.state === 'draft' ? (
        <p className="s q">{say('portal-when')}</p>
      ) : (
        <ul className="s quiz-links">
          <li>
            <a href={place} target="_blank" rel="noreferrer">
              {say('portal-page')}
            </a>
          </li>
          <li>
            <a href={`${place}/poster`} target="_blank" rel="noreferrer">
              {say('portal-poster')}
            </a>
          </li>
          {mayExport && (
            <li>
              <a href={api.href(`/participation/quizzes/${quiz.id}/archive`)} download>
                {say('archive')}
              </a>
            </li>
          )}
        </ul>
      )}
    </Section>
  )
}
