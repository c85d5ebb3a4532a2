import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isText } from '#server/app/badInput/testing/bodies.ts'
import { aWalk, operationsOf, type Product as Walked } from '#server/app/badInput/testing/walk.ts'
import { wholeWalk } from '#server/app/badInput/testing/wholeWalk.ts'
import { aCitizen } from '#server/testing/citizen.ts'
import { aCity, NANTONG } from '#server/testing/city.ts'
import { aServer } from '#server/testing/server.ts'
import { root } from './product.ts'
import { openBrowser, settled } from './visitor.ts'

/*
 * Texts that would be markup, a script or an address of their own, in every text field of every route that writes; then every page of the
 * application, two of each kind, is opened in a real browser. What was written is shown as text (ASVS 5.0, 3.2.2), and no link leads to
 * anywhere but to pages of the web (1.2.2).
 */
const texts = [
  '<img src=x onerror="window.planted=1"><b class="planted">粗</b>',
  'javascript:window.planted=1//<a class="planted" href="javascript:1">点</a>',
  '"><svg class="planted" onload="window.planted=1"></svg>',
  "'-window.planted-'{{7*7}}<i class=planted>",
]
const OF_EACH_KIND = 2

let walked: Walked
let browser: Browser
let page: Page
let origin: string
beforeAll(async () => {
  const city = await aCity()
  walked = { city, server: await aServer(city, { webRoot: join(root, 'web/dist') }) }
  walked.server.holdBeside((await aCitizen(city, NANTONG)).cookie)
  const operations = await operationsOf(walked)
  let next = 0
  const walk = await aWalk(walked, operations, {
    fill: (_, leaf) => (isText(leaf) ? `${texts[next % texts.length]}${next++}` : undefined),
  })
  // Every value is another one, since what does not change is not written again. Each text has been in each field after as many rounds as there are texts; two show it in lists and on pages.
  for (let round = 1; round <= OF_EACH_KIND; round++) {
    await wholeWalk(walk, round)
    next++
  }
  origin = await walked.server.app.listen({ port: 0, host: '127.0.0.1' })
  browser = await openBrowser()
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', baseURL: origin })
  await context.addCookies(
    (await walked.server.cookieOf('staff')).split('; ').map(pair => {
      const at = pair.indexOf('=')
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: origin }
    }),
  )
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
})
afterAll(async () => {
  await browser?.close()
  await walked?.server.close()
  await walked?.city.close()
})

/** What became more than text on the page as it stands: elements of ours, links that lead elsewhere, a script that ran. */
const plantedOn = (on: Page): Promise<string[]> =>
  on.evaluate(() => {
    const found = [...document.querySelectorAll('.planted, [onerror], [onload]')].map(each => each.outerHTML)
    for (const link of document.querySelectorAll('a[href], form[action], iframe[src]')) {
      const address = link.getAttribute('href') ?? link.getAttribute('action') ?? link.getAttribute('src') ?? ''
      const { protocol } = new URL(address, location.href)
      if (!/^(https?|mailto|blob):$/.test(protocol)) found.push(link.outerHTML)
    }
    return 'planted' in window ? [...found, 'a script ran'] : found
  })

/** A kind of page: its address without ids and numbers. */
const kindOf = (path: string) => path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id').replace(/\/\d+(?=\/|$)/g, '/:n')

describe('texts that would be more than text', () => {
  it('stay text on every page of the application, and no link leads out of the web', async () => {
    const waiting = ['/', `/portal/${NANTONG}`]
    const kinds = new Map<string, number>()
    const seen = new Set(waiting)
    const wrong: string[] = []
    const shown = new Set<string>()
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const kind = kindOf(path)
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
      await page.goto(path)
      await (path.startsWith('/portal') ? page.locator('h1').first().waitFor({ state: 'attached' }) : settled(page))
      wrong.push(...(await plantedOn(page)).map(each => `${path}: ${each}`))
      if (/class="?planted/.test(await page.locator('body').innerText())) shown.add(kind)
      for (const next of await linksOn(page)) {
        const count = (kinds.get(kindOf(next)) ?? 0) + waiting.filter(each => kindOf(each) === kindOf(next)).length
        if (seen.has(next) || count >= OF_EACH_KIND) continue
        seen.add(next)
        waiting.push(next)
      }
    }
    console.log(
      `markup: ${seen.size} pages of ${kinds.size} kinds, shown as text on ${shown.size}: ${[...shown].join(' ')}`,
    )
    expect(wrong).toEqual([])
    expect(kinds.size).toBeGreaterThan(25)
    expect(shown.size).toBeGreaterThan(12)
    expect(walked.server.faults).toEqual([])
  })

  it.each([
    ['an element', '<b class="planted">粗</b>'],
    ['a link to a script', '<a href="javascript:1">点</a>'],
    ['a link to data', '<a href="data:text/html,1">点</a>'],
    ['a handler', '<img src="x" onerror="1" alt="">'],
  ])('would be found as %s', async (_, html) => {
    await page.goto('/')
    await settled(page)
    await page.evaluate(text => document.body.insertAdjacentHTML('beforeend', text), html)
    expect(await plantedOn(page)).toHaveLength(1)
  })
})

/** The pages of the application that the page as it stands leads to, without files. */
const linksOn = (on: Page): Promise<string[]> =>
  on.evaluate(() =>
    [...document.querySelectorAll('a[href]')].flatMap(link => {
      const { origin, pathname, search } = new URL(link.getAttribute('href') ?? '', location.href)
      const isPage = origin === location.origin && !/^\/api\/|\.\w+$|\/(print|table|document)$/.test(pathname)
      return isPage && !link.hasAttribute('download') ? [pathname + search] : []
    }),
  )
