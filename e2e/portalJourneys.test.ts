import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { aBank, anOpenQuiz, begin, enter, shownCode } from './portalQuiz.ts'
import { type Product, startProduct } from './product.ts'
import { nothingStrange, openBrowser, phone, picture, picturesOfFailures, settled, visit } from './visitor.ts'

let product: Product
let browser: Browser
let quiz: string
let short: string
/** The session of one citizen, for the walks that do not sign in themselves. */
let cookies: Awaited<ReturnType<BrowserContext['cookies']>>
picturesOfFailures()
beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
  const bank = await aBank(product)
  quiz = await anOpenQuiz(product, bank)
  short = await anOpenQuiz(product, bank, { titleZh: '十秒竞答', rules: { attemptsPerDay: 100, seconds: 12 } })
  const visitor = await visit(browser, product, phone)
  await visitor.page.goto('/portal/320600/sign-in')
  await enter(visitor.page, '13900002001')
  await visitor.page.getByRole('link', { name: '我的' }).waitFor()
  cookies = await visitor.context.cookies()
  await visitor.close()
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

/** Somebody who is signed in already. */
async function aCitizen() {
  const visitor = await visit(browser, product, phone)
  await visitor.context.addCookies(cookies)
  return visitor
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '')

/** Presses Tab until the focus is on what has this text or name. */
async function tabTo(page: Page, words: RegExp): Promise<void> {
  for (let step = 0; step < 30; step++) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(() => {
      const here = document.activeElement
      return here instanceof HTMLInputElement ? here.id : (here?.textContent ?? '')
    })
    if (words.test(at)) return
  }
  throw new Error(`thirty times Tab did not lead to ${words}`)
}

/** Another tab was looked at meanwhile; now this one is again. */
const lookAgain = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))

describe('given a keyboard and nothing else', () => {
  it('when a citizen goes from the list of quizzes to a result, then every step has a key', async () => {
    const visitor = await visit(browser, product, phone)
    const { page } = visitor
    const { keyboard } = page
    await page.goto('/portal/320600')
    await settled(page)
    await tabTo(page, /^全民医保知识有奖竞答$/)
    await keyboard.press('Enter')
    await page.getByRole('link', { name: '登录后开始' }).waitFor()
    await tabTo(page, /^登录后开始$/)
    await keyboard.press('Enter')
    await page.getByLabel('手机号').waitFor()
    await tabTo(page, /^phone$/)
    await keyboard.type('139 0000 2002')
    await keyboard.press('Enter')
    // The focus goes to the code by itself.
    await page.waitForFunction(() => document.activeElement?.id === 'code')
    await keyboard.type(await shownCode(page))
    await keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.id === 'agree')
    await keyboard.press('Space')
    await tabTo(page, /^登录$/)
    await keyboard.press('Enter')
    await page.locator('button:enabled', { hasText: '开始答题' }).waitFor()
    await tabTo(page, /^开始答题$/)
    await keyboard.press('Enter')

    await page.waitForFunction(() => document.activeElement?.matches('legend'))
    const first = await focused(page)
    await keyboard.press('2')
    await page.locator('.options label.on .k', { hasText: '乙' }).waitFor()
    await keyboard.press('ArrowRight')
    await page.waitForFunction(before => document.activeElement?.textContent !== before, first)
    await keyboard.press('c')
    await page.locator('.options label.on .k', { hasText: '丙' }).waitFor()
    for (let n = 0; n < 3; n++) await keyboard.press('ArrowRight')
    await page.getByRole('button', { name: '还有3题没答，仍要交卷' }).waitFor()
    await keyboard.press('1')
    await page.getByText('本题已存到服务器').waitFor()
    await tabTo(page, /仍要交卷/)
    // Outside the paper a letter is a letter.
    await page.locator('#main').evaluate(main => main.focus())
    await keyboard.press('2')
    expect(await page.locator('.options label.on .k').innerText()).toBe('甲')
    await tabTo(page, /仍要交卷/)
    await keyboard.press('Enter')
    await page.getByRole('heading', { name: '成绩', exact: true }).waitFor()
    expect(await page.getByText('您现在第').innerText()).toMatch(/^您现在第\d+名，共\d+人$/)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
    nothingStrange(visitor)
    await visitor.close()
  })
})

