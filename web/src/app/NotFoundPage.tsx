import { Empty } from '#ui/Empty.tsx'
import { Link } from '#ui/Link.tsx'
import { PageHead } from '#ui/PageHead.tsx'
import { useAppWords } from './words.ts'

/** No such page, or none that this person may know of. */
export function NotFoundPage() {
  const say = useAppWords()
  return (
    <>
      <PageHead title={say('not-found')} />
      <Empty why={say('not-found-why')} act={<Link to="/">{say('to-today')}</Link>} />
    </>
  )
}
