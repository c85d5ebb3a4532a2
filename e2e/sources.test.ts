import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tooWideBy } from './accessibility.ts'
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
/** As long as a name may be; it must not widen the page either. */
const LONG_SOURCE = '各区县日报、内刊与部门简报总汇'.repeat(4)
const text = `## 临港新材料中试基地开工

本报讯 5月9日，临港新材料中试基地开工，总投资6亿元。市发改委发布数据，2025年4月，临港货物吞吐量214万吨，同比增长3.7%。
`
/** The same page once more, under a name that must neither widen the table nor cover what stands beside it. */
const LONG = `同一版再来一份${'，文件名很长'.repeat(9)}.txt`
let place: Place
let product: Product
let browser: Browser
let staff: Visitor
picturesOfFailures()

const inbox = (name: string) => join(place.data, 'inbox', name)
const settings = (...sources: object[]) => writeFile(join(place.data, 'sources.json'), JSON.stringify({ sources }))
const source = { name: SOURCE, region: 320600, kind: 'folder', path: 'inbox', every: 1, settle: 0.2 }

beforeAll(async () => {
  place = await aPlace({ withCity: true })
  await mkdir(join(place.data, 'inbox', '2025-05-10'), { recursive: true })
  await settings(
    { ...source, publication: '江海演示日报' },
    { ...source, name: LONG_SOURCE, path: 'nowhere' },
    { ...source, name: '远方', region: 999999 },
  )
  await writeFile(inbox('2025-05-10/第2版.txt'), text)
  await writeFile(inbox(LONG), text)
  await writeFile(inbox('坏的.pdf'), '%PDF-1.7 不是PDF')
  await writeFile(inbox('第4版.txt'), '')
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
  it('when the product looks at it, then each file is told: brought, here before, or refused with its reason', async () => {
    await row('第2版.txt').getByText('已收').waitFor()
    await row('同一版再来').getByText('原有').waitFor()
    await row('坏的.pdf').getByText('“坏的.pdf”损坏或残缺').waitFor()
    await row('第4版.txt').getByText('“第4版.txt”是空的。').waitFor()
    await staff.page.getByText('已收 1，原有 1，收不了 2').first().waitFor()
    await settled(staff.page)
    await picture(staff.page, 'sources')
    await staff.page.setViewportSize(phone)
    await settled(staff.page)
    expect(await tooWideBy(staff.page)).toBe(0)
    await picture(staff.page, 'sources-390')
    await staff.page.setViewportSize(desk)
  })

  it('then what was brought is a page to review, with the day of its folder', async () => {
    await row('第2版.txt').getByRole('link', { name: '第2版.txt' }).click()
    await staff.page.getByRole('heading', { name: '临港新材料中试基地开工' }).first().waitFor()
    await staff.page.getByText('5月10日').first().waitFor()
    await staff.page.goto(new URL('/intake', product.url).href)
    await staff.page.getByText('来源自动送来').first().waitFor()
  })

  it('then who may not see the sources is told who does, and no list is shown to be empty', async () => {
    const reporter = await visit(browser, product)
    await signIn(reporter, 'science.reporter', '/intake/sources')
    await reporter.page.getByText('办公室、领导和系统管理员看得到', { exact: false }).waitFor()
    expect(await reporter.page.getByText('还没有送来什么').count()).toBe(0)
    nothingStrange(reporter)
    await reporter.close()
  })

  it('when a refused one was mended and is tried again, then the look comes at once and it is brought', async () => {
    await staff.page.getByRole('link', { name: '来源', exact: true }).click()
    await writeFile(inbox('第4版.txt'), text.replaceAll('临港', '滨江'))
    await staff.page.getByRole('button', { name: '收不了' }).click()
    await staff.page.getByRole('button', { name: '再试：第4版.txt' }).click()
    await staff.page.getByRole('button', { name: '已收' }).click()
    await row('第4版.txt').getByText('已收').waitFor()
    await staff.page.getByRole('button', { name: '没收成' }).click()
    await row('第4版.txt').getByText('再看时没有再遇到它').waitFor()
    nothingStrange(staff)
  })
})

describe('given a slip in the settings file', () => {
  it('when it is a region that is not here, then the start tells of it', () => {
    expect(product.said()).toContain('来源“远方”写的地区 999999 这里没有')
  })

  it('when the product is started, then it says which field of which source, and does not start', async () => {
    await product.stop()
    await settings({ ...source, evry: 5 })
    const said = await jianghai(['serve', '--data', place.data, '--port', '0', '--lang', 'zh'], { place })
    expect(said.code).not.toBe(0)
    expect(said.err).toContain(`来源“${SOURCE}”写了不认得的evry`)
  })
})
