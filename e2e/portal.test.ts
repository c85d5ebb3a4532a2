import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { complaintsAbout } from '../tools/walls/firstLoad.ts'
import { faultsOn, tooWideBy } from './accessibility.ts'
import { aPublishedDraw, type PublishedDraw } from './portalDraw.ts'
import { looksRight, narrow, placesOf } from './portalLooks.ts'
import { aBank, anOpenQuiz, begin, enter, focused, shownCode, tabTo } from './portalQuiz.ts'
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
let bank: string
let quiz: string
/** The session of one citizen, for the walks that do not sign in themselves. */
let cookies: Awaited<ReturnType<BrowserContext['cookies']>>
/** A paper that nobody hands in, whose time goes by while the other walks are walked. */
let leftAlone: { visitor: Visitor; ended: Promise<void> }
/** A draw that goes its way meanwhile, for the walk over draws and prizes. */
let drawn: Promise<PublishedDraw>
const home = '/portal/320600'
picturesOfFailures()
beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
  bank = await aBank(product)
  quiz = await anOpenQuiz(product, bank, { bankPublishedOn: '2025-01-01' })
  const short = await anOpenQuiz(product, bank, { titleZh: '十秒竞答', rules: { attemptsPerDay: 100, seconds: 12 } })
  const visitor = await visit(browser, product, phone)
  await visitor.page.goto(`${home}/sign-in`)
  await enter(visitor.page, '13900002001')
  cookies = await visitor.context.cookies()
  leftAlone = { visitor, ended: leavePaper(visitor.page, short) }
  // Told by the walk that waits for it.
  leftAlone.ended.catch(() => undefined)
  drawn = aPublishedDraw(product, bank)
  drawn.catch(() => undefined)
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

/** Somebody who is signed in already. */
async function aCitizen(): Promise<Visitor> {
  const visitor = await visit(browser, product, phone)
  await visitor.context.addCookies(cookies)
  return visitor
}

/** Answers one question, and then does nothing until the paper is no more. */
async function leavePaper(page: Page, id: string): Promise<void> {
  await begin(page, id)
  await page.keyboard.press('1')
  await page.getByText('本题已存到服务器').waitFor()
  await page.getByRole('status').filter({ hasText: '还剩10秒' }).waitFor({ state: 'attached' })
  await page.getByRole('heading', { name: '成绩', exact: true }).waitFor()
}

/** The windows of a browser inside WeChat, on a small and a large telephone. */
const inWeChat = [
  { width: 375, height: 603 },
  { width: 414, height: 672 },
]
const weChat =
  'Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/86.0 Mobile MicroMessenger/8.0.40 Language/zh_CN'

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
    expect((await page.goto(`${home}/own/nowhere`))?.status()).toBe(404)
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
    await page.waitForFunction(() => document.activeElement?.textContent === '不删')
    await looksRight(visitor, 'erasing')
    nothingStrange(visitor)
    await visitor.close()
  })

  it('when everything has the longest name it may have, then nothing is cut off and the poster is one sheet', async () => {
    const long = await anOpenQuiz(product, bank, {
      titleZh: '关于医疗保障'.repeat(10),
      organiser: '南通市医疗保障局、'.repeat(11),
      draws: { prize: '二十元话费和纪念品各一份，'.repeat(7) },
    })
    const visitor = await visit(browser, product, narrow)
    const { page } = visitor
    await page.goto(`${home}/quiz/${long}`)
    await settled(page)
    expect(await tooWideBy(page)).toBe(0)
    await page.goto(`${home}/quiz/${long}/poster`)
    await page.locator('.qr path').waitFor()
    const { numPages } = await getDocumentProxy(new Uint8Array(await page.pdf({ preferCSSPageSize: true })))
    expect(numPages).toBe(1)
    nothingStrange(visitor)
    await visitor.close()
  })

  it('when a page has faults, then the check tells them', async () => {
    const visitor = await visit(browser, product, phone)
    await visitor.page.setContent(
      '<html><body><img src="x"><input><p style="width:900px;color:#eee">hard to read</p></body></html>',
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
    const parts = ['.top', 'h1', '.lead', '.facts', '.act', '.links', '.rules']
    for (const viewport of [phone, desk]) {
      const without = await visit(browser, product, viewport, { javaScriptEnabled: false })
      await without.page.goto(`${home}/quiz/${quiz}`)
      const text = await without.page.locator('body').innerText()
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
      expect(await tooWideBy(without.page)).toBe(0)

      const { page, close } = await visit(browser, product, viewport)
      const asked = page.waitForResponse(/\/citizens\/own$/)
      await page.goto(`${home}/quiz/${quiz}`)
      await page.locator('.tools button').first().waitFor()
      for (const moment of ['when scripts come', 'when they know'] as const) {
        expect(await placesOf(page, parts), moment).toEqual(await placesOf(without.page, parts))
        await asked
        await settled(page)
      }
      await without.close()
      await close()
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

/** Another tab was looked at meanwhile; now this one is again. */
const lookAgain = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))

describe('given a keyboard and nothing else', () => {
  it('when a citizen goes from the list of quizzes to a result, then every step has a key', async () => {
    const visitor = await visit(browser, product, phone)
    const { page } = visitor
    const { keyboard } = page
    await page.goto(home)
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
    await page.waitForFunction(() => document.activeElement?.id === 'main')
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
    await page.goto(`${home}/quiz/${quiz}`)
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
    const { visitor, ended } = leftAlone
    await ended
    expect(await visitor.page.getByText('没答').count()).toBe(4)
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
    await page.waitForFunction(() => document.activeElement?.textContent === '不删')
    await page.keyboard.press('Escape')
    await page.waitForFunction(() => document.activeElement?.textContent === '删除我的数据')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '确定删除' }).click()
    await page.getByRole('link', { name: '登录', exact: true }).waitFor()
    nothingStrange(visitor)
    await visitor.close()
  })
})

