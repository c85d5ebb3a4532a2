import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type QueuePage, type QueueRow, queuePage } from '#contract/registryQueue.ts'
import { bringIn, factsOfPage } from './annotatedReview.ts'
import { officeAtIntake } from './officeAtIntake.ts'
import { nothingStrange, phone, picture, signIn, type Visitor } from './visitor.ts'

/** What an answer may cost at the queue, in presses. */
const MOST_A_NAME = 1.3

/** Firms of no city, each named in the two ways papers name one body, or two. */
const TEXT = `沿江新材料产业园昨日集中签约
本报讯（记者 季清和）3月5日，沿江新材料产业园举行项目签约仪式。
江苏霜河精工股份有限公司、霜河精工科技有限公司与初霁仪表有限公司、初霁仪表集团有限公司签订合作协议，计划总投资12亿元，建设高端轴承生产基地。
远岫新材集团有限公司投资3亿元的扩建项目同日开工。远岫新材科技股份有限公司负责人表示，项目将于2026年6月投产。
石隐光电科技有限公司、石隐光电股份有限公司分别介绍了各自的研发中心。岚湾重工集团有限公司与岚湾重工研究院有限公司共建实验室。
市水务局局长祁望舒见证签约。
`

let staff: Visitor
const { another } = officeAtIntake(async visitor => {
  staff = visitor
  const pageId = await bringIn(staff.context, '沿江签约', TEXT, '2025-03-06')
  const { page } = staff
  await page.goto(`/intake/${pageId}`)
  // Accepted as a reviewer does.
  for (const _ of await factsOfPage(staff.context, pageId)) {
    await page.locator('.list-of-facts li.pending[aria-current=true]').waitFor()
    const differs = await page.locator('li[aria-current=true] .conflict').count()
    await page.keyboard.press(differs > 0 ? 'b' : 'Enter')
  }
  while ((await factsOfPage(staff.context, pageId)).some(({ state }) => state === 'pending'))
    await new Promise(resolve => setTimeout(resolve, 100))
})

async function waiting(): Promise<QueuePage> {
  const answer = await staff.context.request.get('/api/320600/registry/queue?limit=200')
  return queuePage.parse(await answer.json())
}

/** Until so many names wait on record: an answer is on its way while the next name is looked at. */
async function waitingFor(count: number): Promise<readonly QueueRow[]> {
  for (;;) {
    const { rows } = await waiting()
    if (rows.length === count) return rows
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

const inHand = (page: Page, id: string) => page.locator(`[data-name="${id}"]`).waitFor()

describe('given a page that names firms in two ways', () => {
  it('when the queue is cleared by keys, then it costs hardly more than a press a name, and each is taken back by one', async () => {
    const { page } = staff
    await page.goto('/registry/organisations')
    const before = await waiting()
    expect(before.rows.length).toBeGreaterThanOrEqual(6)
    await page.getByRole('link', { name: `待定名称${before.total}` }).click()
    await inHand(page, before.rows[0]?.id ?? '')
    await picture(page, 'name-queue')

    let presses = 0
    const press = async (key: string) => {
      presses++
      await page.keyboard.press(key)
    }
    // Passed over once, and come to last.
    await press('s')
    const order = [...before.rows.slice(1), ...before.rows.slice(0, 1)]
    for (const [n, { id }] of order.entries()) {
      await inHand(page, id)
      await press(['1', 'n', 'd', '1', 'u'][n % 5] ?? '')
      // What cannot be told comes round again at the end; so does a name that has another candidate.
      await page.locator(`[data-name="${id}"]`).waitFor({ state: 'detached' })
    }
    const unsure = order.filter((_, n) => n % 5 === 4)
    expect(presses / order.length).toBeLessThanOrEqual(MOST_A_NAME)
    expect((await waitingFor(unsure.length)).map(({ id, putOff }) => [id, putOff])).toEqual(
      unsure.map(({ id }) => [id, true]),
    )
    await picture(page, 'name-queue-end')

    for (const { id, name } of order.toReversed()) {
      await page.keyboard.press('z')
      await page.getByText(`已撤销：${name}。`).waitFor()
      await inHand(page, id)
    }
    const plain = (rows: readonly QueueRow[]) =>
      rows.map(({ id, questions, facts, records }) => ({ id, questions, facts, records }))
    expect(plain(await waitingFor(before.rows.length))).toEqual(plain(before.rows))
    nothingStrange(staff)
  })

  it('when two are at it, then the second answer does not count and the name is shown anew', async () => {
    const [first] = (await waiting()).rows
    if (!first) throw new Error('nothing waits')
    const head = await another()
    await signIn(head, 'head', '/registry/queue')
    await inHand(head.page, first.id)
    await staff.page.goto('/registry/queue')
    await inHand(staff.page, first.id)
    await staff.page.keyboard.press('u')
    await staff.page.locator(`[data-name="${first.id}"]`).waitFor({ state: 'detached' })
    await staff.page
      .getByText('先前说不准')
      .or(staff.page.getByText(/说不准$/))
      .first()
      .waitFor()
    await head.page.keyboard.press('n')
    await head.page.getByText(`“${first.name}”刚有人动过，您这一次没有算。看过新的再答。`).waitFor()
    await inHand(head.page, first.id)
    await picture(head.page, 'name-queue-two-people')
    await staff.page.keyboard.press('z')
    await staff.page.getByText(`已撤销：${first.name}。`).waitFor()
    nothingStrange(staff)
    await head.close()
  })

  it('when it is seen on a phone, then every answer is at the thumb and nothing scrolls sideways', async () => {
    const small = await another(phone)
    await signIn(small, 'staff', '/registry/queue')
    const { page } = small
    const [first] = (await waiting()).rows
    if (!first) throw new Error('nothing waits')
    await inHand(page, first.id)
    await picture(page, 'name-queue-390')
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    await page.getByRole('button', { name: '就是它' }).first().click()
    await page.getByText(`“${first.name}”就是`).waitFor()
    await page.getByRole('button', { name: '撤销上一次' }).click()
    await page.getByText(`已撤销：${first.name}。`).waitFor()
    await page.getByRole('button', { name: '写明理由' }).click()
    await page.getByLabel('理由').fill('等企业回话')
    await page.getByRole('button', { name: '放到最后', exact: true }).click()
    await page.getByText(`“${first.name}”放到最后。`).waitFor()
    await page.getByRole('button', { name: '撤销', exact: true }).first().click()
    await page.getByText('还没有人答过。').waitFor()
    await page.getByRole('button', { name: '按键' }).click()
    await page.getByRole('dialog', { name: '按键' }).waitFor()
    await picture(page, 'name-queue-390-keys')
    nothingStrange(small)
    await small.close()
  })

  it('when a past day is looked at, then it is read as it was and nothing can be answered', async () => {
    const { page } = staff
    const { rows } = await waiting()
    await page.goto('/registry/queue?asOf=2025-06-01')
    await page.locator('[data-name]').waitFor()
    expect(await page.getByRole('button', { name: '就是它' }).count()).toBe(0)
    await page.keyboard.press('1')
    await page.keyboard.press('n')
    await picture(page, 'name-queue-past')
    expect((await waiting()).rows).toEqual(rows)
    nothingStrange(staff)
  })
})
