import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Product, startProduct } from './product.ts'
import {
  fillSignIn,
  nothingStrange,
  openBrowser,
  password,
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

describe('given somebody who reads English', () => {
  it('when they press EN, then every word of ours is English, without a reload, here and on the next page', async () => {
    const visitor = await visit(browser, product)
    const { page } = visitor
    await signIn(visitor, 'staff', '/matters')
    await page.evaluate(() => document.body.setAttribute('data-not-reloaded', 'yes'))
    await page.getByRole('button', { name: 'EN', exact: true }).click()

    await page.getByRole('heading', { level: 1, name: 'Matters' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await ownChinese(page)).toEqual([])
    await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: 'Intake' }).click()
    await page.getByRole('heading', { level: 1, name: 'Intake' }).waitFor()
    await settled(page)
    expect(await ownChinese(page)).toEqual([])
    expect(await page.locator('body').getAttribute('data-not-reloaded')).toBe('yes')

    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Intake' }).waitFor()
    await page.getByRole('button', { name: '中文' }).click()
    await page.getByRole('heading', { level: 1, name: '来稿审读' }).waitFor()
    nothingStrange(visitor)
    await visitor.close()
  })
})

describe('given a keyboard and no mouse', () => {
  it('when a page is reviewed, then every step has a key and the reader always sees where they are', async () => {
    const visitor = await visit(browser, product)
    const { page } = visitor
    const { keyboard } = page
    await page.goto('/')
    await page.getByLabel('用户名', { exact: true }).waitFor()
    await tabTo(page, () => document.activeElement?.getAttribute('name') === 'username')
    await keyboard.type('staff')
    await keyboard.press('Tab')
    await keyboard.type(password)
    await keyboard.press('Enter')
    await settled(page)

    await keyboard.press('/')
    await page.getByRole('combobox', { name: '查找' }).waitFor()
    await keyboard.type('来稿')
    await page.getByRole('option', { name: '来稿审读' }).waitFor()
    await keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: '来稿审读' }).waitFor()
    await settled(page)
    await page
      .getByRole('link', { name: /江海演示晚报/ })
      .first()
      .waitFor()
    await keyboard.press('j')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('江海演示晚报')
    expect(await focusIsSeen(page)).toBe(true)
    await keyboard.press('Enter')
    await settled(page)
    await page.locator('li[data-fact]').first().waitFor()

    const before = await counts(page)
    const first = await inHand(page)
    await keyboard.press('j')
    await inHandIsNot(page, first)
    await keyboard.press('k')
    await page.waitForFunction(
      id => document.querySelector('.list-of-facts [aria-current=true]')?.closest('li')?.dataset.fact === id,
      first,
    )
    await keyboard.press('x')
    await inHandIsNot(page, first)
    await waitForCounts(page, { ...before, decided: before.decided + 1, pending: before.pending - 1 })
    await keyboard.press('u')
    await waitForCounts(page, before)
    expect(await inHand(page)).toBe(first)
    await keyboard.press('e')
    await page.getByRole('button', { name: '改好收下' }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.matches('input, select, textarea'))).toBe(true)
    await keyboard.press('Escape')
    await page.getByRole('button', { name: '改好收下' }).waitFor({ state: 'detached' })
    await picture(page, 'review-by-keyboard')
    nothingStrange(visitor)
    await visitor.close()
  })
})

describe('given somebody who guesses passwords', () => {
  it('when five were wrong, then the name is locked, and the right one is not taken either', async () => {
    const visitor = await visit(browser, product)
    const { page } = visitor
    await page.goto('/')
    for (let guess = 1; guess <= 5; guess++) {
      await fillSignIn(visitor, 'viewer', `guess-${guess}`)
      await page.getByRole('alert').filter({ hasText: '用户名或密码不对。' }).waitFor()
    }
    await fillSignIn(visitor, 'viewer', 'guess-6')
    await page.getByRole('alert').filter({ hasText: '连续输错次数过多，10 分钟后再试。' }).waitFor()
    await fillSignIn(visitor, 'viewer')
    await page.getByRole('alert').filter({ hasText: '连续输错次数过多' }).waitFor()
    expect(await page.locator('#main').count()).toBe(0)
    await picture(page, 'locked')
    nothingStrange(visitor)
    await visitor.close()
  })
})

