import type { ReactNode } from 'react'
import { Day, Instant } from '#ui/days/Day.tsx'
import { Link } from '#ui/Link.tsx'
import { type FactView, isModels, type Resting } from '../api.ts'
import { isIntakeWord, useIntakeWords } from '../words.ts'
import { labelOf } from './FactForm.tsx'
import { fieldsOf } from './fields.ts'
import { amountOf } from './summary.ts'
import { digitsOf, EVIDENCE, KIND } from './usePicking.ts'

type Say = ReturnType<typeof useIntakeWords>

type Props = {
  view: FactView
  /** How a field is put right: the field being put right with what is shown for it, and a press on another; null where it is not. */
  picking: { key: string | null; picker: ReactNode; onBegin: (key: string) => void } | null
}

/** What the current fact says, field by field, on what it stands, what was decided, and what it drafted. */
export function FactBody({ view, picking }: Props) {
  const say = useIntakeWords()
  const digits = digitsOf(view.fact.kind)
  const name = (key: string, label: string) => (
    <Name label={label} digit={digits.get(key)} onBegin={picking && (() => picking.onBegin(key))} />
  )
  const picker = (key: string) => picking?.key === key && picking.picker
  const { fact, original, corrected, resolved, decidedBy, decidedAt, reason, rests, proposed } = view
  const { start, end } = fact.evidence
  const values: Readonly<Record<string, unknown>> = fact
  const read: Readonly<Record<string, unknown>> = original ?? {}
  return (
    <dl className="fact-fields">
      {fieldsOf(fact.kind)
        .filter(({ key }) => !isBeside(fact, key))
        .map(({ key }) => {
          const shown =
            fact.kind === 'figure' && key === 'value' ? figureValue(say, fact) : wordsOfValue(say, key, values[key])
          if (shown === '' && !corrected.includes(key) && picking?.key !== key) return null
          return (
            <Row key={key} name={name(key, labelOf(say, key))}>
              <span lang="zh-CN">{shown || say('none')}</span>
              {corrected.includes(key) && (
                <span className="qq" lang="zh-CN">
                  {' '}
                  {say('read-as')}“{wordsOfValue(say, key, read[key]) || say('none')}”
                </span>
              )}
              {picker(key)}
            </Row>
          )
        })}
      {resolved !== null && (
        <Row name={say('resolved')}>
          {resolved.split('/').map(day => (
            <Resolved key={day} day={day} />
          ))}
        </Row>
      )}
      <Row name={name(EVIDENCE, say('evidence'))}>
        {say('evidence-at', { from: start + 1, to: end, count: end - start })}
        {picker(EVIDENCE)}
      </Row>
      {picking && (
        <Row name={say('other-fields')}>
          <span className="other-fields">
            {[...digits.keys()]
              .filter(key => key === KIND || isBeside(fact, key) || isBlank(values, key))
              .map(key => (
                <span key={key}>{name(key, key === KIND ? say('kind') : labelOf(say, key))}</span>
              ))}
          </span>
          {[...digits.keys()].filter(key => key === KIND || isBeside(fact, key)).map(picker)}
        </Row>
      )}
      {proposed !== null && (
        <Row name={say('proposed-field')}>
          {say(isModels(view) ? 'by-model-note' : 'model-agrees', { model: proposed.model })}{' '}
          <span className="qq">
            {say('proposed-with', { prompt: proposed.prompt })} <Instant value={proposed.at} />
          </span>
        </Row>
      )}
      {decidedAt !== null && (
        <Row name={say('decided')}>
          {decidedBy} <Instant value={decidedAt} />
          {reason !== null && <span className="q">“{reason}”</span>}
        </Row>
      )}
      {rests.length > 0 && (
        <Row name={say('drafted')}>
          <RestingList items={rests} />
        </Row>
      )}
    </dl>
  )
}

/** Fields told within another: the number with its unit and bound. */
const isBeside = (fact: FactView['fact'], key: string) => fact.kind === 'figure' && (key === 'unit' || key === 'bound')

const isBlank = (values: Readonly<Record<string, unknown>>, key: string) =>
  key !== EVIDENCE && key !== KIND && [null, undefined, ''].some(each => values[key] === each)

/** What a field is called, with the digit that puts it right. */
function Name({ label, digit, onBegin }: { label: string; digit: string | undefined; onBegin: (() => void) | null }) {
  if (!onBegin || digit === undefined) return label
  return (
    <button type="button" className="field-name" onClick={onBegin}>
      {label}
      <kbd className="hint" aria-hidden>
        {digit}
      </kbd>
    </button>
  )
}

function Row({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

/** A month stays as it is; a day is written out. */
const Resolved = ({ day }: { day: string }) => (day.length === 10 ? <Day value={day} weekday /> : <span>{day}</span>)

/** Where a record is read, by its kind; of the kinds not named here another room tells no address. */
const homes: Readonly<Record<string, (id: string) => string>> = {
  organisation: id => `/registry/organisations/${id}`,
  person: id => `/registry/people/${id}`,
  place: () => '/registry/places',
  matter: id => `/matters/${id}`,
  project: id => `/projects/${id}`,
  agreement: () => '/projects/agreements',
  batch: () => '/projects/batches',
  meeting: id => `/gatherings/${id}`,
}

/** Records that rest on a fact: each with the way to it, or by kind and number where another room knows their names. */
export function RestingList({ items }: { items: readonly Resting[] }) {
  const say = useIntakeWords()
  const nameOf = (kind: string) => {
    const word = `kind-${kind}`
    return isIntakeWord(word) ? say(word) : say('kind-other')
  }
  const moved = <span className="tag">{say('moved-on')}</span>
  const unnamed = Map.groupBy(
    items.filter(({ kind }) => homes[kind] === undefined),
    each => each.kind,
  )
  return (
    <ul className="resting">
      {items.map(({ kind, id, title, movedOn }) => {
        const home = homes[kind]
        if (home === undefined) return null
        return (
          <li key={`${kind}:${id}`}>
            <span className="qq">{nameOf(kind)}</span> <Link to={home(id)}>{title ?? nameOf(kind)}</Link>
            {movedOn && moved}
          </li>
        )
      })}
      {[...unnamed].map(([kind, each]) => (
        <li key={kind}>
          <span className="qq">{nameOf(kind)}</span> {say('count-of', { count: each.length })}
          {each.some(({ movedOn }) => movedOn) && moved}
        </li>
      ))}
    </ul>
  )
}

const boundWords = { '>': 'bound-over', '<': 'bound-under', '~': 'bound-about' } as const

function figureValue(say: Say, fact: { value: number; unit: string; bound: '>' | '<' | '~' | null }): string {
  const plain = `${fact.value}${fact.unit}`
  return fact.bound === null ? plain : plain + say('ascertained', { word: say(boundWords[fact.bound]) })
}

function wordsOfValue(say: Say, key: string, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value))
    return value.map(each => (typeof each === 'object' ? quantity(each) : String(each))).join('、')
  const word = `${key}-${String(value)}`
  return key === 'modality' && isIntakeWord(word) ? say(word) : String(value)
}

function quantity(each: { what?: string; value?: number; unit?: string }): string {
  return `${each.what ?? ''}${amountOf({ value: each.value ?? Number.NaN, unit: each.unit ?? '' })}`
}
