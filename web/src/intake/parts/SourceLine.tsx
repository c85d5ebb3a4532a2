import { deliveryStates, type SourceRow } from '#contract/intake/deliveries.ts'
import { Instant } from '#ui/days/Day.tsx'
import { useSentence } from '#ui/language/sentences.ts'
import { type IntakeWord, useIntakeWords } from '../words.ts'

type Props = { source: SourceRow; onShow: (name: string) => void }

/** One source: what it is and where it looks, how its last look went, and what came. */
export function SourceLine({ source, onShow }: Props) {
  const say = useIntakeWords()
  const sentence = useSentence()
  const { name, kind, place, publication, internal, unit, error } = source
  return (
    <li>
      <p className="source-name">
        <b lang="zh-CN">{name}</b>{' '}
        <span className="tag">{say(kind === null ? 'source-no-more' : `source-kind-${kind}`)}</span>{' '}
        {internal && <span className="tag">{say('internal')}</span>}{' '}
        {place !== null && <span className="mono q">{place}</span>}
      </p>
      <p className="q">
        {[publication, unit].filter(each => each !== null).map(each => `${each}·`)}
        <Looked source={source} />
      </p>
      <p className="source-counts">
        <Counts source={source} />
        {source.counts.length > 0 && (
          <button type="button" className="btn t" onClick={() => onShow(name)}>
            {say('source-show')}
          </button>
        )}
      </p>
      {error && (
        <div className="note">
          <p>{sentence(error.code, error.params)}</p>
        </div>
      )}
    </li>
  )
}

function Looked({ source }: { source: SourceRow }) {
  const say = useIntakeWords()
  const { lookedAt, goodAt, nextAt, isLooking, hasMore, error, every } = source
  return (
    <>
      {lookedAt === null ? say('source-not-looked') : say('source-looked')}
      {lookedAt !== null && <Instant value={lookedAt} />}
      {error !== null && goodAt !== null && (
        <>
          {`·${say('source-good')}`}
          <Instant value={goodAt} />
        </>
      )}
      {every !== null && `·${say('source-every', { minutes: every })}`}
      {isLooking && `·${say('source-looking')}`}
      {!isLooking && nextAt !== null && (
        <>
          {`·${say('source-next')}`}
          <Instant value={nextAt} />
        </>
      )}
      {hasMore && `·${say('source-more')}`}
    </>
  )
}

const spans = [
  ['today', 'source-counts-today'],
  ['week', 'source-counts-week'],
  ['total', 'source-counts-total'],
] as const satisfies ReadonlyArray<readonly [string, IntakeWord]>

/** What came, by what became of it: today, in seven days, in all. */
function Counts({ source: { counts } }: { source: SourceRow }) {
  const say = useIntakeWords()
  return spans.map(([span, word]) => {
    const came = deliveryStates.flatMap(state => {
      const n = counts.find(each => each.state === state)?.[span] ?? 0
      return n > 0 ? [`${say(`delivery-state-${state}`)} ${n}`] : []
    })
    return (
      <span key={span}>
        <span className="qq">{say(word)}</span>{' '}
        {came.length > 0 ? came.join(say('source-counts-part')) : say('source-counts-none')}
      </span>
    )
  })
}
