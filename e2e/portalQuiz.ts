import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { questionBank } from '#contract/participation/bank.ts'
import type { newQuiz } from '#contract/participation/quiz.ts'
import { bankTable } from '#server/participation/bank/index.ts'
import { type Product, root } from './product.ts'
import { password } from './visitor.ts'

const HOUR_MS = 3_600_000
const API = '/api/320600'

type Given = Partial<z.input<typeof newQuiz>>

/** Somebody of the office who speaks HTTP: with a body they do something, without one they look. */
export async function office({ url }: Product, username: string) {
  const entered = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-jianghai': '1' },
    body: JSON.stringify({ username, password }),
  })
  const cookie = entered.headers.getSetCookie().map(each => each.split(';')[0])
  return async (path: string, body?: object): Promise<unknown> => {
    const headers = { 'content-type': 'application/json', 'x-jianghai': '1', cookie: cookie.join('; ') }
    const answer = await fetch(
      `${url}${API}${path}`,
      body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers },
    )
    const told: unknown = await answer.json()
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${JSON.stringify(told)}`)
    return told
  }
}

const made = z.object({ id: z.string() })
const withVersion = made.extend({ version: z.int() })

/** The bank of the demonstration, brought in by the office as a table. */
export async function aBank(product: Product): Promise<string> {
  const path = join(root, 'demo/quizzes/medical-insurance.json')
  const bank = questionBank.parse(JSON.parse(readFileSync(path, 'utf8')))
  const staff = await office(product, 'staff')
  const base64 = Buffer.from(await bankTable(bank)).toString('base64')
  const { titleZh, titleEn, version: label } = bank
  return made.parse(
    await staff('/participation/banks', { titleZh, titleEn, label, file: { name: 'bank.xlsx', base64 } }),
  ).id
}

/** A quiz that is open now, as the office's head published it. */
export async function anOpenQuiz(product: Product, bankId: string, given: Given = {}): Promise<string> {
  const told = await fetch(`${product.url}${API}/participation/open`)
  const now = Date.parse(z.object({ now: z.string() }).parse(await told.json()).now)
  const head = await office(product, 'head')
  const draft = withVersion.parse(
    await head('/participation/quizzes', {
      titleZh: '全民医保知识有奖竞答',
      titleEn: 'Quiz on medical insurance, with prizes',
      introZh: '学医保、懂医保、用医保。',
      introEn: 'Know your medical insurance.',
      organiser: '南通市医疗保障局、南通市科学技术协会',
      bankId,
      bankVersion: 1,
      opensAt: new Date(now - HOUR_MS).toISOString(),
      closesAt: new Date(now + 14 * 24 * HOUR_MS).toISOString(),
      rules: { attemptsPerDay: 100 },
      draws: { prize: '20元话费' },
      ...given,
    }),
  )
  return made.parse(await head(`/participation/quizzes/${draft.id}/publish`, { version: draft.version })).id
}

/** Signs in on the page for it, with the code that the demonstration shows, and stands where it leads. */
export async function enter(page: Page, phone: string): Promise<void> {
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '发验证码' }).click()
  await page.getByLabel('验证码', { exact: true }).fill(await shownCode(page))
  await page.getByLabel('我已看过，同意').check()
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForURL(address => !address.pathname.endsWith('/sign-in'))
}

/** The code that the demonstration shows on the page. */
export async function shownCode(page: Page): Promise<string> {
  const note = await page.getByText('这是演示，不发短信').innerText()
  return /\d{6}/.exec(note)?.[0] ?? ''
}

/** From the page of a quiz to a paper whose first question is there. */
export async function begin(page: Page, quiz: string): Promise<void> {
  await page.goto(`/portal/320600/quiz/${quiz}`)
  await page.getByRole('button', { name: '开始答题' }).click()
  await page.getByRole('timer').waitFor()
}

/** What the text of the focused part is. */
export const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '')

/** Presses Tab until the focus is on what has this text or name. */
export async function tabTo(page: Page, words: RegExp): Promise<void> {
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
