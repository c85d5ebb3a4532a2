import { z } from 'zod'
import { formatInstant } from '#ui/days/days.ts'
import { FaultNote } from '#ui/FaultNote.tsx'
import { useCommand } from '#ui/form/useCommand.ts'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { Section } from '#ui/Section.tsx'
import type { Meeting } from '../api.ts'
import { useGatheringsWords } from '../words.ts'

/** The packs frozen for a meeting, and freezing another: none is ever replaced. */
export function PackList({ meeting, mayFreeze }: { meeting: Meeting; mayFreeze: boolean }) {
  const say = useGatheringsWords()
  const language = useLanguage()
  const { run, problem, isRunning } = useCommand({
    path: `/gatherings/${meeting.id}/packs`,
    gives: z.object({ id: z.string() }),
  })
  const path = `/gatherings/${meeting.id}/pack`
  return (
    <Section title={say('pack-list')} aside={<Link to={path}>{say('open-now')}</Link>}>
      {meeting.packList.length === 0 && <p className="s q">{say('pack-none')}</p>}
      <ul className="pack-list">
        {meeting.packList.map(pack => (
          <li key={pack.id} className="row">
            <Link to={path} search={{ draft: String(pack.draftNumber) }}>
              {say('pack-draft', { draft: pack.draftNumber })}
            </Link>
            <span>{say('pack-as-of', { at: formatInstant(pack.asOf, language) })}</span>
            <span className="xs qq">{say('pack-by', { by: pack.frozenBy, figures: pack.figures })}</span>
            <span className="xs qq mono" title={pack.contentSha256}>
              {pack.contentSha256.slice(0, 12)}
            </span>
          </li>
        ))}
      </ul>
      {problem && <FaultNote problem={problem} act="write" onAgain={() => void run({})} />}
      {mayFreeze && (
        <div className="acts">
          <button
            type="button"
            className="btn p"
            disabled={isRunning}
            aria-busy={isRunning}
            onClick={() => void run({})}
          >
            {say('freeze')}
          </button>
        </div>
      )}
    </Section>
  )
}
