import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ownPrizes, quizDraw } from '#contract/participation/draws.ts'
import { NANTONG } from '#server/testing/city.ts'
import { aPlayedQuiz, type PlayedQuiz } from './playedQuiz.ts'
import { type Product, startProduct } from './product.ts'
import { inBothLanguages } from './quizPictures.ts'
import { nothingStrange, openBrowser, picture, picturesOfFailures, settled, type Visitor, visit } from './visitor.ts'

/** Round 657413 of quicknet, as printed in github.com/mcdcam/python-drand-verify, README.md, in the form drand's service answers. */
const beacon = JSON.stringify({
  round: 657413,
  randomness: 'fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587',
  signature: 'b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b',
})
const sources = [
  { kind: 'drand', chain: 'quicknet', at: '2023-09-15T11:00:01Z' },
  {
    ...{ kind: 'numbers', nameZh: '双色球红球', nameEn: 'Double Colour Ball, red', issue: '2023106' },
    ...{ at: '2023-09-14T13:15:00Z', count: 3, least: 1, most: 33 },
    fallback: {
      after: '2023-09-16T00:00:00Z',
      source: { kind: 'drand', chain: 'quicknet', at: '2023-09-17T11:00:00Z' },
    },
  },
]

let quiz: PlayedQuiz
let product: Product
let browser: Browser
picturesOfFailures()
beforeAll(async () => {
  ;[quiz, browser] = await Promise.all([aPlayedQuiz(), openBrowser()])
  await quiz.begin('2023-09-08T01:00:00Z')
  product = await startProduct({ place: quiz.place })
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
  await quiz?.place.remove()
})

/** One of the office, signed in, on a page. */
async function enters(username: 'staff' | 'staff2' | 'head', path: string): Promise<Visitor> {
  const visitor = await visit(browser, product)
  const [name = '', value = ''] = quiz.cookie(username).split('=')
  await visitor.context.addCookies([{ name, value, url: product.url }])
  await visitor.page.goto(path)
  await settled(visitor.page)
  return visitor
}

async function leave(...visitors: Visitor[]): Promise<void> {
  for (const each of visitors) {
    nothingStrange(each)
    await each.close()
  }
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await settled(page)
}

const button = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true }).first()

/** Presses an act of the page and, in its dialogue, the act again, with what is asked for. */
async function act(page: Page, name: string, fill: Record<string, string> = {}): Promise<void> {
  await button(page, name).click()
  await inDialog(page, name, fill)
}

async function inDialog(page: Page, name: string, fill: Record<string, string>): Promise<void> {
  const dialog = page.getByRole('dialog')
  for (const [label, value] of Object.entries(fill)) await dialog.getByLabel(label, { exact: true }).fill(value)
  await button(dialog, name).click()
  await dialog.waitFor({ state: 'detached' })
}

/** What a server says to somebody with a cookie who speaks HTTP. */
async function tell(cookie: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${product.url}/api/${NANTONG}/participation${path}`, {
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    headers: { 'content-type': 'application/json', 'x-jianghai': '1', cookie },
  })
  const told: unknown = await answer.json()
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${JSON.stringify(told)}`)
  return told
}

const source = (page: Page, name: string) => page.locator('.quiz-sources > li', { hasText: name })