describe('given a session that ends under somebody’s work', () => {
  it('when they sign in again, then they stand where they stood and what they wrote is there', async () => {
    const visitor = await visit(browser, product)
    const { page } = visitor
    await signIn(visitor, 'staff', '/matters/new')
    await visitor.context.clearCookies()
    // What looks like it is asked of the server while one types, so the end is noticed before anything is sent.
    await page.getByLabel('事项名称').fill('给南通创新区接第二条水线')
    await page.getByText('登录已到时，或在别处退出。登录后回到原处，写的还在。').waitFor()
    await picture(page, 'session-ended')
    await fillSignIn(visitor, 'staff')
    await page.getByRole('heading', { level: 1 }).filter({ visible: true }).first().waitFor()
    expect(new URL(page.url()).pathname).toBe('/matters/new')
    expect(await page.getByLabel('事项名称').inputValue()).toBe('给南通创新区接第二条水线')
    nothingStrange(visitor)
    await visitor.close()
  })
})

describe('given something that is not there', () => {
  it('when an address is wrong, then the page says so and leads back', async () => {
    const visitor = await visit(browser, product)
    const { page } = visitor
    await signIn(visitor, 'staff', '/matters/of/nowhere')
    await page.getByRole('heading', { level: 1, name: '没有这一页' }).waitFor()
    await page.getByRole('link', { name: '回到今天' }).click()
    await page.getByRole('heading', { level: 1, name: /^今天/ }).waitFor()

    await page.goto('/matters/01900000-0000-7000-8000-000000000000')
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').innerText()).toContain('不在您的权限之内')
    nothingStrange(visitor)
    await visitor.close()
  })

  it('when the server fails, then the page gives the reference to quote, and another try succeeds', async () => {
    const visitor = await visit(browser, product)
    const { page } = visitor
    await signIn(visitor, 'staff')
    await page.route(/\/api\/320600\/matters\?/, route =>
      route.fulfill({ status: 500, json: { fault: { reference: '7F3K' } } }),
    )
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: /^事项/ }).click()
    const note = page.getByRole('alert').filter({ hasText: '没有读到' })
    await note.waitFor()
    expect(await note.innerText()).toContain('参考号7F3K')
    await picture(page, 'fault')
    await page.unroute(/\/api\/320600\/matters\?/)
    await note.getByRole('button', { name: '再试' }).click()
    await page.getByText(/^共\d+条/).waitFor()
    await visitor.close()
  })
})

/** Text of the product's own in Chinese; what is quoted or named (marked as Chinese, or kept by people) is not the product's. */
async function ownChinese(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll(
        'h1, h2, thead th, label, legend, .rail a, .rail .unbuilt, .asof .k, .asof .state, .btn',
      ),
    ]
      .filter(each => each.checkVisibility() && each.closest('[lang=zh-CN]') === null)
      .map(each => each.textContent ?? '')
      .filter(text => /\p{Script=Han}/u.test(text)),
  )
}

async function tabTo(page: Page, isThere: () => boolean): Promise<void> {
  for (let step = 0; step < 40; step++) {
    if (await page.evaluate(isThere)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('forty times Tab did not lead there')
}

/** The focus has a ring, or its row is tinted. */
const focusIsSeen = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement
    return at?.matches(':focus-visible') === true && getComputedStyle(at).outlineStyle !== 'none'
  })

type Counts = { decided: number; pending: number }

/** How far the review of the article is: 已定3，待定5. */
async function counts(page: Page): Promise<Counts> {
  const [, decided, pending] = /已定(\d+)，待定(\d+)/.exec(await page.locator('.fh').innerText()) ?? []
  return { decided: Number(decided), pending: Number(pending) }
}

const waitForCounts = (page: Page, { decided, pending }: Counts) =>
  page.getByText(`已定${decided}，待定${pending}`).waitFor()

const inHand = (page: Page) =>
  page.evaluate(() => document.querySelector('.list-of-facts [aria-current=true]')?.closest('li')?.dataset.fact ?? '')

const inHandIsNot = (page: Page, id: string) =>
  page.waitForFunction(before => {
    const now = document.querySelector('.list-of-facts [aria-current=true]')?.closest('li')?.dataset.fact
    return now !== undefined && now !== before
  }, id)
