import { Fragment } from 'react'
import type { LinkKind } from '#contract/registry.ts'
import type { QueueCandidate, QueueItem } from '#contract/registryQueue.ts'
import { Link } from '#ui/Link.tsx'
import { useQueueWords } from '../../queueWords.ts'
import { useRegistryWords } from '../../words.ts'
import { KnownFacts } from './KnownFacts.tsx'
import type { Said } from './useAnswering.ts'

type Props = {
  item: QueueItem
  focus: number
  onFocus: (at: number) => void
  /** Null where nothing may be answered. */
  onSay: ((said: Said) => void) | null
}

const pages = { organisation: 'organisations', person: 'people', place: null } as const

/** Whom the name may be, best first, each with why, what is known of it, and its key. */
export function CandidateList({ item, focus, onFocus, onSay }: Props) {
  const say = useQueueWords()
  if (item.candidates.length === 0) return <p className="s q queue-none">{say('no-candidates')}</p>
  return (
    <ol className="queue-candidates">
      {item.candidates.map((each, at) => (
        // A press anywhere on a candidate takes it up, as the arrow keys do.
        // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys are the keys
        <li key={each.id} aria-current={at === focus} onClick={() => onFocus(at)}>
          <Head item={item} candidate={each} number={at + 1} />
          <Why kind={item.kind} candidate={each} />
          <KnownFacts kind={item.kind} known={each.known} />
          {onSay && (
            <div className="acts">
              <button
                type="button"
                className={at === focus ? 'btn p' : 'btn'}
                onClick={() => onSay({ answer: 'same', otherId: each.id })}
              >
                {say('answer-same')}
                <kbd className="hint">{at + 1}</kbd>
              </button>
              <button type="button" className="btn" onClick={() => onSay({ answer: 'different', otherId: each.id })}>
                {say('answer-different')}
                {at === focus && <kbd className="hint">D</kbd>}
              </button>
            </div>
          )}
        </li>
      ))}
    </ol>
  )
}

function Head({ item, candidate, number }: { item: QueueItem; candidate: QueueCandidate; number: number }) {
  const sayRegistry = useRegistryWords()
  const page = pages[item.kind]
  const name = <Shared name={candidate.known.name} words={item.kind === 'person' ? [] : candidate.words} />
  return (
    <h3>
      <span className="number">{number}</span>
      {page === null ? name : <Link to={`/registry/${page}/${candidate.id}`}>{name}</Link>}
      {candidate.known.standing === 'draft' && <span className="tag">{sayRegistry('draft')}</span>}
    </h3>
  )
}

/** What speaks for a candidate; namesakes share their whole name, which tells nothing. */
function Why({ kind, candidate: { because, score, words, asked } }: { kind: LinkKind; candidate: QueueCandidate }) {
  const say = useQueueWords()
  const sayRegistry = useRegistryWords()
  return (
    <p className="s q why">
      <span>{sayRegistry(`because-${because}`)}</span>
      {kind !== 'person' && words.length > 0 && <span>{say('words-shared', { words: words.join('、') })}</span>}
      {score > 0 && <span className="num">{say('likely-in', { percent: Math.round(score * 100) })}</span>}
      {!asked && <span className="qq">{say('not-asked')}</span>}
    </p>
  )
}

/** A name with the words it shares marked. */
function Shared({ name, words }: { name: string; words: readonly string[] }) {
  const parts: Array<{ text: string; isShared: boolean; at: number }> = []
  let from = 0
  for (const word of words) {
    const at = name.indexOf(word, from)
    if (at < 0) continue
    parts.push({ text: name.slice(from, at), isShared: false, at: from }, { text: word, isShared: true, at })
    from = at + word.length
  }
  parts.push({ text: name.slice(from), isShared: false, at: from })
  return (
    <span lang="zh-CN" className="song">
      {parts
        .filter(({ text }) => text !== '')
        .map(({ text, isShared, at }) =>
          isShared ? <mark key={at}>{text}</mark> : <Fragment key={at}>{text}</Fragment>,
        )}
    </span>
  )
}
