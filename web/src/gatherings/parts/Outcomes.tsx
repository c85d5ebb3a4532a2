import { useState } from 'react'
import { formatDay } from '#ui/days/days.ts'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { Section } from '#ui/Section.tsx'
import type { Meeting } from '../api.ts'
import { useGatheringsWords } from '../words.ts'
import { OutcomeDialog } from './OutcomeDialog.tsx'

/** What came out of a meeting, typed: decisions, tasks with their matters, information. */
export function Outcomes({ meeting, mayAdd }: { meeting: Meeting; mayAdd: boolean }) {
  const say = useGatheringsWords()
  const language = useLanguage()
  const [isAsking, setAsking] = useState(false)
  return (
    <Section
      title={say('outcomes')}
      aside={
        mayAdd && (
          <button type="button" className="btn t section-act" onClick={() => setAsking(true)}>
            {say('outcome-add')}
          </button>
        )
      }
    >
      {meeting.outcomes.length === 0 && <p className="s q">{say('outcomes-none')}</p>}
      <table className="plain nl stack">
        <tbody>
          {meeting.outcomes.map(outcome => (
            <tr key={outcome.id}>
              <td className="outcome-kind">
                <span className="tag">{say(`outcome-${outcome.kind}`)}</span>
              </td>
              <td className="song" lang="zh-CN">
                {outcome.text}
              </td>
              <td className="q nw">{outcome.unitName}</td>
              <td className="q nw">
                {outcome.kind === 'task' &&
                  (outcome.dueOn === null
                    ? say('due-open')
                    : say('due', { day: formatDay(outcome.dueOn, language, { sameYearAs: meeting.heldOn }) }))}
              </td>
              <td className="num nw">
                {outcome.matterId !== null && <Link to={`/matters/${outcome.matterId}`}>{say('see-matter')}</Link>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {isAsking && <OutcomeDialog meeting={meeting} onClose={() => setAsking(false)} />}
    </Section>
  )
}
