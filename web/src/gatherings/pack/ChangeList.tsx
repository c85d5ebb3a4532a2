import { Light, LightChange } from '#ui/Light.tsx'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { useGatheringsWords } from '../words.ts'
import type { Change } from './changes.ts'

/** What is not as it was in the last pack, one a line; a change of light is written glyph → glyph. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  const say = useGatheringsWords()
  const language = useLanguage()
  if (changes.length === 0) return <p className="s q">{say('changes-none')}</p>
  return (
    <ul className="change-list">
      {changes.map(change => (
        <li key={change.key}>
          {change.kind === 'stage' ? (
            say('change-stage', { stage: change[language], count: change.count })
          ) : (
            <>
              {change.what === 'changed' && change.from !== null ? (
                <LightChange from={change.from} to={change.matter.light} />
              ) : (
                <>
                  <span className="q nw">{say(change.what === 'closed' ? 'change-closed' : 'change-new')}</span>
                  {change.what === 'new' && <Light light={change.matter.light} />}
                </>
              )}
              <Link to={`/matters/${change.matter.id}`}>{change.matter.title}</Link>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
