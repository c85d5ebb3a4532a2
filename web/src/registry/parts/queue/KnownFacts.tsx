import type { KnownPost, LinkKind } from '#contract/registry.ts'
import type { KnownOf } from '#contract/registryQueue.ts'
import { useQueueWords } from '../../queueWords.ts'
import { isWord, useRegistryWords } from '../../words.ts'
import { Span } from '../Span.tsx'
import { Seen } from '../TenureTable.tsx'

/** What is known of a record, one kind of fact a line; of people the posts with their time. */
export function KnownFacts({ kind, known }: { kind: LinkKind; known: KnownOf }) {
  const say = useRegistryWords()
  const type = known.type === null ? null : `${kind === 'place' ? 'level' : 'type'}-${known.type}`
  const lines = [
    [say('type'), type !== null && isWord(type) ? [say(type)] : []],
    [say('aliases'), known.aliases],
    [say(kind === 'place' ? 'parent' : 'place'), known.place === null ? [] : [known.place]],
    [say('belongs-to'), known.belongsTo],
    [say('members'), known.members],
    [say('people'), known.people],
    [say('note'), known.note === null ? [] : [known.note]],
  ] as const
  const told = lines.filter(([, names]) => names.length > 0)
  return (
    <>
      <Posts posts={known.posts} />
      {told.length > 0 && (
        <dl className="kv">
          {told.map(([label, names]) => (
            <div key={label} className="kv-row">
              <dt>{label}</dt>
              <dd lang="zh-CN">{names.join('、')}</dd>
            </div>
          ))}
        </dl>
      )}
      {told.length + known.posts.length === 0 && <p className="s q">{say('none-here')}</p>}
    </>
  )
}

/** Posts with their time, and what the day of the page says of each. */
export function Posts({ posts }: { posts: readonly KnownPost[] }) {
  const say = useRegistryWords()
  const sayQueue = useQueueWords()
  if (posts.length === 0) return null
  return (
    <ul className="queue-posts">
      {posts.map(each => (
        <li key={`${each.organisation} ${each.post} ${each.validFrom} ${each.seenFirst}`}>
          <span lang="zh-CN">{[each.organisation, each.post].filter(Boolean).join(' ')}</span>
          {each.acting && <span className="tag">{say('acting')}</span>}{' '}
          <span className="q nw">
            {each.validFrom === null && each.validTo === null ? (
              <Seen tenure={each} />
            ) : (
              <Span from={each.validFrom} to={each.validTo} />
            )}
          </span>
          {each.onDay !== null && <span className={`on-day ${each.onDay}`}>{sayQueue(`day-${each.onDay}`)}</span>}
        </li>
      ))}
    </ul>
  )
}
