import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { desk, phone, picture, settled, type Visitor } from './visitor.ts'

/** The button of a language, as the page at a desk shows it. */
const languages = [
  ['en', 'EN'],
  ['zh', '中文'],
] as const

/**
 * Pictures of the page somebody stands on at a desk, there and on a phone, in English and in Chinese; nothing may stand out at the side.
 * `open` opens a dialogue of it, in Chinese only, which is where the names of buttons are known. Nothing is loaded again: the language
 * is switched and the window made narrow under the page, as people do. Ends at a desk in Chinese.
 */
export async function inBothLanguages(
  { page }: Visitor,
  name: string,
  { open, fullPage = true }: { open?: () => Promise<void>; fullPage?: boolean } = {},
): Promise<void> {
  for (const [language, button] of languages) {
    await page.getByRole('button', { name: button, exact: true }).click()
    for (const viewport of [desk, phone]) {
      await page.setViewportSize(viewport)
      await settled(page)
      const { width } = viewport
      // Rows are stacked only once the page has heard that its window is narrow.
      await expect
        .poll(() => standsOut(page), { message: `${name} at ${width} in ${language}`, timeout: 20_000 })
        .toBe(0)
      await picture(page, `${name}-${width}-${language}`, { fullPage })
      if (!open || language !== 'zh') continue
      await open()
      await page.getByRole('dialog').waitFor()
      await picture(page, `${name}-dialog-${width}`)
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    await page.setViewportSize(desk)
  }
}

/** How far the page is wider than its window, in pixels. */
const standsOut = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
