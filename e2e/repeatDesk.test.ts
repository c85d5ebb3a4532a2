import { describe, expect, it } from 'vitest'
import { faultsOn } from './accessibility.ts'
import { paste } from './annotatedReview.ts'
import { officeAtIntake } from './officeAtIntake.ts'
import { nothingStrange, phone, picture, settled, type Visitor } from './visitor.ts'

const article = `## 沿江物流走廊开进第三座码头

本报讯 市统计局发布数据，2025年4月，全市港口货物吞吐量2150万吨，同比增长3.2%。昨天，江海演示物流集团有限公司与南通演示港务局在崇川区签署合作框架协议，沿江物流走廊项目总投资42亿元，首期建设两座仓库。
`
const corrected = article.replace('2150万吨', '2160万吨').replace('第三座码头', '第三座\u202E码头\u202C')

let staff: Visitor
officeAtIntake(visitor => {
  staff = visitor
})

describe('given an article that another paper printed before', () => {
  it('when it is brought, then the desk says where, and only what differs waits', async () => {
    await paste(staff.page, article, '江海演示日报')
    await staff.page.reload()
    await paste(staff.page, corrected, '江海演示晚报')
    await staff.page.getByRole('link', { name: '去审读' }).first().click()
    const note = staff.page.getByLabel('重复', { exact: true })
    await note.getByText(/^与先到的一篇重合\d+%：/).waitFor()
    await staff.page.getByText(/个改变文字方向的字符/).waitFor()
    await note.getByText(/条事实已在那里/).click()
    expect(await note.getByRole('listitem').count()).toBeGreaterThan(2)
    expect(await staff.page.locator('li[data-fact]').count()).toBe(1)
    await settled(staff.page)
    await picture(staff.page, 'repeat-desk')
  })

  it('when both are compared, then what was changed is marked, also on a phone', async () => {
    await staff.page.getByRole('button', { name: '对照' }).click()
    const dialog = staff.page.getByRole('dialog', { name: '两篇对照' })
    await dialog.locator('ins', { hasText: '6' }).first().waitFor()
    await settled(staff.page)
    expect(await faultsOn(staff.page)).toEqual([])
    await picture(staff.page, 'repeat-compared')
    await staff.page.setViewportSize(phone)
    await settled(staff.page)
    await picture(staff.page, 'repeat-compared-phone')
    await staff.page.keyboard.press('Escape')
    await picture(staff.page, 'repeat-desk-phone')
    await staff.page.setViewportSize({ width: 1440, height: 900 })
  })

  it('when a person says that it is a correction, then the desk says so and who said it', async () => {
    const note = staff.page.getByLabel('重复', { exact: true })
    await note.getByRole('button', { name: '更正' }).click()
    await note.getByText(/^更正 · /).waitFor()
    await note.getByRole('button', { name: '不是一篇' }).click()
    await note.getByText(/^不是一篇 · /).waitFor()
    expect(await staff.page.locator('li[data-fact]').count()).toBeGreaterThan(2)
    nothingStrange(staff)
  })
})