describe('given a connection that breaks in the middle', () => {
  it('when questions are answered and handed in without one, then everything arrives when it is back', async () => {
    const visitor = await aCitizen()
    const { page, context } = visitor
    await begin(page, quiz)
    await page.keyboard.press('1')
    await page.getByText('本题已存到服务器').waitFor()
    await context.setOffline(true)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('3')
    await page.getByText('网断了，连上后自动补存').waitFor()
    expect(await page.locator('.steps .done').count()).toBe(1)
    await picture(page, 'portal-offline')
    await context.setOffline(false)
    await page.getByText('本题已存到服务器').waitFor()

    await page.reload()
    await page.getByRole('timer').waitFor()
    await page.getByRole('button', { name: '1 已存' }).click()
    expect(await page.locator('.options label.on .k').innerText()).toBe('甲')
    await page.getByRole('button', { name: '2 已存' }).click()
    expect(await page.locator('.options label.on .k').innerText()).toBe('丙')

    await page.getByRole('button', { name: '5', exact: true }).click()
    await context.setOffline(true)
    await page.getByRole('button', { name: /仍要交卷/ }).click()
    await page.getByRole('alert').filter({ hasText: '网络断了' }).waitFor()
    await context.setOffline(false)
    await page.getByRole('heading', { name: '成绩', exact: true }).waitFor()
    expect(await page.getByText('没答').count()).toBe(3)
    await visitor.close()
  })

  it('when the page is opened while the server is not reached, then it says why and goes on by itself', async () => {
    const visitor = await aCitizen()
    const { page } = visitor
    await page.route(/\/api\//, route => route.abort())
    await page.goto(`/portal/320600/quiz/${quiz}`)
    await page.getByRole('button', { name: '再试' }).first().waitFor()
    await page.unroute(/\/api\//)
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await page.locator('button:enabled', { hasText: '开始答题' }).waitFor()
    await visitor.close()
  })
})

describe('given two tabs with the same paper', () => {
  it('when one goes on, then the other follows, and what the server refuses does not look saved', async () => {
    const visitor = await aCitizen()
    const { page, context } = visitor
    await begin(page, quiz)
    const second = await context.newPage()
    await second.goto(page.url())
    await second.getByRole('timer').waitFor()
    await page.keyboard.press('2')
    await page.getByText('本题已存到服务器').waitFor()
    await lookAgain(second)
    await second.locator('.options label.on .k', { hasText: '乙' }).waitFor()

    await page.getByRole('button', { name: '5', exact: true }).click()
    await page.getByRole('button', { name: /仍要交卷/ }).click()
    await page.getByRole('heading', { name: '成绩', exact: true }).waitFor()
    await second.keyboard.press('4')
    // It was handed in: the server refuses the change, and its own answer and the result are shown.
    await second.getByRole('heading', { name: '成绩', exact: true }).waitFor()
    const chosen = second.locator('.bank > li').first().locator('li', { hasText: '已选' })
    expect(await chosen.locator('span').first().innerText()).toBe('乙')
    nothingStrange(visitor)
    await visitor.close()
  })
})

describe('given a paper whose time runs out', () => {
  it('when nobody hands it in, then it hands itself in with what was saved', async () => {
    const visitor = await aCitizen()
    const { page } = visitor
    await begin(page, short)
    await page.keyboard.press('1')
    await page.getByText('本题已存到服务器').waitFor()
    await page.getByRole('status').filter({ hasText: '还剩10秒' }).waitFor({ state: 'attached' })
    await page.getByRole('heading', { name: '成绩', exact: true }).waitFor()
    expect(await page.getByText('没答').count()).toBe(4)
    nothingStrange(visitor)
    await visitor.close()
  })
})

describe('given what is kept about a citizen', () => {
  it('when it is taken along and then deleted, then the file holds it and nobody is signed in', async () => {
    const visitor = await visit(browser, product, phone)
    const { page } = visitor
    await page.goto('/portal/320600/sign-in?next=%2Fportal%2F320600%2Fown')
    await enter(page, '13900002003')
    await page.getByRole('heading', { name: '我的数据' }).waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '导出我的数据' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^江海协同-我的数据-\d{4}-\d\d-\d\d\.json$/)
    const chunks: Buffer[] = []
    for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk))
    const held = z
      .object({ citizen: z.object({ phone: z.string() }) })
      .parse(JSON.parse(Buffer.concat(chunks).toString('utf8')))
    expect(held.citizen.phone).toBe('13900002003')

    await page.getByRole('button', { name: '删除我的数据' }).click()
    await page.keyboard.press('Escape')
    expect(await focused(page)).toBe('删除我的数据')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '确定删除' }).click()
    await page.getByRole('link', { name: '登录', exact: true }).waitFor()
    nothingStrange(visitor)
    await visitor.close()
  })
})
