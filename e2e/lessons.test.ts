import { describe, expect, it } from 'vitest'
import { paste } from './annotatedReview.ts'
import { officeAtIntake } from './officeAtIntake.ts'
import { desk, nothingStrange, phone, picture, settled, type Visitor } from './visitor.ts'

const page = (guest: string, other: string) => `## 链上课堂开讲

本报讯 5月9日，链上课堂开讲。特邀${guest}、特邀${other}参加。
`
let staff: Visitor
officeAtIntake(visitor => {
  staff = visitor
})

async function openNew(text: string): Promise<void> {
  await staff.page.goto('/intake')
  await paste(staff.page, text)
  await staff.page.getByRole('link', { name: '去审读' }).first().click()
}
const line = (text: string) => staff.page.locator('li[data-fact]', { hasText: text }).first()

describe('given a page whose names are read with a word too many', () => {
  it('when somebody puts one right and does not take another, then what was learnt is listed', async () => {
    await openNew(page('砚湖材料研究院', '澄泽工程研究院'))
    await line('特邀砚湖材料研究院').click()
    await staff.page.keyboard.press('e')
    await staff.page.getByLabel('名称').fill('砚湖材料研究院')
    await staff.page.getByRole('button', { name: '改好收下' }).click()
    await line('砚湖材料研究院').getByText('收下', { exact: true }).waitFor()
    // A decision is shown at once; the form goes when it was taken.
    await staff.page.getByRole('button', { name: '改好收下' }).waitFor({ state: 'detached' })
    await line('特邀澄泽工程研究院').click()
    await staff.page.locator('li[aria-current=true]', { hasText: '特邀澄泽工程研究院' }).waitFor()
    await staff.page.keyboard.press('x')
    await line('特邀澄泽工程研究院').getByText('不收', { exact: true }).waitFor()

    await staff.page.goto('/intake')
    await staff.page.getByRole('link', { name: '学到的' }).click()
    await staff.page.getByRole('button', { name: '机构的名称：开头的“特邀”不算在内' }).waitFor()
    await staff.page.getByRole('button', { name: '机构“…研究院”这样读，读错一次' }).waitFor()
    await settled(staff.page)
    await picture(staff.page, 'lessons')
  })

  it('then the next page is read without the word', async () => {
    await openNew(page('柳汀材料研究院', '白沙工程研究院'))
    await line('柳汀材料研究院').waitFor()
    await line('白沙工程研究院').waitFor()
    expect(await line('特邀').count()).toBe(0)
  })

  it('when a lesson is opened, then it says why, and it is switched off with its reason and on again', async () => {
    await staff.page.goto('/intake/lessons')
    await staff.page.getByRole('button', { name: '机构“…研究院”这样读，读错一次' }).click()
    const dialog = staff.page.getByRole('dialog', { name: '为什么这样读' })
    await dialog.getByText(/没有收这一条/).waitFor()
    await dialog.getByText(/收过0次、不收1次：规则说0\.90的，现在说0\.80/).waitFor()
    await settled(staff.page)
    await picture(staff.page, 'lesson-why')
    await dialog.getByLabel('为什么停用（可不填）').fill('只是这一家')
    await dialog.getByRole('button', { name: '停用' }).click()
    await dialog.getByText('停用的缘由：只是这一家').waitFor()
    await dialog.getByRole('button', { name: '重新启用' }).click()
    await dialog.getByRole('button', { name: '停用' }).waitFor()
    await staff.page.setViewportSize(phone)
    await settled(staff.page)
    await picture(staff.page, 'lesson-why-390')
    await staff.page.keyboard.press('Escape')
    await settled(staff.page)
    await picture(staff.page, 'lessons-390')
    await staff.page.setViewportSize(desk)
  })

  it('when the decision is undone on the desk, then what it taught is gone', async () => {
    await staff.page.getByRole('button', { name: '机构“…研究院”这样读，读错一次' }).click()
    await staff.page.getByRole('link', { name: '去看那一条' }).click()
    await line('特邀澄泽工程研究院').click()
    await staff.page.keyboard.press('u')
    await line('特邀澄泽工程研究院').getByText('待定', { exact: true }).waitFor()
    await staff.page.goto('/intake/lessons')
    await staff.page.getByRole('button', { name: '机构的名称：开头的“特邀”不算在内' }).waitFor()
    expect(await staff.page.getByRole('button', { name: '机构“…研究院”这样读，读错一次' }).count()).toBe(0)
    nothingStrange(staff)
  })
})
