import { Link } from '#ui/Link.tsx'
import { useQueueWords } from '../queueWords.ts'
import { useRegistryWords } from '../words.ts'
import { useNamesWaiting } from './queue/useNamesWaiting.ts'

const tabs = ['organisations', 'people', 'places', 'units'] as const

type Props = {
  here: (typeof tabs)[number] | 'queue'
  /** How many names wait, where the page has counted them. */
  waiting?: { total: number; hasMoreThanTotal: boolean } | undefined
}

/** The four lists of the registry, one beside the other, and the names that wait for a person with their count. */
export function RegistryTabs({ here, waiting: known }: Props) {
  const say = useRegistryWords()
  const sayQueue = useQueueWords()
  const waiting = useNamesWaiting(known)
  return (
    <nav className="registry-tabs" aria-label={say('registry')}>
      {tabs.map(each => (
        <Link key={each} to={`/registry/${each}`} current={each === here}>
          {say(each)}
        </Link>
      ))}
      <Link to="/registry/queue" current={here === 'queue'}>
        {sayQueue('queue')}
        {waiting !== null && <span className="num count">{waiting}</span>}
      </Link>
    </nav>
  )
}
