import { formatDay } from '#ui/days/days.ts'
import { Figure } from '#ui/Figure.tsx'
import { Light, LightChange } from '#ui/Light.tsx'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import type { PackMatterLine } from '../api.ts'
import { useGatheringsWords } from '../words.ts'

type Props = { matters: readonly PackMatterLine[]; day: string; comparable: boolean; unitOf?: (id: string) => string }

/** Matters, the gravest first: deadline, what is done against the plan, the light and what became of it since the last pack. */
export function MattersTable({ matters, day, comparable, unitOf }: Props) {
  const say = useGatheringsWords()
  const language = useLanguage()
  return (
    <table className="plain stack matter-table quiet">
      <thead>
        <tr>
          <th scope="col">{say('matter')}</th>
          {unitOf && <th scope="col">{say('unit')}</th>}
          <th scope="col">{say('deadline')}</th>
          <th scope="col" className="num">
            {say('plan-percent')}
          </th>
          <th scope="col" className="num">
            {say('progress')}
          </th>
          <th scope="col">{say('since')}</th>
          <th scope="col" className="num">
            {say('light')}
          </th>
        </tr>
      </thead>
      <tbody>
        {matters.map(matter => (
          <tr key={matter.id} className="row">
            <td>
              <Link to={`/matters/${matter.id}`}>{matter.title}</Link>
              {matter.since !== 'closed' && (
                <span className="note-line">{language === 'zh' ? matter.because : matter.becauseEn}</span>
              )}
            </td>
            {unitOf && <td className="q">{unitOf(matter.id)}</td>}
            <td className="q nw">
              {matter.dueOn === null ? say('long-term') : formatDay(matter.dueOn, language, { sameYearAs: day })}
            </td>
            <td className="num" data-head={say('plan-percent')}>
              <Figure figure={matter.plan} label={`${matter.title} ${say('plan-percent')}`} bare />
            </td>
            <td className="num" data-head={say('progress')}>
              <Figure figure={matter.actual} label={`${matter.title} ${say('progress')}`} bare />
            </td>
            <td className="q nw">{say(comparable ? `since-${matter.since}` : 'since-first')}</td>
            <td className="num nw">
              {matter.since === 'closed' ? (
                <span className="qq">{say('task-done')}</span>
              ) : matter.before === null ? (
                <Light light={matter.light} />
              ) : (
                <LightChange from={matter.before} to={matter.light} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