/** Goes to an address by a link within, as the portal itself does. */
const within = (page: Page, path: string) =>
  page.evaluate(to => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)

describe('given a draw of a quiz', () => {
  it('when it is published, then it is read with its sources and its winners before any script, and its list is paged', async () => {
    const { quiz: id, draw, told } = await drawn
    const { announcementHash, announcement, winners } = await told()
    const without = await visit(browser, product, phone, { javaScriptEnabled: false })
    await without.page.goto(`${home}/quiz/${id}`)
    await without.page.getByRole('link', { name: '抽奖和结果' }).click()
    const text = await without.page.locator('main').innerText()
    const [first, second] = winners.map(({ alias }) => alias)
    for (const words of [
      '第1次抽取',
      '上证指数收盘',
      '公布的是：3117.74',
      announcementHash,
      announcement.pool.root,
      first,
      second,
    ])
      expect(text).toContain(words)

    const visitor = await visit(browser, product, phone)
    const { page } = visitor
    await page.goto(`${home}/quiz/${id}/draws`)
    await page.locator('.tools button').first().waitFor()
    const parts = ['h1', '.lead', '.draw:nth-of-type(2) h2', '.draw:nth-of-type(2) .facts', '.winners', '.how']
    expect(await placesOf(page, parts)).toEqual(await placesOf(without.page, parts))
    await without.close()
    await looksRight(visitor, 'draws')
    const [proof] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载证明文件' }).click(),
    ])
    expect(proof.suggestedFilename()).toBe(`draw-1-${draw}.json`)
    await page.getByRole('link', { name: '看封存的名单' }).click()
    await page.getByText('共3人').waitFor()
    expect(await page.locator('.winners tbody tr').count()).toBe(3)
    expect(await page.locator('.winners').getByText('中签').count()).toBe(2)
    await looksRight(visitor, 'pool')
    // The bank is not public: the page that is refused has a title of its own.
    await within(page, `${home}/quiz/${id}/bank`)
    await page.getByRole('heading', { name: '这一页打不开' }).waitFor()
    expect(await page.title()).toBe('这一页打不开 · 江海协同')
    nothingStrange(visitor)
    await visitor.close()
  })

  it('when somebody won, then they claim on the page of the quiz, show a code, and are named only if they agree', async () => {
    const { quiz: id, cookies: of, refuse, told } = await drawn
    const visitor = await visit(browser, product, phone)
    const { page, context } = visitor
    await context.addCookies([of.winner])
    await page.goto(`${home}/quiz/${id}`)
    await page.getByRole('heading', { name: '您中签了：20元话费' }).waitFor()
    await page.getByRole('button', { name: '申领' }).click()
    await page.getByText('请填领奖人姓名。').waitFor()
    await looksRight(visitor, 'prize-won')
    await page.getByLabel('领奖人姓名').fill('王小明')
    await page.getByLabel('另外同意').check()
    await page.getByRole('button', { name: '申领' }).click()
    await page.waitForFunction(() => document.activeElement?.textContent === '已申领：20元话费')
    expect(await page.locator('.code b').innerText()).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    await page.getByRole('button', { name: '复制' }).click()
    await page.getByText(/^已(复制|选中)/).waitFor()
    await looksRight(visitor, 'prize-claimed')
    expect((await told()).winners.map(({ masked }) => masked).filter(Boolean)).toEqual([
      expect.stringMatching(/^王\* \d{4}$/),
    ])
    // Another name leaves the agreement as it is, and the agreement does not need the name again.
    await page.getByRole('button', { name: '改姓名或公布的选择' }).click()
    await page.waitForFunction(() => document.activeElement instanceof HTMLInputElement)
    expect(await page.getByLabel('另外同意').isChecked()).toBe(true)
    await page.keyboard.type('王大明')
    await page.keyboard.press('Enter')
    await page.getByText('已改好。').waitFor()
    for (const isNamed of [false, true]) {
      await page.getByRole('button', { name: '改姓名或公布的选择' }).click()
      await page.getByLabel('另外同意').setChecked(isNamed)
      await page.getByRole('button', { name: '保存' }).click()
      await page.getByText('已改好。').waitFor()
      expect((await told()).winners.some(({ masked }) => masked !== null)).toBe(isNamed)
    }
    await page.goto(`${home}/own`)
    await page.getByRole('button', { name: '撤回' }).click()
    await page.getByRole('button', { name: '撤回' }).waitFor({ state: 'detached' })
    expect((await told()).winners.every(({ masked }) => masked === null)).toBe(true)
    await refuse('不是本市居民')
    await context.addCookies([of.refused])
    await page.goto(`${home}/own`)
    await page.getByText('主办方写的理由：不是本市居民').waitFor()
    await looksRight(visitor, 'prize-refused')
    await context.addCookies([of.reserve])
    await page.goto(`${home}/own`)
    await page.getByText('轮到您递补').waitFor()
    await page.getByRole('link', { name: '抽奖的竞答 第1次抽取' }).click()
    const own = page.locator('.winners tr.is-own')
    expect(await own.innerText()).toMatch(/3\s+\S+ 您\s+递补/)
    nothingStrange(visitor)
    await visitor.close()
  })
})
