import { use, useState } from 'react'
import type { QueueItem } from '#contract/registryQueue.ts'
import { dayOfInstant, formatDay } from '#ui/days/days.ts'
import { type SourcePlace, SourcePlaceContext } from '#ui/evidence/evidenceContext.ts'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { useQueueWords } from '../../queueWords.ts'
import { useRegistryWords } from '../../words.ts'
import { SourceList, sentencesOf } from '../Sources.tsx'
import { KnownFacts } from './KnownFacts.tsx'

const SHOWN = 3

/** The name that is asked about: what rests on it, the sentences it stands in, and what they made known. */
export function NameInHand({ item }: { item: QueueItem }) {
  const say = useQueueWords()
  const sayRegistry = useRegistryWords()
  const language = useLanguage()
  const [isWhole, setWhole] = useState(false)
  const count = sentencesOf(item.sources).length
  return (
    <article className="queue-name" aria-labelledby="name-in-hand" data-name={item.id}>
      <p className="xs qq">
        {say(`kind-${item.kind}`)}
        {item.known.standing === 'draft' && <span className="tag">{sayRegistry('draft')}</span>}
      </p>
      <h2 id="name-in-hand" lang="zh-CN">
        {item.name}
      </h2>
      <p className="s q">{say('rests-on', { facts: item.facts, records: item.records })}</p>
      {item.putOff && (
        <p className="note">
          {say('put-off-by', { by: item.putOff.by ?? '', at: formatDay(dayOfInstant(item.putOff.at), language) })}
          {item.putOff.reason !== null && say('put-off-why', { reason: item.putOff.reason })}
        </p>
      )}
      <h3>{say('told')}</h3>
      <SourceList sources={item.sources} most={isWhole ? undefined : SHOWN} />
      {count > SHOWN && (
        <button type="button" className="btn t" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? say('fewer-sentences') : say('more-sentences', { count: count - SHOWN })}
        </button>
      )}
      <h3>{say('known')}</h3>
      <KnownFacts kind={item.kind} known={item.known} />
    </article>
  )
}

/** Where the first sentence of a name is read, or undefined where none is on file. */
export function firstSentence(item: QueueItem, place: SourcePlace | null) {
  const [first] = sentencesOf(item.sources)
  return place && first ? place(first.item.source.id, first.item.start, first.item.end) : undefined
}

/** A way to the first sentence, for who has no keys. */
export function SentenceLink({ item }: { item: QueueItem }) {
  const say = useQueueWords()
  const to = firstSentence(item, use(SourcePlaceContext))
  return to ? (
    <Link {...to} className="btn t">
      {say('open-sentence')}
      <kbd className="hint">↵</kbd>
    </Link>
  ) : null
}
