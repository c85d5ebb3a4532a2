import { type ModelStanding, modelStanding } from '#contract/intake/model.ts'
import { useGet } from '#ui/api.ts'
import { Instant } from '#ui/days/Day.tsx'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { useSentence } from '#ui/language/sentences.ts'
import { PageHead } from '#ui/PageHead.tsx'
import { Section } from '#ui/Section.tsx'
import { useMay } from '#ui/session.ts'
import { useIntakeWords } from './words.ts'
import './bring.css'

/** For those who keep the installation, and the office: whether there is a model, how much it was asked, and what failed last. */
export function ModelPage() {
  const say = useIntakeWords()
  const { data, error, refetch } = useGet('/intake/model', modelStanding, { asOf: null })
  return (
    <>
      <PageHead title={say('model-title')} lead={say('model-lead')} />
      {data ? (
        <Standing standing={data} />
      ) : error ? (
        <FaultNote problem={error} onAgain={() => void refetch()} />
      ) : (
        <Loading rows={6} />
      )}
    </>
  )
}

function Standing({ standing }: { standing: ModelStanding }) {
  const say = useIntakeWords()
  const sentence = useSentence()
  const mayReadPages = useMay('intake.read')
  const { on, name, host, prompt, perHour, sentThisHour, failures } = standing
  return (
    <>
      <Section title={say('model-link')}>
        <p className="s">{on ? say('model-is-on', { name, host }) : say('model-is-off')}</p>
        <dl className="kv">
          <dt>{say('model-prompt')}</dt>
          <dd className="mono">{prompt}</dd>
          <dt>{say('model-hour')}</dt>
          <dd>
            {perHour === null
              ? say('model-hour-sent', { sent: sentThisHour })
              : say('model-hour-of', { sent: sentThisHour, most: perHour })}
          </dd>
        </dl>
      </Section>
      <Section title={say('model-failures')}>
        {failures.length === 0 ? (
          <p className="s q">{say('model-no-failures')}</p>
        ) : (
          <ul className="model-failures">
            {failures.map(({ id, pageId, at, error }) => (
              <li key={id}>
                <Instant value={at} /> {sentence(error.code, error.params)}{' '}
                {mayReadPages && <Link to={`/intake/${pageId}`}>{say('page')}</Link>}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  )
}
