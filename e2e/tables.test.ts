import { describe, expect, it } from 'vitest'
import { tooWideBy } from './accessibility.ts'
import { officeAtIntake } from './officeAtIntake.ts'
import { desk, nothingStrange, phone, picture, settled, type Visitor } from './visitor.ts'

const head = '序号,项目名称,投资方（全称，与营业执照一致）,总投资（万元）,落户地,签约时间,备注'
const april = [
  '2025年4月集中签约项目一览表,,,,,,',
  head,
  '1,江海演示储能电站项目,江海演示能源有限公司,"12,000",崇川区,2025-04-08,',
  '2,沿江演示冷链物流园项目,江海演示物流集团有限公司、南通演示港务局,1.2亿元,通州区,2025-04-09,增资',
  '3,演示芯片封装项目,江海演示半导体有限公司,面议,海门区,2025-04-10,',
  '合计,,,"24,500",,,',
  '注：金额以协议为准,,,,,,',
].join('\r\n')
const may = [
  '2025年5月集中签约项目一览表,,,,,,',
  head,
  '1,演示海上风电项目,江海演示能源有限公司,"30,000",启东市,2025-05-06,',
].join('\r\n')

let staff: Visitor
officeAtIntake(visitor => {
  staff = visitor
})

async function bring(name: string, text: string): Promise<void> {
  const { page } = staff
  await page.goto('/intake')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${text}`) })
  await page
    .getByText(/^\d+篇，\d+条待定$/)
    .first()
    .waitFor()
  await page.getByRole('link', { name: '去审读' }).first().click()
  await page.getByRole('region', { name: '这是一张表' }).waitFor()
}
const line = (text: string) => staff.page.locator('li[data-fact]', { hasText: text }).first()
const meaningOf = (column: string) => staff.page.getByLabel(`“${column}”当作`, { exact: true })

describe('given a table of signed projects', () => {
  it('when it is dropped, then nothing is read before somebody says what its columns mean, and a meaning is suggested', async () => {
    await bring('4月签约项目.csv', april)
    const { page } = staff
    await page.getByText('定了以前，不从这张表读事实', { exact: false }).waitFor()
    expect(await page.locator('li[data-fact]').count()).toBe(0)
    for (const [column, use] of [
      ['序号', 'none'],
      ['项目名称', 'name'],
      ['总投资（万元）', 'amount'],
      ['落户地', 'place'],
      ['签约时间', 'date'],
    ] as const)
      expect(await meaningOf(column).inputValue()).toBe(use)
    expect(await page.getByLabel('“总投资（万元）”的单位').inputValue()).toBe('万元')
    await settled(page)
    await picture(page, 'table-asked')
    await page.setViewportSize(phone)
    await settled(page)
    await picture(page, 'table-asked-390')
    await page.setViewportSize(desk)
  })

  it('when the columns are confirmed by keyboard, then the rows wait as facts, and what was not read is told', async () => {
    const { page } = staff
    await meaningOf('签约时间').focus()
    for (let step = 0; step < 20; step++) {
      await page.keyboard.press('Tab')
      if (await page.getByRole('button', { name: '定了，读这张表' }).evaluate(each => each === document.activeElement))
        break
    }
    await page.keyboard.press('Enter')
    await line('江海演示储能电站项目').waitFor()
    await line('沿江演示冷链物流园项目').waitFor()
    await page.getByText('“总投资（万元）”写的是“面议”，不是一个数', { exact: false }).waitFor()
    await page.getByText('5行：读了2行，没有读1行，合计1行，表下的注1行', { exact: false }).waitFor()
    await page.getByText(/每一列的意思是.*在这一版定的/).waitFor()
    await settled(page)
    await picture(page, 'table-read')
    await page.setViewportSize(phone)
    await settled(page)
    expect(await tooWideBy(page)).toBe(0)
    await picture(page, 'table-read-390')
    await page.setViewportSize(desk)
  })

  it('when a row is accepted and the meaning is changed, then the decision stays', async () => {
    const { page } = staff
    await line('江海演示储能电站项目').click()
    await page.keyboard.press('a')
    await line('江海演示储能电站项目').getByText('收下', { exact: true }).waitFor()
    await page.getByRole('button', { name: '改每一列当作什么' }).click()
    await meaningOf('落户地').selectOption('none')
    await page.getByRole('button', { name: '改了，重读这张表' }).click()
    await page.getByRole('button', { name: '改每一列当作什么' }).waitFor()
    await line('江海演示储能电站项目').getByText('收下', { exact: true }).waitFor()
    await line('沿江演示冷链物流园项目').getByText('待定', { exact: true }).waitFor()
  })

  it('when the next table with these columns is dropped, then it is read at once and says by whose word', async () => {
    await bring('5月签约项目.csv', may)
    const { page } = staff
    await line('演示海上风电项目').waitFor()
    await page.getByText('列名和《4月签约项目.csv》的相同', { exact: false }).waitFor()
    await line('演示海上风电项目').click()
    await page.keyboard.press('a')
    await line('演示海上风电项目').getByText('收下', { exact: true }).waitFor()
    await settled(page)
    await picture(page, 'table-remembered')
    await page.getByRole('link', { name: '记住的表头' }).click()
    await page.getByRole('button', { name: /项目名称、/ }).waitFor()
    await settled(page)
    await picture(page, 'mappings')
    await page.setViewportSize(phone)
    await settled(page)
    expect(await tooWideBy(page)).toBe(0)
    await picture(page, 'mappings-390')
    await page.setViewportSize(desk)
    await page.getByRole('button', { name: /项目名称、/ }).click()
    const dialog = page.getByRole('dialog', { name: '每一列当作什么' })
    await dialog.getByText('投资方').first().waitFor()
    await settled(page)
    await picture(page, 'mapping-dialog')
    await dialog.getByRole('button', { name: '忘掉' }).click()
    await page.getByText('还没有记住的').waitFor()
    nothingStrange(staff)
  })
})
