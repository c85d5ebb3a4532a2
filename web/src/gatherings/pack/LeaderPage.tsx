import { formatDay } from '#ui/days/days.ts'
import { Figure } from '#ui/Figure.tsx'
import { Light, LightChange } from '#ui/Light.tsx'
import { LightStrip } from '#ui/LightStrip.tsx'
import { Link } from '#ui/Link.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { lightName } from '#ui/lights/lights.ts'
import { Section } from '#ui/Section.tsx'
import type { Pack } from '../api.ts'
import { Sentence } from '../parts/Sentence.tsx'
import { useGatheringsWords } from '../words.ts'
import { IndicatorTable } from './IndicatorTable.tsx'
import { MattersTable } from './MattersTable.tsx'
import { searchOf } from './pages.ts'
import { SheetHead } from './SheetHead.tsx'

type Props = { pack: Pack; draft: string | undefined }

/** The first page, for the leader: the lights now and at the last meeting, what moved, every unit's strip, the city's figures. */
export function LeaderPage({ pack, draft }: Props) {
  const say = useGatheringsWords()
  const language = useLanguage()
  const stop = language === 'zh' ? '。' : '. '
  return (
    <>
      <SheetHead
        pack={pack}
        title={say('leader')}
        place={say('leader-place', { pages: pack.sheets.length + 1 })}
        lead={
          <>
            {pack.previous ? (
              <Sentence
                text={say('say-fresh')}
                parts={{
                  fresh: <Figure key="fresh" figure={pack.fresh} label={say('change-new')} bare />,
                  closed: <Figure key="closed" figure={pack.closed} label={say('change-closed')} bare />,
                }}
              />
            ) : (
              say('say-first')
            )}
            {stop}
          </>
        }
      />
      <Section title={say('lights-table')} aside={say('lights-aside')}>
        <LightsTable pack={pack} />
      </Section>
      {pack.previous && (
        <Section title={say('moves')}>
          <Moves pack={pack} />
        </Section>
      )}
      <Section title={say('units-lights')} aside={say('units-aside')}>
        <UnitsTable pack={pack} draft={draft} />
      </Section>
      {pack.unassigned.length > 0 && (
        <Section title={say('unassigned')}>
          <MattersTable matters={pack.unassigned} day={pack.meeting.heldOn} comparable={pack.previous !== null} />
        </Section>
      )}
      {pack.cityFigures.length > 0 && (
        <Section title={say('city-indicators')} aside={say('indicators-aside')}>
          <IndicatorTable figures={pack.cityFigures} />
        </Section>
      )}
      <p className="rules-line">
        {say('rules-line', { lights: pack.rules.lights, stages: pack.rules.stages, calendar: pack.rules.calendar })}
      </p>
    </>
  )
}

function LightsTable({ pack }: { pack: Pack }) {
  const say = useGatheringsWords()
  const language = useLanguage()
  const sides = [...(pack.previous ? (['last', 'now'] as const) : (['now'] as const))]
  const figureOf = (each: Pack['lights'][number], side: 'last' | 'now') => (side === 'now' ? each.count : each.before)
  return (
    <table className="plain nl quiet lights-table">
      <thead>
        <tr>
          <th scope="col">
            <span className="vh">{say('light')}</span>
          </th>
          {pack.lights.map(({ light }) => (
            <th key={light} scope="col" className="num">
              <Light light={light} />
            </th>
          ))}
          <th scope="col" className="num">
            {say('total')}
          </th>
        </tr>
      </thead>
      <tbody>
        {sides.map(side => (
          <tr key={side}>
            <td>
              {side === 'now' ? <b>{say('now')}</b> : say('last')}
              {side === 'last' && pack.previous && (
                <span className="u">
                  {formatDay(pack.previous.heldOn, language, { sameYearAs: pack.meeting.heldOn })}
                </span>
              )}
            </td>
            {pack.lights.map(each => {
              const figure = figureOf(each, side)
              return (
                <td key={each.light} className="num">
                  {figure && <Figure figure={figure} label={`${say(side)} ${lightName(each.light, language)}`} bare />}
                </td>
              )
            })}
            <td className="num">
              <TotalOf figure={side === 'now' ? pack.total : pack.totalBefore} label={`${say(side)} ${say('total')}`} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function TotalOf({ figure, label }: { figure: Pack['totalBefore']; label: string }) {
  return figure && <Figure figure={figure} label={label} bare />
}

function Moves({ pack }: { pack: Pack }) {
  const say = useGatheringsWords()
  const language = useLanguage()
  if (pack.moves.length === 0) return <p className="s q">{say('moves-none')}</p>
  return (
    <ul className="change-list">
      {pack.moves.map(move => (
        <li key={`${move.from}${move.to}`} className="row">
          <LightChange from={move.from} to={move.to} />
          <span>{move.titles.join(language === 'zh' ? '；' : '; ')}</span>
          <span className="end">
            <Figure
              figure={move.count}
              label={`${lightName(move.from, language)}→${lightName(move.to, language)}`}
              bare
            />
          </span>
        </li>
      ))}
    </ul>
  )
}

function UnitsTable({ pack, draft }: Props) {
  const say = useGatheringsWords()
  const language = useLanguage()
  return (
    <table className="plain stack units-table quiet">
      <thead>
        <tr>
          <th scope="col">{say('unit')}</th>
          <th scope="col">{say('matters')}</th>
          <th scope="col" className="num">
            {say('total')}
          </th>
        </tr>
      </thead>
      <tbody>
        {pack.sheets
          .filter(sheet => (sheet.total.value ?? 0) > 0)
          .map(sheet => {
            const name = language === 'zh' ? sheet.unit.nameZh : (sheet.unit.nameEn ?? sheet.unit.nameZh)
            return (
              <tr key={sheet.unit.id}>
                <td>
                  <Link
                    to={`/gatherings/${pack.meeting.id}/pack`}
                    search={searchOf({ kind: 'unit', unitId: sheet.unit.id }, draft)}
                  >
                    {name}
                  </Link>
                </td>
                <td>
                  <LightStrip
                    cells={sheet.matters
                      .filter(matter => matter.since !== 'closed')
                      .map(({ id, light, title }) => ({ id, light, title, to: `/matters/${id}` }))}
                  />
                </td>
                <td className="num">
                  <Figure figure={sheet.total} label={`${name} ${say('total')}`} bare />
                </td>
              </tr>
            )
          })}
      </tbody>
    </table>
  )
}
