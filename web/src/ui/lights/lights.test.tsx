import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { lights } from '#contract/kernel.ts'
import { Light } from '../Light.tsx'
import { translations } from '../language/language.ts'
import { LightGlyph } from './LightGlyph.tsx'
import { byWeight, countLights, lightCharacter, lightName } from './lights.ts'

describe('a light', () => {
  it.each(lights)('%s always has its shape and its character', light => {
    const markup = renderToStaticMarkup(<Light light={light} />)
    expect(markup).toContain('<svg')
    expect(markup).toContain(lightCharacter(light, 'zh'))
  })

  it('differs from every other in shape and in both letters, colour aside', () => {
    const outline = (light: (typeof lights)[number]) =>
      renderToStaticMarkup(<LightGlyph light={light} />).replace(/var\(--[^)]*\)/g, '')
    expect(new Set(lights.map(outline)).size).toBe(lights.length)
    for (const language of ['zh', 'en'] as const)
      expect(new Set(lights.map(light => lightCharacter(light, language))).size).toBe(lights.length)
  })

  it('speaks English with its Latin letter and its name', async () => {
    await translations.changeLanguage('en')
    const markup = renderToStaticMarkup(<Light light="orange" word />)
    await translations.changeLanguage('zh')
    expect(markup).toContain('<abbr title="orange light">O</abbr>')
    expect(markup).toContain('behind')
  })

  it('alone names itself to who cannot see it', () => {
    expect(renderToStaticMarkup(<LightGlyph light="red" label={lightName('red', 'zh')} />)).toContain(
      'aria-label="红灯"',
    )
  })
})

it('lights are counted heaviest first, and every light has a weight', () => {
  expect(countLights(['green', 'red', 'green', 'grey'])).toEqual([
    { light: 'red', count: 1 },
    { light: 'green', count: 2 },
    { light: 'grey', count: 1 },
  ])
  expect([...byWeight].toSorted()).toEqual([...lights].toSorted())
})
