import { readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Product, root, startProduct } from './product.ts'
import {
  nothingStrange,
  openBrowser,
  picture,
  pictureOfReadme,
  picturesOfFailures,
  settled,
  signIn,
  type Visitor,
  visit,
} from './visitor.ts'

const file = '2025-06-25-second-water-line.txt'
const text = readFileSync(join(root, 'e2e/pages', file), 'utf8')
/** Everything printed in the pages of the demonstration city, lines joined, to look quotations up in. */
const demonstrationPages = readdirSync(join(root, 'demo/pages'))
  .filter(name => name.endsWith('.txt'))
  .map(name => readFileSync(join(root, 'demo/pages', name), 'utf8').replaceAll('\n', ''))
  .join('\n')
/** The sentence of the page that becomes a matter, and the words a clerk makes of it. */
const sentence = '市科技局在8月29日前拿出中试企业用水清单，逐户写明水量和水质'
const title = '8月29日前拿出中试企业用水清单，逐户写明水量和水质'

let product: Product
let browser: Browser
picturesOfFailures()
const people = new Map<string, Visitor>()
let matter = ''

/** Each person of this walk keeps a browser of their own open, as in an office. */
async function as(username: string, path: string): Promise<Page> {
  const known = people.get(username)
  if (known) {
    await known.page.goto(path)
    await settled(known.page)
    return known.page
  }
  const visitor = await visit(browser, product)
  people.set(username, visitor)
  await signIn(visitor, username, path)
  return visitor.page
}

