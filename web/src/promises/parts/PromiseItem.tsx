import type { PromiseRow, PromiseStep } from '#contract/promises.ts'
import { formatDay } from '#ui/days/days.ts'
import { EvidenceDay } from '#ui/evidence/EvidenceDay.tsx'
import { Figure } from '#ui/Figure.tsx'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { usePromisesWords } from '../words.ts'
import { Quote } from './Quote.tsx'
import './promises.css'

/** As many steps as stand beside an announcement; a batch of twenty has its own pages. */
const SHOWN = 6

/** One promise: what was said on the left, what was done on the right, and how long it has been silent. */
export function PromiseItem({ row }: { row: PromiseRow }) {
  const say = usePromisesWords()
  const language = useLanguage()
  const whose = row.organisations.map(({ name }) => name).join(language === 'zh' ? '、' : ', ')
  return (
    <li className={`promise is-${row.standing}`}>
      <div className="promise-head">
        <Link to={row.href} row>
          {row.title}
        </Link>
        <span className="xs q">{say(`kind-${row.kind}`)}</span>
        {row.draft && <span className="tag">{say('draft')}</span>}
        <b className="promise-standing">{say(`standing-${row.standing}`)}</b>
      </div>
      <p className="xs q promise-facts">
        {whose !== '' && <span>{whose}</span>}
        {row.batch !== null && row.kind !== 'batch' && (
          <Link to="/promises" search={{ batch: row.batch.id }}>
            {row.batch.name}
          </Link>
        )}
        {row.unitName !== null && <span>{say('unit', { name: row.unitName })}</span>}
        <Due row={row} />
      </p>
      <div className="promise-sides">
        <div>
          <h3 className="xs">{say('said')}</h3>
          <p className="s">
            {row.announced.on !== null && (
              <EvidenceDay
                day={row.announced.on}
                label={`${row.title} ${say('proof-of-day')}`}
                evidence={row.announced.passage ? 'source' : 'hand'}
                of={row.announced.ref}
              />
            )}{' '}
            {row.announced.by !== null && say('by', { name: row.announced.by })}
          </p>
          {row.announced.passage ? <Quote passage={row.announced.passage} /> : <p className="s qq">{say('by-hand')}</p>}
        </div>
        <div>
          <h3 className="xs">{say('done')}</h3>
          <Done row={row} />
        </div>
      </div>
    </li>
  )
}

function Due({ row }: { row: PromiseRow }) {
  const say = usePromisesWords()
  const language = useLanguage()
  if (row.dueOn === null) return null
  const on = formatDay(row.dueOn, language)
  const stage = language === 'zh' ? row.dueZh : row.dueEn
  return (
    <span>
      {stage === null ? say('due-on', { on }) : say('due-stage', { stage, on })}
      {row.dueOriginal !== null && say('due-was', { on: formatDay(row.dueOriginal, language) })}
      {row.overdue.value !== null && (
        <>
          {language === 'zh' ? '，' : ', '}
          {say('overdue')}
          <Figure figure={row.overdue} label={`${row.title} ${say('overdue')}`} />
        </>
      )}
    </span>
  )
}

function Done({ row }: { row: PromiseRow }) {
  const say = usePromisesWords()
  const language = useLanguage()
  const steps = row.steps.toSorted((a, b) => (b.on ?? '').localeCompare(a.on ?? ''))
  const isSilent = row.silent.value !== null && row.silent.value > 0
  return (
    <>
      {steps.length === 0 && <p className="s qq">{say(row.lastWordOn === null ? 'nothing-dated' : 'nothing-yet')}</p>}
      {isSilent && (
        <p className="s promise-silence">
          {say('silent')}
          <Figure figure={row.silent} label={`${row.title} ${say('silent')}`} />
          {row.lastWordOn !== null && (
            <span className="q">
              {language === 'zh' ? '，' : ', '}
              {say('last-word', { on: formatDay(row.lastWordOn, language) })}
            </span>
          )}
        </p>
      )}
      {steps.length > 0 && (
        <ol className="promise-steps">
          {steps.slice(0, SHOWN).map(step => (
            <Step key={`${step.ref.id}:${step.ref.field}`} step={step} row={row} />
          ))}
        </ol>
      )}
      {steps.length > SHOWN && (
        <p className="xs">
          <Link to="/promises" search={row.kind === 'batch' ? { batch: row.id, kind: 'project' } : { find: row.title }}>
            {say('more-steps', { count: steps.length - SHOWN })}
          </Link>
        </p>
      )}
    </>
  )
}

const codes = ['report', 'closed', 'terminated', 'dropped', 'rejected', 'transferred'] as const

function Step({ step, row }: { step: PromiseStep; row: PromiseRow }) {
  const say = usePromisesWords()
  const language = useLanguage()
  const code = codes.find(each => each === step.code)
  const stage = language === 'zh' ? step.zh : step.en
  const isMember = step.code === 'member'
  return (
    <li>
      <p className="s">
        {isMember && step.href !== null && <Link to={step.href}>{step.text}</Link>}{' '}
        <b>{stage ?? (code ? say(`code-${code}`) : '')}</b>{' '}
        {step.on === null ? null : (
          <EvidenceDay
            day={step.on}
            label={`${step.text ?? row.title} ${say('proof-of-day')}`}
            evidence={step.passage ? 'source' : 'hand'}
            of={step.ref}
          />
        )}{' '}
        {!step.recognised && <span className="xs qq">{say('claimed')}</span>}
        {step.lateDays !== null && (
          <span className="xs">
            {' '}
            {say('late')}
            <Figure figure={step.lateDays} label={`${row.title} ${say('late')}`} />
          </span>
        )}
      </p>
      {!isMember && step.text !== null && <p className="s promise-report">{step.text}</p>}
      {step.passage && <Quote passage={step.passage} />}
    </li>
  )
}
