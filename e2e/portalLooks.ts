import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { faultsOn, tooWideBy } from './accessibility.ts'
import { desk, phone, picture, type Visitor } from './visitor.ts'

export const narrow = { width: 320, height: 568 }
const widths = [narrow, phone, desk]
const letterSizes = ['standard', 'large']

/**
 * Looks at the page in both languages and both sizes of letters, at every width: nothing is cut off. What axe-core looks at depends little
 * on these, so it looks at the smallest and at the largest only.
 */
export async function looksRight({ page }: Visitor, name: string): Promise<void> {
  const letters = page.getByRole('group', { name: /字号|Letter size/ }).getByRole('button')
  for (const language of ['zh', 'en']) {
    for (const [n, size] of [...letterSizes.entries()]) {
      await letters.nth(n).click()
      for (const viewport of widths) {
        await page.setViewportSize(viewport)
        const where = `${name} in ${language}, ${size}, at ${viewport.width}`
        expect(await tooWideBy(page), where).toBe(0)
        const isExtreme =
          language === 'zh' ? size === 'standard' && viewport === desk : size === 'large' && viewport === narrow
        if (isExtreme) expect(await faultsOn(page), where).toEqual([])
      }
    }
    await letters.first().click()
    await page.getByRole('button', { name: language === 'zh' ? 'English' : '中文', exact: true }).click()
  }
  // Its title, in the language it is read in: drawn a moment after the words.
  await page.waitForFunction(() => /^.+ · 江海协同$/.test(document.title))
  await page.setViewportSize(phone)
  await picture(page, `portal-${name}`)
}

/** Where parts of a page begin, from the top. In one go: the portal may be drawing. */
export const placesOf = (page: Page, parts: readonly string[]) =>
  page.evaluate(
    asked =>
      asked.map(part => {
        const top = document.querySelector(part)?.getBoundingClientRect().top
        return [part, top === undefined ? undefined : Math.round(top)]
      }),
    parts,
  )
