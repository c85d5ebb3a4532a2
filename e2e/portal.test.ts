import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { complaintsAbout } from '../tools/walls/firstLoad.ts'
import { faultsOn, tooWideBy } from './accessibility.ts'
import { aBank, anOpenQuiz, begin, enter } from './portalQuiz.ts'
import { type Product, root, startProduct } from './product.ts'
import {
  desk,
  nothingStrange,
  openBrowser,
  phone,
  picture,
  picturesOfFailures,
  settled,
  type Visitor,
  visit,
} from './visitor.ts'

let product: Product
let browser: Browser
let quiz: string
picturesOfFailures()
beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
  quiz = await anOpenQuiz(product, await aBank(product), { bankPublishedOn: '2025-01-01' })
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

const home = '/portal/320600'
const sizes = { narrow: { width: 320, height: 568 }, phone, desk }
/** The windows of a browser inside WeChat, on a small and a large telephone. */
const inWeChat = [
  { width: 375, height: 603 },
  { width: 414, height: 672 },
]
const weChat =
  'Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/86.0 Mobile MicroMessenger/8.0.40 Language/zh_CN'

/** Looks at the page in both languages and both sizes of letters, at every width: nothing is cut off, and axe-core finds nothing. */
async function looksRight({ page }: Visitor, name: string): Promise<void> {
  for (const language of ['zh', 'en'])
    for (const letters of ['standard', 'large']) {
      const pressed = page.getByRole('group', { name: /字号|Letter size/ }).getByRole('button')
      await pressed.nth(letters === 'large' ? 1 : 0).click()
      for (const [size, viewport] of Object.entries(sizes)) {
        await page.setViewportSize(viewport)
        expect(await tooWideBy(page), `${name} in ${language}, ${letters}, at ${viewport.width}`).toBe(0)
        if (size !== 'phone' || letters === 'large')
          expect(await faultsOn(page), `${name} in ${language}, ${letters}, at ${viewport.width}`).toEqual([])
        const wanted = letters === 'standard' ? size !== 'narrow' : size === 'narrow'
        if (wanted) await picture(page, `portal-${name}-${language}-${letters}-${size}`, { fullPage: true })
      }
      if (letters === 'large') {
        await pressed.first().click()
        await page.getByRole('button', { name: language === 'zh' ? 'English' : '中文', exact: true }).click()
      }
    }
  expect(await page.title(), 'its title').toMatch(/^.+ · 江海协同$/)
}

