import { promisesPage } from '#contract/promises.ts'
import { useGet } from '#ui/api.ts'
import { Empty } from '#ui/Empty.tsx'
import { FaultNote } from '#ui/FaultNote.tsx'
import { Link } from '#ui/Link.tsx'
import { Loading } from '#ui/Loading.tsx'
import { Section } from '#ui/Section.tsx'
import { usePromisesWords } from '../words.ts'
import { PromiseItem } from './PromiseItem.tsx'

const SHOWN = 20

/** What one organisation, project or batch announced and what was done: a section for the pages of other rooms. */
export function PromisesSection({ of, id }: { of: 'organisation' | 'project' | 'batch'; id: string }) {
  const say = usePromisesWords()
  const { data, error, isPending, refetch } = useGet('/promises', promisesPage, { params: { [of]: id, limit: SHOWN } })
  return (
    <Section
      title={say('section')}
      aside={
        data &&
        data.total > 0 && (
          <Link to="/promises" search={{ [of]: id }}>
            {say('all-of-these')}
          </Link>
        )
      }
    >
      {error && <FaultNote problem={error} onAgain={() => void refetch()} />}
      {isPending && <Loading rows={4} />}
      {data?.rows.length === 0 && <Empty why={say('none-here')} />}
      {data && data.rows.length > 0 && (
        <ul>
          {data.rows.map(row => (
            <PromiseItem key={row.id} row={row} />
          ))}
        </ul>
      )}
    </Section>
  )
}
