import { formatDay } from '#ui/days/days.ts'
import { Light } from '#ui/Light.tsx'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import type { UnitSheet } from '../api.ts'
import { type GatheringsWord, useGatheringsWords } from '../words.ts'

const done = ['closed', 'written_off', 'lookback', 'archived']
const over = ['merged', 'transferred', 'terminated', 'dropped', 'rejected']

/** What became of a task: not registered yet, running, done, or ended otherwise. */
function stateWord(state: string | null): GatheringsWord {
  if (state === null) return 'task-unregistered'
  if (done.includes(state)) return 'task-done'
  return over.includes(state) ? 'task-over' : 'task-running'
}

/** The tasks the last meeting set for a unit, and how they stand. */
export function TaskTable({ tasks, day }: { tasks: UnitSheet['tasks']; day: string }) {
  const say = useGatheringsWords()
  const language = useLanguage()
  return (
    <table className="plain nl stack">
      <tbody>
        {tasks.map(task => (
          <tr key={task.id}>
            <td>{task.matterId === null ? task.text : <Link to={`/matters/${task.matterId}`}>{task.text}</Link>}</td>
            <td className="q nw">
              {task.dueOn === null
                ? say('due-open')
                : say('due', { day: formatDay(task.dueOn, language, { sameYearAs: day }) })}
            </td>
            <td className="q nw">{say(stateWord(task.state))}</td>
            <td className="num nw">
              {task.light !== null && stateWord(task.state) === 'task-running' && <Light light={task.light} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