describe('given every page of the portal', () => {
  it('when it is looked at in both languages, both sizes of letters and at every width, then it is whole', async () => {
    const visitor = await visit(browser, product, phone)
    const { page } = visitor
    const see = async (name: string, path: string) => {
      await page.goto(path)
      await settled(page)
      await looksRight(visitor, name)
    }
    await see('quizzes', home)
    await see('quiz', `${home}/quiz/${quiz}`)
    await see('lost', `${home}/nowhere`)
    await see('bank', `${home}/quiz/${quiz}/bank`)
    await see('empty-ranking', `${home}/quiz/${quiz}/ranking`)
    await page.goto(`${home}/quiz/${quiz}/poster`)
    await page.locator('.qr path').waitFor()
    await looksRight(visitor, 'poster')

    await see('sign-in', `${home}/sign-in`)
    await page.getByLabel('手机号').fill('13900001001')
    await page.getByRole('button', { name: '发验证码' }).click()
    await page.getByText('这是演示，不发短信').waitFor()
    await looksRight(visitor, 'sign-in-code')

    await page.goto(`${home}/sign-in`)
    await enter(page, '13900001002')
    await begin(page, quiz)
    await page.getByRole('radio').nth(1).check({ force: true })
    await page.getByText('本题已存到服务器').waitFor()
    await looksRight(visitor, 'paper')
    for (let n = 0; n < 4; n++) await page.getByRole('button', { name: '下一题' }).click()
    await page.getByRole('button', { name: '还有4题没答，仍要交卷' }).click()
    await page.getByRole('heading', { name: '成绩', exact: true }).waitFor()
    await looksRight(visitor, 'result')
    await see('ranking', `${home}/quiz/${quiz}/ranking`)
    await see('quiz-with-place', `${home}/quiz/${quiz}`)
    await see('own', `${home}/own`)
    await page.getByRole('button', { name: '删除我的数据' }).click()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('不删')
    await looksRight(visitor, 'erasing')
    nothingStrange(visitor)
    await visitor.close()
  })

  it('when a page has faults, then the check tells them', async () => {
    const visitor = await visit(browser, product, phone)
    await visitor.page.setContent(
      '<html><body><img src="x"><input><p style="width:900px;color:#eee">x</p></body></html>',
    )
    const found = await faultsOn(visitor.page)
    for (const rule of ['image-alt', 'label', 'color-contrast', 'document-title', 'html-has-lang'])
      expect(
        found.some(each => each.startsWith(`${rule}:`)),
        rule,
      ).toBe(true)
    expect(await tooWideBy(visitor.page)).toBeGreaterThan(400)
    await visitor.close()
  })

  it('when it is opened from WeChat, then it is whole in its windows', async () => {
    for (const viewport of inWeChat) {
      const visitor = await visit(browser, product, viewport, { userAgent: weChat, hasTouch: true, isMobile: true })
      for (const path of [home, `${home}/quiz/${quiz}`, `${home}/sign-in`, `${home}/quiz/${quiz}/ranking`]) {
        await visitor.page.goto(path)
        await settled(visitor.page)
        expect(await tooWideBy(visitor.page), `${path} at ${viewport.width}`).toBe(0)
      }
      nothingStrange(visitor)
      await visitor.close()
    }
  })
})

describe('given a slow telephone, or one without scripts', () => {
  it('when a quiz is opened, then all of it can be read before any script, and nothing moves when they come', async () => {
    for (const viewport of [phone, desk]) {
      const places: Array<Record<string, number>> = []
      for (const javaScriptEnabled of [false, true]) {
        const visitor = await visit(browser, product, viewport, { javaScriptEnabled })
        const { page } = visitor
        await page.goto(`${home}/quiz/${quiz}`)
        if (javaScriptEnabled) await page.locator('.tools button').first().waitFor()
        else {
          const text = await page.locator('body').innerText()
          for (const word of [
            '全民医保知识有奖竞答',
            '南通市医疗保障局',
            '怎么算名次',
            '满分100分',
            '20元话费',
            '登录后开始',
          ])
            expect(text).toContain(word)
          expect(text).toContain('答题要在开启脚本的浏览器里进行。')
          expect(await tooWideBy(page)).toBe(0)
        }
        places.push(await placesOf(page))
        await visitor.close()
      }
      expect(places[1]).toEqual(places[0])
    }
  })

  it('when the portal is opened, then it loads at most 100 KB of script, and nothing of the office', async () => {
    expect(complaintsAbout(join(root, 'web/dist'))).toEqual([])
    const visitor = await visit(browser, product, phone)
    const sizes: Array<Promise<number>> = []
    visitor.page.on('requestfinished', request => {
      if (request.resourceType() === 'script')
        sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize))
    })
    await visitor.page.goto(`${home}/quiz/${quiz}`)
    await settled(visitor.page)
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
    expect(bytes).toBeGreaterThan(10_000)
    expect(bytes).toBeLessThanOrEqual(100 * 1024)
    await visitor.close()
  })
})

/** Where the parts of a quiz's page begin, from the top. */
async function placesOf(page: Page): Promise<Record<string, number>> {
  const places: Record<string, number> = {}
  for (const part of ['.top', 'h1', '.lead', '.facts', '.act', '.links', '.rules']) {
    const box = await page.locator(part).first().boundingBox()
    places[part] = Math.round(box?.y ?? -1)
  }
  return places
}
