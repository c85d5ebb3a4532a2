import type { ReactNode } from 'react'
import type { Light as LightName } from '#contract/kernel.ts'
import { useKitWords } from './kitWords.ts'
import { useLanguage } from './language/language.ts'
import { LightGlyph } from './lights/LightGlyph.tsx'
import { lightCharacter, lightClass, lightName } from './lights/lights.ts'

type Props = {
  light: LightName
  /** `scale` 9 px within a scale of limits, `text` 12 px in rows, `verdict` 24 px beside the sentence that says why. */
  size?: 'scale' | 'text' | 'verdict'
  /** Also says what the light means: 落后. */
  word?: boolean
  /** A few words behind the character, in a lighter ink. */
  children?: ReactNode
}

const sizes = { scale: ' scale', text: '', verdict: ' big' } as const

/** A light (灯): always shape and character together, never colour alone. */
export function Light({ light, size = 'text', word = false, children }: Props) {
  const language = useLanguage()
  const say = useKitWords()
  const character = size === 'verdict' ? lightName(light, language) : lightCharacter(light, language)
  return (
    <span className={`light ${lightClass(light)}${sizes[size]}`}>
      <LightGlyph light={light} />
      {language === 'en' && size !== 'verdict' ? (
        <abbr title={lightName(light, language)}>{character}</abbr>
      ) : (
        character
      )}
      {word && <i>{say(light)}</i>}
      {children !== undefined && <i>{children}</i>}
    </span>
  )
}

/** A change of light, written glyph → glyph. */
export function LightChange({ from, to }: { from: LightName; to: LightName }) {
  return (
    <span className="light-change">
      <Light light={from} />
      <span aria-hidden="true">→</span>
      <Light light={to} />
    </span>
  )
}
