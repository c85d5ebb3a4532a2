import { expect } from 'vitest'
import { desk, phone, picture, settled, type Visitor } from './visitor.ts'

/**
 * Pictures of the page somebody stands on, at a desk and on a phone, in Chinese and in English, each after it was loaded afresh; nothing may
 * stand out at the side. `then` does something to it first in Chinese, which is where the names of buttons are known. Ends in Chinese at a desk.
 */
export async function inBothLanguages({ page }: Visitor, name: string, then?: () => Promise<void>): Promise<void> {
  const speak = (language: string) => page.evaluate(kept => localStorage.setItem('jianghai.language', kept), language)
  for (const [language, size, viewport] of [
    ['en', 390, phone],
    ['en', 1440, desk],
    ['zh', 390, phone],
    ['zh', 1440, desk],
  ] as const) {
    await speak(language)
    await page.setViewportSize(viewport)
    await page.reload()
    await settled(page)
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(wider, `${name} at ${size} in ${language}`).toBe(0)
    await picture(page, `${name}-${size}-${language}`, { fullPage: true })
    if (!then || language !== 'zh') continue
    await then()
    await page.getByRole('dialog').waitFor()
    await picture(page, `${name}-dialog-${size}`)
    await page.keyboard.press('Escape')
  }
}
