import { useDeferredValue } from 'react'
import { z } from 'zod'
import { useGet } from '#ui/api.ts'
import { Link } from '#ui/Link.tsx'
import { matterDouble } from '../api.ts'
import { useMatterWords } from '../words.ts'

const doubles = z.object({ items: z.array(matterDouble) })

/** Matters going on that may be the same; a warning while one writes, never a refusal. */
export function Doubles({ title }: { title: string }) {
  const say = useMatterWords()
  const asked = useDeferredValue(title.trim())
  const found = useGet(asked.length >= 4 ? '/matters/doubles' : null, doubles, {
    params: { title: asked },
    staleTime: 60_000,
  })
  const items = found.data?.items ?? []
  if (items.length === 0) return null
  return (
    <div className="note" role="status">
      <p>{say('doubles')}</p>
      <ul className="s">
        {items.map(item => (
          <li key={item.id}>
            <Link to={`/matters/${item.id}`}>{item.refNo ? `${item.refNo} ${item.title}` : item.title}</Link>
          </li>
        ))}
      </ul>
      <p className="xs qq">{say('doubles-note')}</p>
    </div>
  )
}
