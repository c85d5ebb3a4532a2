import { describe, expect, it } from 'vitest'
import { faultsOn, tooWideBy } from './accessibility.ts'
import { bringIn, factsOfPage } from './annotatedReview.ts'
import { officeAtIntake } from './officeAtIntake.ts'
import { desk, nothingStrange, phone, picture, settled, type Visitor } from './visitor.ts'

const earlier = `## 半导体封测项目落户

本报讯 昨天，云帆半导体封测项目正式落户崇川区，总投资20亿元。南通市人民政府代市长沈若川出席仪式并讲话。
`
const later = `## 沈若川调研重点项目

本报讯 南通市人民政府市长沈若川来到云帆半导体封测项目现场。云帆半导体封测项目正式落户崇川区以来，总投资21亿元，各项手续正在办理。
`

let staff: Visitor
let first: string
let second: string
officeAtIntake(async visitor => {
  staff = visitor
  first = await bringIn(staff.context, '江海演示日报 第1版', earlier, '2025-05-08')
  second = await bringIn(staff.context, '江海演示晚报 第2版', later, '2025-05-08')
})

const conflict = () => staff.page.locator('li[aria-current=true] .conflict')
const factWith = async (pageId: string, kind: string) => {
  const found = (await factsOfPage(staff.context, pageId)).find(({ fact }) => fact.kind === kind)
  if (!found) throw new Error(`no fact of kind ${kind}`)
  return found
}
const stateOf = async (pageId: string, kind: string, state: string) => {
  while ((await factWith(pageId, kind)).state !== state) await new Promise(resolve => setTimeout(resolve, 100))
}

describe('given a page that disagrees with what is on file', () => {
  it('when everything is accepted in bulk, then what disagrees is left, and the desk says in what', async () => {
    await staff.page.goto(`/intake/${first}`)
    await staff.page.locator('.list-of-facts li.pending[aria-current=true]').waitFor()
    await staff.page.keyboard.press(']')
    await staff.page.keyboard.press(']')
    await staff.page.keyboard.press('Shift+A')
    await staff.page.getByText(/^已收下\d+条/).waitFor()
    await staff.page.goto(`/intake/${second}`)
    await staff.page.locator('.list-of-facts li.pending[aria-current=true]').waitFor()
    await staff.page.keyboard.press(']')
    await staff.page.keyboard.press(']')
    await staff.page.keyboard.press('Shift+A')
    await staff.page.getByText(/条对不上，留给您定（.*金额 1.*）。/).waitFor()
    await settled(staff.page)
    await picture(staff.page, 'contradiction-bulk')
  })

  it('when it is in hand, then both sentences stand side by side with the page of the other, also on a phone', async () => {
    const project = await factWith(second, 'project')
    await staff.page.goto(`/intake/${second}/${project.articleId}/${project.id}`)
    await conflict().getByText('金额对不上。').waitFor()
    await conflict()
      .getByRole('link', { name: /江海演示日报 第1版/ })
      .waitFor()
    await settled(staff.page)
    await picture(staff.page, 'contradiction-desk')
    await staff.page.setViewportSize(phone)
    await settled(staff.page)
    await conflict().scrollIntoViewIfNeeded()
    expect(await tooWideBy(staff.page)).toBe(0)
    const heights = await staff.page
      .locator('.field-name')
      .evaluateAll(names => names.map(each => Math.round(each.getBoundingClientRect().height)))
    expect(heights.length).toBeGreaterThan(0)
    expect(heights.filter(height => height < 44)).toEqual([])
    await picture(staff.page, 'contradiction-desk-phone')
    await staff.page.setViewportSize(desk)
  })

  it('when this one is said to be right, then what rests on the other is shown first; another key says that both stand', async () => {
    await staff.page.keyboard.press('a')
    const dialog = staff.page.getByRole('dialog', { name: '这一条对' })
    await dialog.getByText(/撤回会牵动\d+件/).waitFor()
    await settled(staff.page)
    expect(await faultsOn(staff.page)).toEqual([])
    await picture(staff.page, 'contradiction-this')
    await staff.page.keyboard.press('Escape')
    await staff.page.keyboard.press('b')
    await staff.page.getByRole('dialog', { name: '都对' }).getByText('数有更新').waitFor()
    await picture(staff.page, 'contradiction-both')
    await staff.page.keyboard.press('3')
    await stateOf(second, 'project', 'accepted')
    const project = await factWith(second, 'project')
    await staff.page.goto(`/intake/${second}/${project.articleId}/${project.id}`)
    await staff.page.getByText(/定为都对：数有更新 · /).waitFor()
    await staff.page.locator('.decided summary').click()
    await settled(staff.page)
    await picture(staff.page, 'contradiction-decided')
    await staff.page.getByRole('button', { name: '撤销这个决定' }).click()
    await stateOf(second, 'project', 'pending')
    await conflict().getByText('先不定').waitFor()
  })

  it('when it is accepted all the same, then that is asked once more, and both are disputed wherever they are shown', async () => {
    await staff.page.keyboard.press('Enter')
    await staff.page.getByText(/再按一次收下/).waitFor()
    expect((await factWith(second, 'project')).state).toBe('pending')
    await picture(staff.page, 'contradiction-asked')
    await staff.page.keyboard.press('Enter')
    await stateOf(second, 'project', 'accepted')
    expect((await factWith(first, 'project')).disputed).toBe(true)

    await staff.page.goto('/intake/facts?disputed=true')
    const row = staff.page.getByRole('row', { name: /云帆半导体封测项目/ }).first()
    await row.getByText('有争议').waitFor()
    expect(await staff.page.getByRole('row', { name: /云帆半导体封测项目/ }).count()).toBe(2)
    await row.getByRole('button').first().click()
    await staff.page.getByText('另有说法，与这一处不能都对：').waitFor()
    await settled(staff.page)
    await picture(staff.page, 'contradiction-disputed')
    await staff.page.setViewportSize(phone)
    await settled(staff.page)
    await picture(staff.page, 'contradiction-disputed-phone')
    await staff.page.setViewportSize(desk)
    nothingStrange(staff)
  })
})