describe('given a quiz whose first week is over', () => {
  let draw: string

  it('when the office looks at it, then scores, places and suspicions are there, and the head decides', async () => {
    const staff = await enters('staff', `/participation/${quiz.quizId}`)
    await staff.page.getByText(/最多的是100/).waitFor()
    await inBothLanguages(staff, 'quiz-live')
    await open(staff.page, `/participation/${quiz.quizId}/ranking`)
    expect(await staff.page.getByRole('row').count()).toBe(14)
    await inBothLanguages(staff, 'quiz-ranking')
    // Nobody can freeze a pool while a person is still to be looked at.
    await open(staff.page, `/participation/${quiz.quizId}/draws/1/freeze`)
    await button(staff.page, '冻结名单').click()
    await staff.page.getByText('的疑点还没有人看').first().waitFor()
    await inBothLanguages(staff, 'quiz-freeze')

    const head = await enters('head', `/participation/${quiz.quizId}/suspicions`)
    const waiting = () => head.page.getByRole('row').filter({ hasText: '待看' })
    await inBothLanguages(head, 'quiz-suspicions')
    // The list is there when its first row is.
    await waiting().first().waitFor()
    for (let left = await waiting().count(); left > 0; left--) {
      await waiting().first().getByRole('link').first().click()
      await head.page.getByRole('heading', { name: '经过' }).waitFor()
      const reason = await head.page.getByRole('heading', { level: 1 }).innerText()
      const verb = reason.includes('快') ? '移出名次' : '放过'
      if (left === 1) await inBothLanguages(head, 'quiz-suspicion', { open: () => button(head.page, verb).click() })
      await act(head.page, verb, { 理由: '看过，照规则办' })
      await open(head.page, `/participation/${quiz.quizId}/suspicions`)
      expect(await waiting().count()).toBe(left - 1)
    }
    await leave(staff, head)
  })

  it('when staff freeze a pool and the head calls it off, then it is frozen again and announced by another', async () => {
    const staff = await enters('staff', `/participation/${quiz.quizId}/draws`)
    const { page } = staff
    await inBothLanguages(staff, 'quiz-draws')
    await page.getByRole('link', { name: '冻结名单' }).click()
    await button(page, '加双色球红球').click()
    await page.getByLabel('第几期或哪一天').fill('2023106')
    await button(page, '冻结名单').click()
    await page.getByRole('heading', { level: 1, name: '第1次抽取' }).waitFor()
    await page.getByText('已冻结，等第二人公告').waitFor()
    expect(await button(page, '公告').count()).toBe(0)
    const first = new URL(page.url()).pathname

    const head = await enters('head', first)
    await act(head.page, '取消这次', { 理由: '来源写错了' })
    await head.page.getByText('取消了，这次截止可以重新冻结').waitFor()
    // The form asks for whole minutes, and the round whose signature is in print is not the first of one.
    const frozen = quizDraw.parse(
      await tell(quiz.cookie('staff'), `/quizzes/${quiz.quizId}/draws`, { number: 1, sources }),
    )
    draw = `/participation/draws/${frozen.id}`
    await open(page, draw)
    await page.getByText(/下一步：公告/).waitFor()
    await inBothLanguages(staff, 'quiz-draw-frozen')
    await open(head.page, draw)
    await act(head.page, '公告')
    await head.page.getByText('已公告，等来源').waitFor()
    await head.page.getByText(/下一步：等来源/).waitFor()
    expect(await button(head.page, '录入').count()).toBe(0)
    await inBothLanguages(head, 'quiz-draw-announced')
    await leave(staff, head)
  })

  it('when the sources have spoken, then two people enter them, one draws, another publishes, and prizes go out', async () => {
    await product.stop()
    await quiz.begin('2023-09-15T12:00:00Z')
    product = await startProduct({ place: quiz.place })
    const staff = await enters('staff', draw)
    const second = await enters('staff2', draw)
    const { page } = staff
    await page.getByText(/下一步：录入/).waitFor()
    await button(source(page, 'drand quicknet 第657413轮'), '录入').click()
    await page
      .getByRole('dialog')
      .locator('input[type=file]')
      .setInputFiles({
        ...{ name: 'round.json', mimeType: 'application/json' },
        buffer: Buffer.from(beacon),
      })
    await picture(page, 'quiz-enter-beacon')
    await inDialog(page, '录入', {})
    await source(page, 'quicknet').getByText('fc1873a13f').waitFor()

    const balls = '双色球红球'
    const enter = async (from: Page, typed: string) => {
      await button(source(from, balls), '录入').click()
      await inDialog(from, '录入', { 号码: typed })
    }
    await enter(page, '7 3 21')
    await source(page, balls).getByText('staff录了').waitFor()
    await open(second.page, draw)
    expect(await second.page.content()).not.toContain('7 3 21')
    await enter(second.page, '7 3 12')
    await second.page.getByText('两人录的在第3位不一样').waitFor()
    await inBothLanguages(second, 'quiz-draw-difference')
    await enter(second.page, '7，3，21')
    await source(second.page, balls).getByText('7 3 21').waitFor()
    await second.page.getByText(/下一步：抽取/).waitFor()

    await open(page, draw)
    await act(page, '抽取')
    await page.getByText('已抽出，等第二人发布').waitFor()
    expect(await button(page, '发布').count()).toBe(0)
    const head = await enters('head', draw)
    await act(head.page, '发布')
    await head.page.getByText('办完了。').waitFor()
    await inBothLanguages(head, 'quiz-draw-published')
    const proof = await head.page.getByRole('link', { name: '下载证明' }).getAttribute('href')
    expect((await fetch(new URL(proof ?? '', product.url))).status).toBe(200)

    await page.reload()
    await page.getByRole('link', { name: '领奖名单，发奖' }).click()
    await settled(page)
    const rows = (within: Page) => within.getByRole('row').filter({ hasText: /[0-9A-Z]{4}-[0-9A-Z]{4}/ })
    await rows(page).nth(1).waitFor()
    await button(page, '写明').click()
    await inDialog(page, '保存', {
      地点: '市政务服务中心一楼3号窗口',
      时间: '工作日9:00–17:00',
      要带: '身份证、领奖码',
    })
    await page.getByText('市政务服务中心一楼3号窗口').waitFor()
    const claimed = await claim()
    await page.reload()
    const row = page.getByRole('row').filter({ hasText: '张三' })
    await row.waitFor()
    await inBothLanguages(staff, 'quiz-prizes', { open: () => button(page, '发奖').click() })
    await button(page, '改').click()
    await picture(page, 'quiz-pick-up')
    await inDialog(page, '保存', { 时间: '每天9:00–20:00' })
    await page.getByText('每天9:00–20:00').waitFor()
    await page.getByText('工作日9:00–17:00').waitFor()
    await button(row, '发奖').click()
    await page.getByRole('dialog').getByLabel('领奖码').fill('0000-0000')
    await button(page.getByRole('dialog'), '发奖').click()
    await page.getByRole('dialog').getByRole('alert').first().waitFor()
    await picture(page, 'quiz-hand-over-wrong')
    await inDialog(page, '发奖', { 领奖码: claimed.toLowerCase() })
    await row.getByText('已发').waitFor()
    // Only the head does not give one.
    expect(await button(page, '不给').count()).toBe(0)
    await open(head.page, new URL(page.url()).pathname)
    await rows(head.page).nth(1).waitFor()
    await act(head.page, '不给', { 理由: '不符合参加条件' })
    await rows(head.page).filter({ hasText: '候补' }).waitFor()
    await inBothLanguages(head, 'quiz-prizes-after')
    await leave(staff, second, head)
  })

  /** The first winner among the players claims, as the portal does it; gives the code to fetch the prize with. */
  async function claim(): Promise<string> {
    for (const { cookie } of quiz.players) {
      const { prizes } = ownPrizes.parse(await tell(cookie, `/open/${quiz.quizId}/own/prizes`))
      const [prize] = prizes
      if (!prize) continue
      const after = await tell(cookie, `/prizes/${prize.id}/claim`, { name: '张三', publish: true, language: 'zh' })
      return z.string().parse(ownPrizes.parse(after).prizes[0]?.claimCode)
    }
    throw new Error('nobody won')
  }
})
