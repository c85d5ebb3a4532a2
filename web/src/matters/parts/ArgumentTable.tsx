import { Figure } from '#ui/Figure.tsx'
import { Light } from '#ui/Light.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { lightName } from '#ui/lights/lights.ts'
import { Section } from '#ui/Section.tsx'
import type { Because, MatterDetail } from '../api.ts'
import { type MatterWord, useMatterWords } from '../words.ts'
import { digitsOf, ruleFigure } from './ruleFigure.ts'
import { Scale } from './Scale.tsx'
import { sayWith } from './sayWith.tsx'

/** Why the light is what it is (look, section 6): one row per rule, its figure, its scale, its verdict; the light is the worst row. */
export function ArgumentTable({ matter }: { matter: MatterDetail }) {
  const say = useMatterWords()
  const language = useLanguage()
  const { because, version, light } = matter.judgement
  const rules = because.filter(each => each.rule !== 'state')
  if (rules.length === 0) return null
  return (
    <Section
      title={say('why', { light: lightName(light, language) })}
      aside={say('why-note', { count: rules.length, version })}
    >
      <table className="plain why">
        <thead>
          <tr>
            <th scope="col">{say('looks-at')}</th>
            <th scope="col">{say('value-now')}</th>
            <th scope="col">{say('on-scale')}</th>
            <th scope="col">{say('verdict')}</th>
          </tr>
        </thead>
        <tbody>
          {rules.map(each => (
            <tr key={each.rule}>
              <th scope="row">{language === 'zh' ? each.labelZh : each.labelEn}</th>
              <td className="val">
                <Value matter={matter} because={each} />
              </td>
              <td className="sc">
                <Scale because={each} />
              </td>
              <td className="nw">
                <Light light={each.light} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

const sentences: Readonly<Record<string, MatterWord>> = {
  'points-behind': 'points',
  'feedback-late-workdays': 'late-workdays',
  'workdays-left': 'left-workdays',
  'days-left': 'days-left',
  returns: 'returned-times',
}

function Value({ matter, because }: { matter: MatterDetail; because: Because }) {
  const say = useMatterWords()
  const language = useLanguage()
  if (because.value === null) return <span className="qq">{say('not-known')}</span>
  const label = language === 'zh' ? because.labelZh : because.labelEn
  const figure = <Figure figure={ruleFigure(matter, because)} label={label} digits={digitsOf(because)} bare />
  if (because.measure === 'feedback-late-workdays' && because.value === 0) return say('on-time')
  const word =
    because.measure === 'workdays-left' && because.value < 0 ? 'late-by-workdays' : sentences[because.measure]
  return word ? sayWith(fig => say(word, { fig }), figure) : figure
}