beforeAll(async () => {
  ;[product, browser] = await Promise.all([startProduct(), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

describe('given a newspaper page that came in this morning', () => {
  it('when it is dropped on the intake room, then it is read, and every fact stands on marked characters', async () => {
    const page = await as('staff', '/')
    await page.getByRole('heading', { level: 1, name: /^今天有\d+件事等您$/ }).waitFor()
    await pictureOfReadme(page, 'home')
    await page
      .getByRole('navigation', { name: '主导航' })
      .getByRole('link', { name: /^来稿审读/ })
      .click()
    await page.getByRole('heading', { level: 1, name: '来稿审读' }).waitFor()
    await drop(page, file, text)
    await page.getByText(/^2篇，\d+条待定$/).waitFor()
    await page.getByRole('link', { name: '去审读' }).click()
    await page.locator('li[data-fact]').first().waitFor()
    await settled(page)

    expect(await page.getByText('2025年6月25日').first().isVisible()).toBe(true)
    expect(await marked(page)).toBe('副市长程远澜来到南通创新区')
    await choose(page, sentence)
    expect(await marked(page)).toBe(sentence)
    await picture(page, 'review')
    await pictureOfReadme(page, 'review')
  })

  it('when the clerk decides by keyboard, then facts are accepted, rejected, corrected, and accepted in bulk', async () => {
    const page = await as('staff', new URL(people.get('staff')?.page.url() ?? '').pathname)
    await choose(page, '程远澜')
    await page.keyboard.press('a')
    await stateOf(page, '程远澜', '收下')
    await choose(page, '占计划')
    await page.keyboard.press('x')
    await stateOf(page, '占计划', '不收')

    await choose(page, sentence)
    await page.keyboard.press('e')
    await page.getByLabel('承办').fill('市科技局')
    await page.getByLabel('要办的事').fill(title)
    await page.getByRole('button', { name: '改好收下' }).click()
    await stateOf(page, title, '收下')
    await choose(page, title)
    const drafted = page.locator('li[aria-current=true]').getByRole('link', { name: '事项' })
    matter = (await drafted.getAttribute('href')) ?? ''
    expect(matter).toMatch(/^\/matters\/[0-9a-f-]{36}$/)

    const [, count] =
      /收下≥0\.90的(\d+)条/.exec(await page.getByRole('button', { name: /收下≥0\.90/ }).innerText()) ?? []
    await page.keyboard.press('Shift+A')
    await page.getByText(`已收下${count}条，按U一并撤销。`).waitFor()

    await page.getByRole('button', { name: /^第2篇/ }).click()
    await page.getByRole('heading', { level: 1, name: '澄湾膜材料项目开工 总投资6.8亿元' }).waitFor()
    await page.getByLabel('把握不低于').selectOption('0.8')
    await page.getByRole('button', { name: /收下≥0\.80/ }).click()
    await page.getByText(/^已收下\d+条，按U一并撤销。/).waitFor()
    await stateOf(page, '澄湾膜材料项目', '收下')
    await stateOf(page, '共建膜材料检测平台', '收下')
    await picture(page, 'review-decided')
  })

  it('then the registry holds the firm and the person, and the project is drafted', async () => {
    const page = await as('staff', '/registry/organisations?find=澄湾膜')
    await page.getByRole('link', { name: '南通澄湾膜科技有限公司' }).click()
    await page.getByRole('heading', { level: 1, name: '南通澄湾膜科技有限公司' }).waitFor()
    await settled(page)
    await picture(page, 'organisation')
    await page.goto('/registry/people?find=陆照棠')
    await page.getByRole('link', { name: '陆照棠' }).click()
    await page.getByRole('heading', { level: 1, name: '陆照棠' }).waitFor()
    await page.getByText('董事长').first().waitFor()
    await page.goto('/projects?find=澄湾膜')
    await page.getByRole('link', { name: '澄湾膜材料项目' }).click()
    await page.getByRole('heading', { level: 1, name: '澄湾膜材料项目' }).waitFor()
    await page.getByRole('button', { name: /6\.8/ }).first().click()
    const evidence = page.getByRole('dialog', { name: /的凭据$/ })
    expect(await evidence.locator('blockquote mark').innerText()).toBe('总投资6.8亿元')
    expect(text.replaceAll('\n', '')).toContain((await evidence.locator('blockquote').innerText()).replaceAll('\n', ''))
    await picture(page, 'project')
  })
})

describe('given the matter drafted from the page’s task', () => {
  it('when the clerk names its unit and asks for approval, then the head approves it and it gets its number', async () => {
    const clerk = await as('staff', matter)
    await clerk.getByRole('heading', { level: 1, name: title }).waitFor()
    const quote = clerk.locator('blockquote.quote')
    expect(await quote.locator('mark').innerText()).toBe(sentence)
    await clerk.getByRole('link', { name: /^修改/ }).click()
    await clerk.getByRole('button', { name: '加一个单位' }).click()
    await pick(clerk, '单位', '市科学技术局')
    await clerk.getByPlaceholder('要交什么').fill('中试企业用水清单')
    await clerk.getByLabel('办结时限').fill('2025-08-29')
    await clerk.keyboard.press('Tab')
    await clerk.getByRole('button', { name: '存上' }).click()
    await clerk.getByText('2025年8月29日').first().waitFor()
    await clerk.getByRole('button', { name: '报请立项' }).click()
    await clerk.getByText('立项审批').first().waitFor()
    expect(await clerk.getByRole('button', { name: '批准立项' }).count()).toBe(0)

    const head = await as('head', '/')
    await head.getByRole('link', { name: `批准：${title}` }).click()
    await head.getByRole('button', { name: '批准立项' }).click()
    await head
      .getByText(/督〔2025〕\d+号/)
      .first()
      .waitFor()
  })

  it('when it is assigned, then its unit signs for it and reports, and the light is shown with its argument', async () => {
    const clerk = await as('staff', matter)
    await clerk.getByRole('button', { name: '交办' }).click()
    await clerk.getByRole('dialog', { name: '交办' }).getByRole('button', { name: '交办' }).click()
    await clerk.getByText('已交办').first().waitFor()

    const unit = await as('science.reporter', '/')
    await unit.getByRole('link', { name: `签收：${title}` }).click()
    await unit.getByRole('button', { name: '签收' }).click()
    await unit.getByText('已签收').first().waitFor()
    await report(unit, 15, '已向41家中试企业发出用水登记表，收回6份。')
    await unit.getByText('办理中').first().waitFor()

    await unit.getByRole('heading', { level: 2, name: '为什么是绿灯' }).waitFor()
    const row = unit.getByRole('row').filter({ hasText: '时限' })
    expect(await row.first().innerText()).toContain('个工作日')
    await settled(unit)
    await picture(unit, 'matter')
  })
})

describe('given the pack of the next meeting', () => {
  let pack = ''

  it('when the head opens it, then the new matter is on its unit’s sheet and every number opens its evidence', async () => {
    const page = await as('head', '/')
    await page.getByRole('link', { name: '点评册' }).click()
    await page.getByRole('heading', { level: 1, name: '领导页' }).waitFor()
    pack = new URL(page.url()).pathname

    // A figure printed in a page: the sentence, with the very characters marked.
    await page
      .getByRole('button', { name: /居民消费价格同比.*，原文$/ })
      .first()
      .click()
    const evidence = page.getByRole('dialog', { name: /的凭据$/ })
    const mark = evidence.locator('blockquote mark')
    await mark.waitFor()
    expect(demonstrationPages).toContain(await mark.innerText())
    expect(demonstrationPages).toContain((await evidence.locator('blockquote').innerText()).replaceAll('\n', ''))
    await page.keyboard.press('Escape')

    await page
      .getByRole('navigation', { name: '点评册目录' })
      .getByRole('link', { name: /市科技局/ })
      .click()
    await page.getByRole('heading', { level: 1, name: '南通市科学技术局' }).waitFor()
    const row = page.getByRole('row').filter({ hasText: title })
    expect(await row.innerText()).toContain('新登记')
    expect(await row.innerText()).toContain('绿')

    // A figure that was counted: as many inputs as it says, the new matter among them.
    const total = page.locator('.sheet-say').getByRole('button', { name: /^合计/ })
    const counted = Number(await total.innerText())
    await total.click()
    await evidence.getByText(title).waitFor()
    expect(await inputsOf(evidence)).toBe(counted)
    await picture(page, 'pack')
    await page.keyboard.press('Escape')

    // A unit with projects and figures of its own: the sheet the README shows, with a sentence beside it.
    await page.getByRole('navigation', { name: '点评册目录' }).getByRole('link', { name: /如东/ }).click()
    await page.getByRole('heading', { level: 1, name: '如东县' }).waitFor()
    await page
      .getByRole('button', { name: /，原文$/ })
      .first()
      .click()
    await mark.waitFor()
    expect(demonstrationPages).toContain(await mark.innerText())
    await picture(page, 'pack-unit')
    await pictureOfReadme(page, 'pack')
  })

  it('when it is frozen and something changes, then the frozen draft still says what it said', async () => {
    const page = await as('head', pack.replace(/\/pack$/, ''))
    await page.getByRole('button', { name: '冻结一稿' }).click()
    await page.getByRole('link', { name: '第1稿' }).click()
    await page.getByText('第1稿，再算一致').waitFor()
    const frozen = page.url()

    const unit = await as('science.reporter', matter)
    await report(unit, 45, '又收回18份，41家已收24份。')

    const reader = await as('leader', `${pack}${new URL(frozen).search}`)
    await reader.getByText('第1稿，再算一致').waitFor()
    expect(await progressIn(reader)).toBe('15')
    await reader.getByRole('navigation', { name: '点评册目录' }).getByRole('link', { name: '现在的样子' }).click()
    await reader.getByText('第1稿，再算一致').waitFor({ state: 'detached' })
    expect(await progressIn(reader)).toBe('45')
  })

  it('when it is downloaded, then the document is a Word file that names the matter', async () => {
    const page = await as('head', pack)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '公文稿' }).click(),
    ])
    const bytes = await readFile(await download.path())
    expect(download.suggestedFilename()).toMatch(/\.docx$/)
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004')
    const document = Buffer.from(unzipSync(bytes)['word/document.xml'] ?? []).toString('utf8')
    expect(document.replace(/<[^>]+>/g, '')).toContain(title)
  })
})

