import { Link } from '#ui/Link.tsx'
import { useQuizWords } from '../quizWords.ts'
import './participation.css'

const pages = [
  ['quizzes', '/participation'],
  ['banks', '/participation/banks'],
] as const

/** The room's pages, above the head of each. */
export function RoomPages({ here }: { here: (typeof pages)[number][0] }) {
  const say = useQuizWords()
  return (
    <nav aria-label={say('room-parts')} className="quiz-pages">
      {pages.map(([name, to]) => (
        <Link key={name} to={to} current={name === here} {...(name === here ? { className: 'here' } : {})}>
          {say(name)}
        </Link>
      ))}
    </nav>
  )
}
