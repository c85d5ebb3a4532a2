import { use } from 'react'
import type { z } from 'zod'
import type { organisation } from '#contract/registry.ts'
import { Day } from '#ui/days/Day.tsx'
import { SourcePlaceContext } from '#ui/evidence/evidenceContext.ts'
import { Link } from '#ui/Link.tsx'
import { useRegistryWords } from '../words.ts'

type Sources = z.infer<typeof organisation>['sources']

/** The sentences among the evidence; several records of a page are often proven by one, which then stands once. */
export function sentencesOf(sources: Sources) {
  const items = sources.flatMap(({ ref, items: found }) =>
    found.flatMap((item, index) => (item.kind === 'source' ? [{ key: `${ref.id}${ref.field}${index}`, item }] : [])),
  )
  return items.filter(
    ({ item }, index) =>
      items.findIndex(other => other.item.source.id === item.source.id && other.item.start === item.start) === index,
  )
}

/** The sentences that prove a record, in the source's own words, each leading to its page; at most so many where `most` is given. */
export function SourceList({ sources, most }: { sources: Sources; most?: number | undefined }) {
  const say = useRegistryWords()
  const place = use(SourcePlaceContext)
  const once = sentencesOf(sources).slice(0, most)
  if (once.length === 0) return <p className="s q">{say('no-sources')}</p>
  return (
    <ul>
      {once.map(({ key, item }) => (
        <li key={key} className="registry-source">
          <blockquote lang="zh-CN">
            {item.before.slice(-30).replace(/^[。！？；\s]+/, '')}
            <mark>{item.text}</mark>
            {item.after.slice(0, 30)}
          </blockquote>
          <p className="xs q">
            {place ? (
              <Link {...place(item.source.id, item.start, item.end)}>
                {item.source.publication ?? item.source.name}
              </Link>
            ) : (
              (item.source.publication ?? item.source.name)
            )}{' '}
            {item.source.issueDate !== null && <Day value={item.source.issueDate} />}
            {item.source.page !== null && ` ${item.source.page}`}
          </p>
        </li>
      ))}
    </ul>
  )
}
