import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsOn, tooWideBy } from './accessibility.ts'
import { type Product, startProduct } from './product.ts'
import {
  desk,
  nothingStrange,
  openBrowser,
  phone,
  picture,
  picturesOfFailures,
  settled,
  signIn,
  visit,
} from './visitor.ts'

let product: Product
let browser: Browser
picturesOfFailures()
beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

describe.each([
  { at: 'desk', viewport: desk },
  { at: 'phone', viewport: phone },
])('given what the demonstration city announced, at a $at', ({ at, viewport }) => {
  it('when the leader asks what became of it, then both sentences stand side by side, and silence is told in days', async () => {
    const visitor = await visit(browser, product, viewport)
    const { page } = visitor
    await signIn(visitor, 'leader', '/promises')
    await picture(page, `promises-${at}`)
    const first = page.locator('.promise').first()
    await first.getByRole('heading', { name: '说了' }).waitFor()
    await first.getByRole('heading', { name: '做了' }).waitFor()
    expect(await page.locator('.promise blockquote mark').count()).toBeGreaterThan(5)
    expect(await page.getByText('没有音讯已').count()).toBeGreaterThan(0)
    expect(await tooWideBy(page)).toBe(0)
    // What axe says of the shell around every page is not this page's.
    expect((await faultsOn(page)).filter(fault => fault.includes('promise'))).toEqual([])

    await page.locator('.promise-counts .fig button').nth(1).click()
    await page.getByText('过了期没有做成的').waitFor()
    await page.keyboard.press('Escape')

    await page.goto('/promises?kind=batch')
    await settled(page)
    await picture(page, `promises-batches-${at}`, { fullPage: true })
    await page.getByText('19个项目集中签约').first().waitFor()
    nothingStrange(visitor)
    await visitor.close()
  })

  it('when a past day is asked, then what was announced later is not there', async () => {
    const visitor = await visit(browser, product, viewport)
    const { page } = visitor
    await signIn(visitor, 'leader', '/promises?kind=batch&asOf=2023-06-01')
    await page.getByText('沪通汇联商会成立签约批次').first().waitFor()
    expect(await page.getByText('走进张江签约批次').count()).toBe(0)
    nothingStrange(visitor)
    await visitor.close()
  })
})
