import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringIn, factsOfPage } from './annotatedReview.ts'
import { type Product, startProduct } from './product.ts'
import {
  nothingStrange,
  openBrowser,
  phone,
  picture,
  picturesOfFailures,
  signIn,
  type Visitor,
  visit,
} from './visitor.ts'

/** What an answer may cost at the queue, in presses. */
const MOST_A_NAME = 1.3

/** Firms and people of no city, each twice, in the ways papers name one body or two. */
const TEXT = `沿江新材料产业园昨日集中签约
本报讯（记者 季清和）3月5日，沿江新材料产业园举行项目签约仪式。江苏霜河精工股份有限公司董事长卫疏桐、初霁仪表有限公司总经理俞听澜出席。
仪式上，霜河精工科技有限公司与初霁仪表集团有限公司签订合作协议，计划总投资12亿元，建设高端轴承生产基地。远岫新材集团有限公司投资3亿元的扩建项目同日开工。
远岫新材科技股份有限公司负责人表示，项目将于2026年6月投产。石隐光电科技有限公司、石隐光电股份有限公司分别介绍了各自的研发中心。
岚湾重工集团有限公司与岚湾重工研究院有限公司共建实验室。市水务局局长祁望舒、沿江大学教授祁望舒一同见证签约。
`

let product: Product
let browser: Browser
let staff: Visitor
let pageId = ''
picturesOfFailures()
beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
  staff = await visit(browser, product)
  await signIn(staff, 'staff', '/intake')
  pageId = await bringIn(staff.context, '同名签约', TEXT, '2025-03-06')
  await staff.page.goto(`/intake/${pageId}`)
  // Accepted as a reviewer does, until nothing waits.
  for (;;) {
    const facts = await factsOfPage(staff.context, pageId)
    console.log(
      facts
        .map(f =>
          [
            f.state,
            f.fact.kind,
            'name' in f.fact ? f.fact.name : '',
            'post' in f.fact ? f.fact.post : '',
            'organisation' in f.fact ? f.fact.organisation : '',
          ].join(' '),
        )
        .join('\n'),
    )
    const waiting = facts.filter(({ state }) => state === 'pending').length
    if (waiting === 0) break
    for (let left = waiting; left > 0; left--) {
      await staff.page.locator('.list-of-facts li.pending[aria-current=true]').waitFor()
      const differs = await staff.page.locator('li[aria-current=true] .conflict').count()
      await staff.page.keyboard.press(differs > 0 ? 'b' : 'Enter')
    }
    await new Promise(resolve => setTimeout(resolve, 1000))
  }
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

const inHand = async (page: Page) => (await page.locator('[data-name]').getAttribute('data-name')) ?? ''

describe('given a page that names firms and people twice', () => {
  it('shows', async () => {
    const { page } = staff
    await page.goto('/registry/queue')
    await page.locator('[data-name]').waitFor()
    await picture(page, 'queue-1440', { fullPage: true })
    const r = await staff.context.request.get('/api/320600/registry/queue?limit=200&withSources=true')
    console.log(JSON.stringify(await r.json(), null, 1))
    await page.setViewportSize(phone)
    await picture(page, 'queue-390', { fullPage: true })
    nothingStrange(staff)
  })
})
