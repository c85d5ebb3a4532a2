import { type Light as LightName, lights } from '#contract/kernel.ts'
import type { Home } from '#contract/publishing.ts'
import { formatDay } from '#ui/days/days.ts'
import { Figure } from '#ui/Figure.tsx'
import { Light, LightChange } from '#ui/Light.tsx'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { lightName } from '#ui/lights/lights.ts'
import { Section } from '#ui/Section.tsx'
import { useHomeWords } from '../words.ts'

type Since = NonNullable<Home['since']>

/** What became of the matters since the meeting before: lights then and now, every move, what came and what went. */
export function SinceLast({ since, next }: { since: Since; next: Home['next'] }) {
  const say = useHomeWords()
  const language = useLanguage()
  const pack = next?.meeting.meetingId
  return (
    <Section
      title={say('since', { day: formatDay(since.heldOn, language, { sameYearAs: next?.meeting.on ?? undefined }) })}
      aside={pack && <Link to={`/gatherings/${pack}/pack`}>{say('all-changes')}</Link>}
    >
      <Compared since={since} />
      <ul className="moves quiet">
        {since.moves.map(({ from, to, count, titles }) => (
          <li key={`${from} ${to}`}>
            <LightChange from={from} to={to} />
            <span className="q move-titles" title={titles.join('\n')}>
              {titles.length > 1 ? say('and-others', { title: titles[0] }) : titles[0]}
            </span>
            <b>
              <Figure
                figure={count}
                label={say('moved', { from: lightName(from, language), to: lightName(to, language) })}
                bare
              />
            </b>
          </li>
        ))}
        {since.moves.length === 0 && <li className="q">{say('nothing-moved')}</li>}
        {(['fresh', 'closed'] as const).map(what => (
          <li key={what}>
            <span>{say(what)}</span>
            <b>
              <Figure figure={since[what]} label={say(what)} bare />
            </b>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Compared({ since }: { since: Since }) {
  const say = useHomeWords()
  const language = useLanguage()
  const of = (light: LightName) => since.lights.find(each => each.light === light)
  const label = (when: 'before' | 'now', light: LightName) =>
    say('lights-of', { when: say(when), light: lightName(light, language) })
  return (
    <table className="compared quiet">
      <thead>
        <tr>
          <td />
          {lights.map(light => (
            <th key={light} scope="col">
              <Light light={light} />
            </th>
          ))}
          <th scope="col">{say('total')}</th>
        </tr>
      </thead>
      <tbody>
        {(['before', 'now'] as const).map(when => (
          <tr key={when}>
            <th scope="row" className={when === 'now' ? undefined : 'q'}>
              {say(when)}
            </th>
            {lights.map(light => {
              const figure = of(light)?.[when]
              return (
                <td key={light} className="num">
                  {figure ? <Figure figure={figure} label={label(when, light)} bare /> : '—'}
                </td>
              )
            })}
            <td className="num">
              {since.total[when] ? (
                <Figure figure={since.total[when]} label={`${say(when)} ${say('total')}`} bare />
              ) : (
                '—'
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
