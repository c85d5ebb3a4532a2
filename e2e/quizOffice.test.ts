import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { questionBank } from '#contract/participation/bank.ts'
import { bankTable } from '#server/participation/bank/index.ts'
import { type Product, root, startProduct } from './product.ts'
import { inBothLanguages } from './quizPictures.ts'
import {
  nothingStrange,
  openBrowser,
  picture,
  picturesOfFailures,
  settled,
  signIn,
  type Visitor,
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

const bank = questionBank.parse(JSON.parse(readFileSync(join(root, 'demo/quizzes/medical-insurance.json'), 'utf8')))

const pictures = (visitor: Visitor, name: string) =>
  inBothLanguages(visitor, `quiz-office-${name}`, { fullPage: name !== 'bank' })

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click()

describe('given an office that runs a quiz', () => {
  it('when staff bring a bank in, set a quiz up and the head publishes it, then its page tells what goes on', async () => {
    const staff = await visit(browser, product)
    const { page } = staff
    await signIn(staff, 'staff', '/participation/banks/new')
    const broken = { questions: bank.questions.map((each, at) => (at === 3 ? { ...each, stem: '' } : each)) }
    const table = async (of: Parameters<typeof bankTable>[0]) => ({
      name: '医保题库.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: Buffer.from(await bankTable(of)),
    })
    const choose = page.locator('input[type=file]')
    await choose.setInputFiles(await table(broken))
    await page.getByText(/，1处错误，/).waitFor()
    await picture(page, 'quiz-office-report', { fullPage: true })
    expect(await page.getByRole('button', { name: '存为题库' }).count()).toBe(0)
    await choose.setInputFiles(await table(bank))
    await page.getByLabel('名称', { exact: true }).fill('医保知识题库')
    await page.getByLabel('英文名称').fill('Medical insurance')
    await page.getByLabel('这一版叫什么').fill('2025年第一版')
    await press(page, '存为题库')
    await page.getByRole('heading', { level: 1, name: '医保知识题库' }).waitFor()
    await pictures(staff, 'bank')

    await page.goto('/participation/new')
    await settled(page)
    await page.getByLabel('标题', { exact: true }).fill('全民医保知识竞答')
    await page.getByLabel('题库', { exact: true }).click()
    await page.getByTitle(/^医保知识题库/).click()
    await page.getByLabel('开始那天').fill('2025-06-26')
    await page.getByLabel('开始那天').press('Tab')
    await picture(page, 'quiz-office-new', { fullPage: true })
    await press(page, '存为草稿')
    await page.getByRole('heading', { level: 1, name: '全民医保知识竞答' }).waitFor()
    await page.getByText('等办公室主任公布。').waitFor()
    const quiz = new URL(page.url()).pathname
    await page.goto(`${quiz}/preview`)
    await page.getByText('第5题').waitFor()
    await pictures(staff, 'preview')
    await page.goto(`${quiz}/dry-run`)
    await page.getByText('这里的人全是模拟的').waitFor()
    await page.getByLabel('种子').fill('南通')
    await press(page, '试跑')
    await page.getByText('种子 南通').waitFor()
    await page.getByText('第一次抽取会怎样').waitFor()
    await pictures(staff, 'dry-run')
    await page.goto(`${quiz}/edit`)
    await settled(page)
    await pictures(staff, 'edit')

    const head = await visit(browser, product)
    await signIn(head, 'head', quiz)
    await press(head.page, '公布')
    await head.page.getByRole('dialog').getByRole('button', { name: '公布', exact: true }).click()
    await head.page.getByText(/^(进行中|已公布，未开始)$/).waitFor()
    await head.page.getByText(/每3秒更新/).waitFor()
    await pictures(head, 'quiz')
    await head.page.goto('/participation')
    await head.page.getByRole('link', { name: '全民医保知识竞答' }).waitFor()
    await pictures(head, 'list')
    await head.page.goto(`${quiz}/suspicions`)
    await head.page.getByText(/没有要看的/).waitFor()
    for (const each of [staff, head]) {
      nothingStrange(each)
      await each.close()
    }
  })
})
