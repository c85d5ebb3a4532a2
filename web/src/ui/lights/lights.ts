import type { Light } from '#contract/kernel.ts'
import type { Language } from '../language/language.ts'

/** Heaviest first: the order of strips and of scales (look, section 6). */
export const byWeight: readonly Light[] = ['red', 'orange', 'yellow', 'blue', 'green', 'grey']

const characters: Record<Light, { zh: string; en: string; mark: string }> = {
  green: { zh: '绿', en: 'G', mark: 'g' },
  blue: { zh: '蓝', en: 'B', mark: 'b' },
  yellow: { zh: '黄', en: 'Y', mark: 'y' },
  orange: { zh: '橙', en: 'O', mark: 'o' },
  red: { zh: '红', en: 'R', mark: 'r' },
  grey: { zh: '灰', en: 'N', mark: 'n' },
}

/** The character a light is always shown with: colour alone tells nobody anything. */
export function lightCharacter(light: Light, language: Language): string {
  return characters[light][language]
}

/** The class that colours a light. */
export function lightClass(light: Light): string {
  return characters[light].mark
}

/** The light's own name: 橙灯, orange light. */
export function lightName(light: Light, language: Language): string {
  return language === 'zh' ? `${characters[light].zh}灯` : `${light} light`
}

/** How many of each, heaviest first, those that occur only. */
export function countLights(lights: readonly Light[]): Array<{ light: Light; count: number }> {
  return byWeight
    .map(light => ({ light, count: lights.filter(each => each === light).length }))
    .filter(({ count }) => count > 0)
}
