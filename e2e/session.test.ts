import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf, stepAt } from '#kernel/accounts/totp.ts'
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

describe('given somebody for whom a password is not enough', () => {
  it('when they set up two-step sign-in, then signing in asks for a code, and takes each once', async () => {
    const visitor = await visit(browser, product)
    const { page } = visitor
    await signIn(visitor, 'water.reporter', '/account')
    const section = page.getByRole('region', { name: '两步验证' })
    await section.getByLabel('密码', { exact: true }).fill(password)
    await section.getByRole('button', { name: '开两步验证' }).click()
    await section.getByRole('img', { name: /二维码/ }).waitFor()
    await picture(page, 'two-step')
    const secret = (await section.locator('[data-secret]').getAttribute('data-secret')) ?? ''
    const first = shownCode(secret)
    await section.getByLabel('验证码').fill(first)
    await section.getByRole('button', { name: '确认' }).click()
    await section.getByRole('heading', { name: '恢复码' }).waitFor()
    const codes = await section.getByRole('listitem').allInnerTexts()
    expect(codes).toHaveLength(10)
    await section.getByRole('button', { name: '收好了' }).click()
    await section.getByText('恢复码还有10个没用').waitFor()

    await page.getByRole('button', { name: '退出', exact: true }).first().click()
    await fillSignIn(visitor, 'water.reporter')
    await page.getByLabel('验证码', { exact: true }).waitFor()
    await page.keyboard.type(first)
    await page.keyboard.press('Enter')
    await page.getByRole('alert').filter({ hasText: '验证码不对，或已经用过。' }).waitFor()
    await picture(page, 'code-spent')
    // What was refused is selected: the next code is typed over it.
    await page.keyboard.type(shownCode(secret, 1))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: /^今天/ }).waitFor()

    await page.getByRole('button', { name: '退出', exact: true }).first().click()
    await fillSignIn(visitor, 'water.reporter')
    await page.getByRole('button', { name: '手机不在，用恢复码' }).click()
    await page.keyboard.type((codes[0] ?? '').toLowerCase())
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: /^今天/ }).waitFor()
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

/** What the telephone shows for a key: now, or some steps on. */
function shownCode(secret: string, off = 0): string {
  const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret].map(sign => signs.indexOf(sign).toString(2).padStart(5, '0')).join('')
  const bytes = (bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2))
  return codeOf(Uint8Array.from(bytes), stepAt(Date.now() / 1000) + off)
}

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
