import { Fragment, type ReactNode } from 'react'
import { Figure } from '#ui/Figure.tsx'
import { Light } from '#ui/Light.tsx'
import { useLanguage } from '#ui/language/language.ts'
import { lightName } from '#ui/lights/lights.ts'
import type { Because, MatterDetail } from '../api.ts'
import { useCodeWords } from '../codeWords.ts'
import { useMatterWords } from '../words.ts'
import { digitsOf, ruleFigure } from './ruleFigure.ts'
import { sayWith } from './sayWith.tsx'

/** The light as a sentence: what weighs most, with its figures as doors. */
export function Verdict({ matter }: { matter: MatterDetail }) {
  const say = useMatterWords()
  const words = useCodeWords()
  const language = useLanguage()
  const { judgement, light, lightComputed, overridden } = matter
  const state = judgement.because.find(each => each.rule === 'state')
  const heavy = judgement.because.filter(each => each.light !== 'green' && each.light !== 'grey')
  const said =
    heavy.length > 0
      ? heavy
      : judgement.because.filter(each => each.light === 'green' && each.measure !== 'returns').slice(0, 2)
  const [comma, stop] = language === 'zh' ? ['；', '。'] : ['; ', '.']
  return (
    <div className="verdict">
      <Light light={light} size="verdict" />
      <p>
        {overridden &&
          say('verdict-overridden', {
            light: lightName(light, language),
            computed: lightName(lightComputed, language),
          })}
        {state &&
          (matter.closedOn ? say('verdict-closed') : say('verdict-state', { state: words('state', matter.state) }))}
        {!state && said.length === 0 && say('verdict-unknown')}
        {!state &&
          said.map((because, index) => (
            <Fragment key={because.rule}>
              {index > 0 && comma}
              <Finding matter={matter} because={because} />
            </Fragment>
          ))}
        {!state && said.length > 0 && stop}
      </p>
    </div>
  )
}

function Finding({ matter, because }: { matter: MatterDetail; because: Because }): ReactNode {
  const say = useMatterWords()
  const { measure, value, labelZh, labelEn, light } = because
  const language = useLanguage()
  const label = language === 'zh' ? labelZh : labelEn
  const figure = <Figure figure={ruleFigure(matter, because)} label={label} digits={digitsOf(because)} bare />
  if (measure === 'points-behind') {
    if (value === 0) return say('verdict-gap-none')
    const limit = because.scale.find(band => band.here)?.from ?? null
    return (
      <>
        <b>{sayWith(fig => say('verdict-gap', { fig }), figure)}</b>
        {light !== 'green' && limit !== null && say('verdict-gap-over', { limit })}
      </>
    )
  }
  if (measure === 'feedback-late-workdays')
    return value === 0 ? say('verdict-feedback-none') : sayWith(fig => say('verdict-feedback', { fig }), figure)
  if (measure === 'workdays-left') {
    if (value === 0 && because.inputs.on === because.inputs.dueOn) return say('verdict-today')
    const late = (value ?? 0) < 0 || light === 'red'
    return sayWith(fig => say(late ? 'verdict-overdue' : 'verdict-left', { fig }), figure)
  }
  if (measure === 'returns')
    return value === 0 ? say('verdict-returns-none') : sayWith(fig => say('verdict-returns', { fig }), figure)
  return (
    <>
      {label} {figure}
    </>
  )
}
