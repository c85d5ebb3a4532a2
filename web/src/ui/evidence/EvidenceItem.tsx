import { use } from 'react'
import type { Evidence, Figure } from '#contract/kernel.ts'
import { formatDay, formatInstant } from '../days/days.ts'
import { useKitWords } from '../kitWords.ts'
import { Light } from '../Light.tsx'
import { Link } from '../Link.tsx'
import { useLanguage } from '../language/language.ts'
import { useSentence } from '../language/sentences.ts'
import { formatQuantity } from '../quantities.ts'
import { whereOf } from './cite.ts'
import { evidenceKey, SourcePlaceContext } from './evidenceContext.ts'
import { InputValue } from './InputValue.tsx'
import { isModality } from './modality.ts'
import { restOfSentence } from './sentence.ts'

type Of<Kind extends Evidence['kind']> = Extract<Evidence, { kind: Kind }>

/** One piece of evidence, by its kind. */
export function EvidenceItem({ item, figure }: { item: Evidence; figure: Figure }) {
  const say = useKitWords()
  if (item.kind === 'source') return <FromSource item={item} figure={figure} />
  if (item.kind === 'computed') return <FromFigures item={item} />
  if (item.kind === 'hand') return <FromHand item={item} />
  return (
    <p className="q">
      {say('denied')}
      {item.owner !== null && say('denied-owner', { owner: item.owner })}
    </p>
  )
}

function FromSource({ item, figure }: { item: Of<'source'>; figure: Figure }) {
  const say = useKitWords()
  const language = useLanguage()
  const place = use(SourcePlaceContext)
  const at = item.acceptedAt === null ? null : formatInstant(item.acceptedAt, language)
  return (
    <>
      <div>
        <blockquote lang="zh-CN">
          {restOfSentence(item.before, 'before')}
          <mark>{item.text}</mark>
          {restOfSentence(item.after, 'after')}
        </blockquote>
        <p className="xs q">
          {whereOf(item, language)}
          {place && (
            <>
              {' '}
              <Link className="nw" {...place(item.source.id, item.start, item.end)}>
                {say('open')}
              </Link>
            </>
          )}
        </p>
      </div>
      <div>
        <dl>
          {item.modality !== null && (
            <>
              <dt>{say('modality')}</dt>
              <dd>{isModality(item.modality) ? say(item.modality) : item.modality}</dd>
            </>
          )}
          <dt>{say('read-as')}</dt>
          <dd>
            <ReadAs figure={figure} />
          </dd>
          {at !== null && (
            <>
              <dt>{say('accepted')}</dt>
              <dd>
                {item.confidence === null
                  ? say('accepted-by-plain', { at, by: item.acceptedBy })
                  : say('accepted-by', { at, by: item.acceptedBy, confidence: item.confidence.toFixed(2) })}
              </dd>
            </>
          )}
          <Logged log={item.log} />
        </dl>
      </div>
      {item.disputes.length > 0 && <Disputed disputes={item.disputes} />}
      <div className="q">
        {item.supports > 1 ? say('supports', { count: item.supports - 1 }) : say('supports-none')}
      </div>
    </>
  )
}

/** That others cannot be right together with what this rests on, and what they say. */
function Disputed({ disputes }: Pick<Of<'source'>, 'disputes'>) {
  const say = useKitWords()
  const language = useLanguage()
  return (
    <div>
      <p>
        <span className="tag">{say('disputed')}</span> {say('disputed-note')}
      </p>
      {disputes.map(({ text, page, issueDate, href }) => {
        const where = [page, issueDate === null ? null : formatDay(issueDate, language)].filter(Boolean).join(' ')
        return (
          <div key={`${href} ${page} ${text}`}>
            {text !== null && <blockquote lang="zh-CN">{text}</blockquote>}
            <p className="xs q">
              {href === null ? where : <Link to={href}>{where}</Link>}
              {text === null && ` ${say('disputed-unread')}`}
            </p>
          </div>
        )
      })}
    </div>
  )
}

function ReadAs({ figure }: { figure: Figure }) {
  const say = useKitWords()
  const language = useLanguage()
  const how =
    figure.bound === '>'
      ? 'bound-over'
      : figure.bound === '<'
        ? 'bound-under'
        : figure.bound === '~'
          ? 'bound-about'
          : 'value-exact'
  const parts = [
    formatQuantity(figure, language),
    say(how),
    figure.printed === null ? '' : say('printed-as', { printed: figure.printed }),
  ]
  return <>{parts.filter(part => part !== '').join(language === 'zh' ? '，' : ', ')}</>
}

function Logged({ log }: { log: Of<'source'>['log'] }) {
  const say = useKitWords()
  const language = useLanguage()
  return (
    <>
      <dt>{say('logged')}</dt>
      <dd>
        {log === null
          ? say('not-logged')
          : log.index === null
            ? say('logged-waiting', { at: formatInstant(log.at, language) })
            : say('logged-entry', { index: log.index, at: formatInstant(log.at, language) })}
      </dd>
    </>
  )
}

function FromFigures({ item }: { item: Of<'computed'> }) {
  const say = useKitWords()
  const words = useSentence()
  return (
    <>
      <div>{words(item.formula, item.params)}</div>
      {item.inputs.length > 0 && (
        <div>
          <ul className="pop-inputs" aria-label={say('inputs')}>
            {item.inputs.map(input => (
              <li key={input.ref ? evidenceKey(input.ref) : `${input.label}${input.value}`}>
                {input.light && <Light light={input.light} />}
                {input.href === null ? <span>{input.label}</span> : <Link to={input.href}>{input.label}</Link>}
                <InputValue input={input} />
              </li>
            ))}
          </ul>
          {item.total > item.inputs.length && (
            <p className="xs qq">{say('inputs-more', { count: item.total - item.inputs.length })}</p>
          )}
        </div>
      )}
    </>
  )
}

function FromHand({ item }: { item: Of<'hand'> }) {
  const say = useKitWords()
  const language = useLanguage()
  return (
    <div>
      <p>{say('by-hand', { by: item.by, at: formatInstant(item.at, language) })}</p>
      <dl>
        <dt>{say('hand-reason')}</dt>
        <dd className={item.reason === null ? 'qq' : ''}>{item.reason ?? say('hand-no-reason')}</dd>
        <Logged log={item.log} />
      </dl>
    </div>
  )
}
