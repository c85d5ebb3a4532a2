import type { Home, UnitChange, UnitStrip } from '#contract/publishing.ts'
import { Figure } from '#ui/Figure.tsx'
import { LightStrip } from '#ui/LightStrip.tsx'
import { Link } from '#ui/Link.tsx'
import { type Language, type Say, useLanguage } from '#ui/language/language.ts'
import { lightCharacter, type lightName } from '#ui/lights/lights.ts'
import { Section } from '#ui/Section.tsx'
import { type HomeWord, useHomeWords } from '../words.ts'

/** Units shown one by one; the rest in a sentence, unless it is only one more. */
const SHOWN = 8

/** The lights of each unit (各单位的灯): one cell per matter, with what changed since the meeting before. */
export function UnitLights({ home: { units } }: { home: Home }) {
  const say = useHomeWords()
  const language = useLanguage()
  const shown = units.length <= SHOWN + 1 ? units : units.slice(0, SHOWN)
  const others = units.slice(shown.length)
  const name = ({ unitId, unit, unitEn }: UnitStrip) =>
    unitId === null ? say('no-unit') : language === 'en' ? (unitEn ?? unit) : unit
  if (units.length === 0)
    return (
      <Section title={say('units')}>
        <p className="s q">{say('no-units')}</p>
      </Section>
    )
  return (
    <Section title={say('units')} aside={say('units-note')}>
      <table className="plain nl units quiet">
        <thead>
          <tr>
            <th scope="col">{say('unit')}</th>
            <th scope="col">{say('matters')}</th>
            <th scope="col" className="num">
              {say('total')}
            </th>
            <th scope="col">{say('since-last')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(strip => (
            <tr key={strip.unitId ?? 'none'}>
              <th scope="row">{name(strip)}</th>
              <td>
                <LightStrip cells={strip.cells.map(cell => ({ ...cell, to: `/matters/${cell.id}` }))} />
              </td>
              <td className="num">
                <Figure figure={strip.total} label={say('unit-total', { unit: name(strip) })} bare />
              </td>
              <td className="q">{changesInWords(strip.changes, say, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="xs qq units-rest">
        {others.length > 0 && `${restInWords(others, say)}${language === 'zh' ? '' : ' '}`}
        <Link to="/matters">{say('all-of-them', { count: totalOf(units) })}</Link>
      </p>
    </Section>
  )
}

const totalOf = (units: readonly UnitStrip[]) => units.reduce((sum, { total }) => sum + (total.value ?? 0), 0)

function restInWords(units: readonly UnitStrip[], say: Say<HomeWord>): string {
  const red = units.flatMap(({ cells }) => cells.filter(({ light }) => light === 'red')).length
  const params = { units: units.length, count: totalOf(units), red }
  return red > 0 ? say('others-red', params) : say('others', params)
}

function changesInWords(changes: readonly UnitChange[] | null, say: Say<HomeWord>, language: Language): string {
  if (changes === null) return say('not-compared')
  if (changes.length === 0) return say('change-none')
  const light = (name: Parameters<typeof lightName>[0]) => (language === 'zh' ? lightCharacter(name, language) : name)
  return changes
    .map(change =>
      change.what === 'moved'
        ? say('change-moved', { from: light(change.from), to: light(change.to), count: change.count })
        : say(`change-${change.what}`, { count: change.count }),
    )
    .join(language === 'zh' ? '，' : ', ')
}