describe('given somebody who looks back a week', () => {
  it('then the new matter is not there, and writing is refused with the way back', async () => {
    const page = await as('staff', '/matters?find=中试企业用水清单')
    await page.getByRole('link', { name: title, exact: true }).waitFor()
    const bar = page.getByRole('region', { name: '截至' })
    await bar.getByRole('button', { name: /^截至/ }).click()
    await page.getByRole('dialog', { name: '看哪一天' }).getByRole('textbox').fill('2025年6月20日')
    await page.getByRole('dialog', { name: '看哪一天' }).getByRole('button', { name: '去看' }).click()
    await bar.getByText('当日的样子').waitFor()
    await page.getByText('没有合乎筛选的事项').waitFor()
    expect(await page.getByRole('link', { name: title }).count()).toBe(0)
    expect(await page.getByRole('link', { name: '新立事项' }).count()).toBe(0)

    await page.goto(`${matter}?asOf=2025-06-20`)
    await page.getByRole('alert').filter({ hasText: '不在您的权限之内' }).waitFor()
    await page.goto('/matters?asOf=2025-06-20')
    await page.getByRole('link', { name: '首批特色合作园区名单', exact: true }).click()
    await page.getByText('正在看2025年6月20日的样子，不能改。回到现在再办。').waitFor()
    expect(await page.getByRole('button', { name: '催办' }).count()).toBe(0)
    await picture(page, 'past')
    await page.getByRole('button', { name: '回到现在' }).click()
    await page.getByRole('button', { name: '催办' }).waitFor()
    await settled(page)
    await picture(page, 'matter-red')
    await pictureOfReadme(page, 'matter')
  })
})

