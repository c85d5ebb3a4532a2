import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { pageRow } from '#contract/intake.ts'
import { openBrowser } from '../e2e/browser.ts'
import { atMost, ms, percentile } from './parts/measure.ts'
import { startProduct } from './parts/product.ts'

/**
 * A long page on the review desk, in a real browser: how long until the first passage is marked, and from a key to the next picture.
 * A page of 50,000 characters, all of one article, against one of 5,000 in the same run, so that the machine drops out; and the first
 * passage of a short page against the first row of the list of pages.
 */
const LIMIT = { highlight: 1.5, key: 1.5, first: 2 }
const ROUNDS = 7
const KEYS = 40
const region = '/api/320600'

const directory = await mkdtemp(join(tmpdir(), 'jianghai-bench-'))
const product = await startProduct(directory)
const browser = await openBrowser()
try {
  const context = await browser.newContext({
    baseURL: product.url,
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
  })
  const page = await context.newPage()
  await page.goto('/intake')
  await page.getByLabel('用户名', { exact: true }).fill('staff')
  await page.getByLabel('密码', { exact: true }).fill('jianghai-demo')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.locator('#main tbody a, #main [role=row] a').first().waitFor()

  const short = await bring(context, 5_000)
  const long = await bring(context, 50_000)
  const taken: Record<'list' | 'short' | 'long', number[]> = { list: [], short: [], long: [] }
  for (let round = -1; round < ROUNDS; round++) {
    const list = await until(page, '/intake', '#main tbody a, #main [role=row] a')
    const first = await until(page, `/intake/${short}`, '.source .span')
    const whole = await until(page, `/intake/${long}`, '.source .span')
    if (round < 0) continue
    taken.list.push(list)
    taken.short.push(first)
    taken.long.push(whole)
  }
  const list = percentile(taken.list, 50)
  const first = percentile(taken.short, 50)
  const whole = percentile(taken.long, 50)
  await page.goto(`/intake/${short}`)
  const keysShort = await keys(page)
  await page.goto(`/intake/${long}`)
  const keysLong = await keys(page)

  atMost(LIMIT.first, first / list, 'first highlight against the list of pages', `${ms(first)} against ${ms(list)}`)
  atMost(
    LIMIT.highlight,
    whole / first,
    'first highlight of 50,000 characters against 5,000',
    `${ms(whole)} against ${ms(first)}`,
  )
  const slow = percentile(keysLong, 95)
  const quick = percentile(keysShort, 95)
  atMost(LIMIT.key, slow / quick, 'a key on 50,000 characters against 5,000, p95', `${ms(slow)} against ${ms(quick)}`)
} finally {
  await browser.close()
  await product.stop()
  await rm(directory, { recursive: true, force: true })
}

/** One article of so many characters, from the pages of the demonstration, told as another paper might print it. */
function articleOf(characters: number): string {
  const folder = new URL('../demo/pages/', import.meta.url)
  const paragraphs = readdirSync(folder)
    .filter(name => name.endsWith('.txt'))
    .sort()
    .flatMap(name => readFileSync(new URL(name, folder), 'utf8').split('\n'))
    .filter(line => line.length > 40 && !line.startsWith('#'))
  let text = `# 长文 ${characters}\n\n`
  for (let i = 0; text.length < characters; i++) text += `${paragraphs[i % paragraphs.length]}\n\n`
  return text.slice(0, characters)
}

async function bring(context: BrowserContext, characters: number): Promise<string> {
  const key = randomUUID()
  for (;;) {
    const answer = await context.request.post(`${region}/intake/pages`, {
      headers: { 'x-jianghai': '1', 'idempotency-key': key },
      data: { name: `长文 ${characters}`, text: articleOf(characters), issueDate: '2025-06-30' },
    })
    if (answer.ok()) return pageRow.parse(await answer.json()).id
    if (answer.status() !== 503) throw new Error(`bringing a page: ${answer.status()} ${await answer.text()}`)
    await new Promise(resolve => setTimeout(resolve, 300))
  }
}

/** Milliseconds from asking for an address until something of it is there. */
async function until(page: Page, path: string, selector: string): Promise<number> {
  const begun = performance.now()
  await page.goto(path, { waitUntil: 'commit' })
  await page.locator(selector).first().waitFor()
  return performance.now() - begun
}

/** Goes from fact to fact by key; milliseconds from each key until the browser has drawn what it did. */
async function keys(page: Page): Promise<number[]> {
  await page.locator('.source .span').first().waitFor()
  await page.evaluate(() => {
    const taken: number[] = []
    Object.assign(window, { taken })
    window.addEventListener(
      'keydown',
      () => {
        const begun = performance.now()
        requestAnimationFrame(() => setTimeout(() => taken.push(performance.now() - begun)))
      },
      true,
    )
  })
  for (let i = 0; i < KEYS; i++) {
    await page.keyboard.press(i % 10 === 9 ? 'k' : 'j')
    await page.waitForTimeout(60)
  }
  const taken: unknown = await page.evaluate(() => Reflect.get(window, 'taken'))
  if (!Array.isArray(taken) || taken.length < KEYS / 2) throw new Error('the keys were not answered')
  return taken.map(Number)
}
