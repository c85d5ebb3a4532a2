import { Link } from '#ui/Link.tsx'
import { useRegistryWords } from '../words.ts'

const tabs = ['organisations', 'people', 'places', 'units'] as const

/** The four lists of the registry, one beside the other. */
export function RegistryTabs({ here }: { here: (typeof tabs)[number] }) {
  const say = useRegistryWords()
  return (
    <nav className="registry-tabs" aria-label={say('registry')}>
      {tabs.map(each => (
        <Link key={each} to={`/registry/${each}`} current={each === here}>
          {say(each)}
        </Link>
      ))}
    </nav>
  )
}
