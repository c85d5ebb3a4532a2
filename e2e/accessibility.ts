import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { z } from 'zod'

/** The automatic part of WCAG 2.2 AA. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe-core finds wrong on the page as it stands: the rule, and where. */
export async function faultsOn(page: Page): Promise<string[]> {
  // Through the browser's own door for debugging: the page's policy lets in no script of others.
  await page.evaluate(axe.source)
  const options = JSON.stringify({ runOnly: { type: 'tag', values: tags } })
  const found: unknown = await page.evaluate(
    `axe.run(document, ${options}).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', ')))`,
  )
  return z.array(z.string()).parse(found)
}

/** By how many CSS pixels the page is wider than its window. */
export const tooWideBy = (page: Page) =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth))