it('nobody’s browser met an error or asked anybody else', () => {
  expect([...people.keys()]).toEqual(['staff', 'head', 'science.reporter', 'leader'])
  for (const visitor of people.values()) nothingStrange(visitor)
})

/** How many inputs an open piece of evidence lists, those it only counts included. */
async function inputsOf(evidence: Locator): Promise<number> {
  const listed = await evidence.getByRole('list', { name: '用到的数' }).getByRole('listitem').count()
  const [, more = '0'] = /另有(\d+)项/.exec(await evidence.innerText()) ?? []
  return listed + Number(more)
}

/** What the unit's sheet says is done of the matter. */
async function progressIn(page: Page): Promise<string> {
  await page
    .getByRole('navigation', { name: '点评册目录' })
    .getByRole('link', { name: /市科技局/ })
    .click()
  const row = page.getByRole('row').filter({ hasText: title })
  return row.getByRole('button', { name: /完成 %/ }).innerText()
}

async function report(unit: Page, percent: number, words: string): Promise<void> {
  await unit.getByRole('button', { name: '报进展' }).first().click()
  const form = unit.getByRole('dialog', { name: '报进展' })
  await form.getByLabel('完成％').fill(String(percent))
  await form.getByLabel('最近反馈').fill(words)
  await form.getByRole('button', { name: '报进展' }).click()
  await form.waitFor({ state: 'detached' })
}

/** Drops a text file on the page, as a hand with a mouse does. */
async function drop(page: Page, name: string, content: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    given => {
      const data = new DataTransfer()
      data.items.add(new File([given.content], given.name, { type: 'text/plain' }))
      return data
    },
    { name, content },
  )
  const main = page.locator('#main')
  await main.dispatchEvent('dragover', { dataTransfer: transfer })
  await page.getByText('放在这里就收').waitFor()
  await main.dispatchEvent('drop', { dataTransfer: transfer })
}

const line = (page: Page, words: string) => page.locator('li[data-fact]').filter({ hasText: words }).first()

/** Takes the fact in hand whose line holds the words. */
async function choose(page: Page, words: string): Promise<void> {
  await line(page, words).locator('button.line').click()
  await page.locator('li[data-fact][aria-current=true]').filter({ hasText: words }).waitFor()
}

const stateOf = (page: Page, words: string, state: string) =>
  line(page, words).locator('.st').filter({ hasText: state }).waitFor()

/** The characters of the page that are marked for the fact in hand. */
async function marked(page: Page): Promise<string> {
  await page.locator('.source .selected').first().waitFor()
  return (await page.locator('.source .selected').allTextContents()).join('')
}

/** Picks an option of a list that is searched by typing. */
async function pick(page: Page, label: string, words: string): Promise<void> {
  const box = page.getByRole('combobox', { name: label })
  await box.click()
  await box.fill(words)
  await page.locator('.ant-select-item-option').filter({ hasText: words }).first().click()
}
