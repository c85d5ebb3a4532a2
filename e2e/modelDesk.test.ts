import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aFakeModel, answering, status } from '#kernel/model/testing/fakeModel.ts'
import { paste } from './annotatedReview.ts'
import { aPlace, type Place, type Product, startProduct } from './product.ts'
import {
  nothingStrange,
  openBrowser,
  phone,
  picture,
  picturesOfFailures,
  settled,
  signIn,
  type Visitor,
  visit,
} from './visitor.ts'

const sentence = '天色将晚，码头上仍有人驻足张望。'
const page = `## 沿江物流走廊开进第三座码头

本报讯 昨天，江海演示物流集团有限公司与南通演示港务局签署合作框架协议。${sentence}
`
const secret = '只在内部看的一段话。'
const task = { kind: 'task', assignee: null, what: '仍有人驻足张望', statedBy: null, quote: sentence, near: '' }
const invented = { ...task, what: '三天内拆除码头' }

let fake: Awaited<ReturnType<typeof aFakeModel>>
let place: Place
let product: Product
let browser: Browser
let staff: Visitor
picturesOfFailures()

beforeAll(async () => {
  fake = await aFakeModel(answering(JSON.stringify({ proposals: [task, invented] })))
  place = await aPlace({ withCity: true })
  const environment = {
    ...place.environment,
    JIANGHAI_LLM_URL: fake.url,
    JIANGHAI_LLM_MODEL: 'test-model',
    JIANGHAI_LLM_KEY: 'sk-very-secret',
  }
  ;[product, browser] = await Promise.all([startProduct({ place: { ...place, environment } }), openBrowser()])
  staff = await visit(browser, product)
  await signIn(staff, 'staff', '/intake')
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
  await place?.remove()
  await fake?.close()
})

describe('given an installation with a model', () => {
  it('when a page is brought, then what only the model proposed stands on the desk under its name', async () => {
    await paste(staff.page, page)
    await staff.page.getByRole('link', { name: '去审读' }).first().click()
    await staff.page.getByText('模型提议1条，0条与读出的一致，弃1条').waitFor()
    const line = staff.page.locator('li[data-fact]', { hasText: '仍有人驻足张望' })
    await line.getByText('模型提议', { exact: true }).waitFor()
    await line.click()
    await line.getByText(/^模型“test-model”提议/).waitFor()
    await settled(staff.page)
    await picture(staff.page, 'model-desk')
  })

  it('when everything is accepted in bulk, then that one waits', async () => {
    await staff.page.getByLabel('把握不低于').selectOption('0.5')
    await staff.page.keyboard.press('Shift+A')
    await staff.page.getByText(/^已收下\d+条/).waitFor()
    const line = staff.page.locator('li[data-fact]', { hasText: '仍有人驻足张望' })
    expect(await line.locator('.st').innerText()).toBe('待定')
    await staff.page.setViewportSize(phone)
    expect(await line.getByText('模型提议', { exact: true }).isVisible()).toBe(true)
    await staff.page.setViewportSize({ width: 1440, height: 900 })
  })

  it('when the model fails, then the desk says why and asks again on a press', async () => {
    fake.behave(status(401))
    await staff.page.getByRole('button', { name: '再问一次' }).click()
    await staff.page.getByText('模型未能提议：它答了状态401。版面照旧。').waitFor()
    fake.behave(answering(JSON.stringify({ proposals: [task] })))
    await staff.page.getByRole('button', { name: '再问一次' }).click()
    await staff.page.getByText('模型提议0条，0条与读出的一致，弃1条').waitFor()
  })

  it('when a page is brought as internal, then nothing of it is sent', async () => {
    fake.behave(answering('{"proposals":[]}'))
    await staff.page.goto(new URL('/intake', product.url).href)
    await staff.page.getByLabel('按内部收').check()
    await paste(staff.page, `${page}${secret}`)
    await staff.page.getByRole('link', { name: '去审读' }).first().click()
    await staff.page.getByText('内部的不送模型').waitFor()
    expect(await staff.page.getByRole('button', { name: /问模型|再问一次/ }).count()).toBe(0)
    expect(fake.received).toEqual([])
    nothingStrange(staff)
  })

  it('then whoever keeps the installation sees where it is and what failed, and no key', async () => {
    const keeper = await visit(browser, product)
    await signIn(keeper, 'system', '/intake/model')
    await keeper.page.getByText(`已接：test-model，在 ${new URL(fake.url).host}`).waitFor()
    await keeper.page.getByText('它答了状态401').waitFor()
    expect(await keeper.page.content()).not.toContain('secret')
    nothingStrange(keeper)
  })
})
