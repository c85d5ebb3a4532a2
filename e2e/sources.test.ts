import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPlace, jianghai, type Place, type Product, startProduct } from './product.ts'
import {
  desk,
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

const SOURCE = '日报收件夹'
const text = `## 临港新材料中试基地开工

本报讯 5月9日，临港新材料中试基地开工，总投资6亿元。市发改委发布数据，2025年4月，临港货物吞吐量214万吨，同比增长3.7%。
`
let place: Place
let product: Product
let browser: Browser
let staff: Visitor
picturesOfFailures()

const inbox = (name: string) => join(place.data, 'inbox', name)
const settings = (source: object) => writeFile(join(place.data, 'sources.json'), JSON.stringify({ sources: [source] }))
const source = { name: SOURCE, region: 320600, kind: 'folder', path: 'inbox', every: 1, settle: 0.2 }

beforeAll(async () => {
  place = await aPlace({ withCity: true })
  await mkdir(join(place.data, 'inbox', '2025-05-10'), { recursive: true })
  await settings({ ...source, publication: '江海演示日报' })
  ;[product, browser] = await Promise.all([startProduct({ place }), openBrowser()])
  staff = await visit(browser, product)
  await signIn(staff, 'staff', '/intake/sources')
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
  await place?.remove()
})

const row = (name: string) => staff.page.getByRole('row').filter({ hasText: name })

describe('given a folder that the settings file names as a source', () => {
  it('when a file is put into it, then it is a page to review, with the day of its folder', async () => {
    await staff.page.getByText(SOURCE).first().waitFor()
    await writeFile(inbox('2025-05-10/第2版.txt'), text)
    await row('第2版.txt').getByText('收进来了').waitFor()
    await row('第2版.txt').getByRole('link', { name: '第2版.txt' }).click()
    await staff.page.getByRole('heading', { name: '临港新材料中试基地开工' }).first().waitFor()
    await staff.page.getByText('5月10日').first().waitFor()
    await staff.page.goto(new URL('/intake', product.url).href)
    await staff.page.getByText('来源自动送来').first().waitFor()
  })

  it('when the same text and what cannot be read are put there, then each is told with its reason', async () => {
    await staff.page.getByRole('link', { name: '来源', exact: true }).click()
    await writeFile(
      inbox('同一版再来一份，文件名是很长很长的一个名字，看它怎样换行，不撑开表格，也不盖住旁边的字.txt'),
      text,
    )
    await writeFile(inbox('坏的.pdf'), '%PDF-1.7 不是PDF')
    await row('同一版再来').getByText('早已有了').waitFor({ timeout: 90_000 })
    await row('坏的.pdf').getByText('收不了').waitFor()
    await row('坏的.pdf').getByText('“坏的.pdf”损坏或残缺').waitFor()
    await settled(staff.page)
    await picture(staff.page, 'sources')
    await staff.page.setViewportSize(phone)
    await settled(staff.page)
    await picture(staff.page, 'sources-390')
    await staff.page.setViewportSize(desk)
  })

  it('when one that was mended is tried again, then it comes in', async () => {
    await staff.page.getByRole('button', { name: '收不了' }).click()
    await staff.page.getByRole('button', { name: '再试：坏的.pdf' }).click()
    await staff.page.getByRole('button', { name: '等着再试' }).click()
    await row('坏的.pdf').waitFor()
    await staff.page.getByRole('button', { name: '收不了' }).click()
    await row('坏的.pdf').getByText('损坏或残缺').waitFor()
    nothingStrange(staff)
  })
})

describe('given a slip in the settings file', () => {
  it('when the product is started, then it says which field of which source, and does not start', async () => {
    await product.stop()
    await settings({ ...source, evry: 5 })
    const said = await jianghai(['serve', '--data', place.data, '--port', '0', '--lang', 'zh'], { place })
    expect(said.code).not.toBe(0)
    expect(said.err).toContain(`来源“${SOURCE}”写了不认得的evry`)
  })
})
