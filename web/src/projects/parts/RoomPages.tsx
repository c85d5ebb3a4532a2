import { Link } from '#ui/Link.tsx'
import { useProjectsWords } from '../words.ts'

const pages = [
  ['list', '/projects'],
  ['batches', '/projects/batches'],
  ['agreements', '/projects/agreements'],
] as const

/** The room's pages, above the head of each. */
export function RoomPages({ here }: { here: (typeof pages)[number][0] }) {
  const say = useProjectsWords()
  return (
    <nav aria-label={say('room-parts')} className="room-pages">
      {pages.map(([name, to]) => (
        // The router calls every page above this one current as well: which is meant shows by its own mark.
        <Link key={name} to={to} current={name === here} {...(name === here ? { className: 'here' } : {})}>
          {say(name)}
        </Link>
      ))}
    </nav>
  )
}
