import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Product, root, startProduct } from './product.ts'
import {
  desk,
  nothingStrange,
  openBrowser,
  phone,
  picture,
  picturesOfFailures,
  settled,
  signIn,
  visit,
} from './visitor.ts'

const accounts = readFileSync(join(root, 'demo/tables/accounts.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map(line => line.split(','))
  .map(([username = '', name = '', , roles = '', region = '']) => ({ username, name, rights: `${roles} ${region}` }))

/** What is shown differs by what somebody may do, not by their name: one account for each set of roles. */
const ofEachRole = accounts.filter(({ rights }, at) => accounts.findIndex(each => each.rights === rights) === at)

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

describe.each([
  { at: 'a desk', viewport: desk, people: ofEachRole },
  { at: 'a phone', viewport: phone, people: ofEachRole },
])('given somebody of the city at $at', ({ at, viewport, people }) => {
  const isPhone = viewport === phone

  it.each(people)('when $username signs in, then every room of the rail opens', async ({ username, name }) => {
    const visitor = await visit(browser, product, viewport)
    const { page } = visitor
    await page.goto('/')
    await page.getByRole('button', { name: `填入${name}的用户名和密码` }).click()
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await settled(page)
    await fits(page, 'home')
    if (isPhone) await picture(page, `home-390-${username}`)
    else await picture(page, `home-${username}`)

    const rooms = await namesOfRooms(page, isPhone)
    expect(rooms).toContain('今天')
    expect(rooms.length).toBeGreaterThan(3)
    for (const room of rooms.filter(each => each !== '今天')) {
      await openRoom(page, room, isPhone)
      await fits(page, room)
      if (username === 'staff') await picture(page, `${isPhone ? 'room-390' : 'room'}-${room}`)
    }
    nothingStrange(visitor)
    await visitor.close()
  })

  it('when a partner of Putuo opens the matters, then only the one shared with Putuo is there', async () => {
    const clerk = await visit(browser, product)
    await signIn(clerk, 'staff', '/matters')
    const another = await clerk.page
      .getByRole('link', { name: '首批特色合作园区名单', exact: true })
      .getAttribute('href')
    await clerk.close()

    const visitor = await visit(browser, product, viewport)
    const { page } = visitor
    await signIn(visitor, 'putuo.partner', '/matters')
    await page.getByRole('heading', { level: 2, name: '南通市共享给我们的事项' }).waitFor()
    expect(await page.locator('#main a[href^="/matters/"]').allInnerTexts()).toEqual(['南通普陀共建技术转移服务站'])
    await fits(page, `the matters of a partner at ${at}`)
    await page.getByRole('link', { name: '南通普陀共建技术转移服务站' }).click()
    await page.getByRole('heading', { level: 1, name: '南通普陀共建技术转移服务站' }).waitFor()
    await settled(page)
    await fits(page, `the shared matter at ${at}`)
    await picture(page, `shared-${isPhone ? '390' : '1440'}`)

    await page.goto(`${another}?region=320600`)
    await page.getByRole('alert').filter({ hasText: '不在您的权限之内' }).waitFor()
    nothingStrange(visitor)
    await visitor.close()
  })
})

/** The links of the rail; on a phone they stand in the menu. */
async function namesOfRooms(page: Page, isPhone: boolean): Promise<string[]> {
  if (isPhone) await page.getByRole('button', { name: '目录' }).click()
  const rail = page.getByRole('navigation', { name: '主导航' }).filter({ visible: true })
  const names = await rail.locator('li a').evaluateAll(links => links.map(link => link.firstChild?.textContent ?? ''))
  if (isPhone) await page.keyboard.press('Escape')
  return names
}

async function openRoom(page: Page, room: string, isPhone: boolean): Promise<void> {
  if (isPhone) await page.getByRole('button', { name: '目录' }).click()
  const rail = page.getByRole('navigation', { name: '主导航' }).filter({ visible: true })
  // A room's name may be followed by how many things wait in it.
  const link = rail.getByRole('link', { name: new RegExp(`^${room}`) })
  const to = await link.getAttribute('href')
  await link.click()
  await page.waitForURL(url => url.pathname === to)
  await settled(page)
}

/** Nothing lies outside the window's width, and nothing failed. */
async function fits(page: Page, where: string): Promise<void> {
  const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  expect(wide, `${where} is wider than the window`).toBeLessThanOrEqual(Number(window))
  expect(await page.locator('.note.fault').allInnerTexts(), `faults on ${where}`).toEqual([])
}
