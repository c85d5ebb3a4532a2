import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Product, startProduct } from './product.ts'
import {
  fillSignIn,
  nothingStrange,
  openBrowser,
  password,
  picturesOfFailures,
  settled,
  signIn,
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

describe('given a new colleague', () => {
  it('when an operator adds them, then the password is shown once, and its owner changes it before anything else', async () => {
    const operator = await visit(browser, product)
    await signIn(operator, 'system', '/accounts/new')
    await operator.page.getByLabel('姓名', { exact: true }).fill('新来的')
    await operator.page.getByLabel('用户名', { exact: true }).fill('newcomer')
    await operator.page.getByRole('checkbox').first().check()
    await operator.page.getByRole('button', { name: '加账号' }).click()
    const shown = operator.page.locator('.first-password')
    const first = await shown.innerText()
    expect(first).toMatch(/^([2-9A-Z]{4}-){3}[2-9A-Z]{4}$/)
    await operator.page.getByRole('button', { name: '告诉本人了' }).click()
    await operator.page.getByRole('heading', { level: 1, name: '新来的' }).waitFor()
    expect(await operator.page.content()).not.toContain(first)
    nothingStrange(operator)
    await operator.close()

    const visitor = await visit(browser, product)
    const { page } = visitor
    await page.goto('/matters')
    await fillSignIn(visitor, 'newcomer', first)
    await page.getByRole('heading', { name: '先改密码' }).waitFor()
    // The rooms are not there, and the way out is.
    expect(await page.getByRole('navigation').count()).toBe(0)
    await page.getByRole('button', { name: '退出', exact: true }).waitFor()
    const own = 'pear-tree-at-the-lock-9'
    for (const [label, value] of [
      ['原密码', first],
      ['新密码', own],
      ['再写一遍', own],
    ] as const)
      await page.getByLabel(label, { exact: true }).fill(value)
    await page.getByRole('button', { name: '改密码' }).click()
    await page.getByRole('heading', { level: 1, name: '事项' }).waitFor()
    nothingStrange(visitor)
    await visitor.close()
  })
})

describe('given a password manager', () => {
  it('when passwords are typed, then they are masked, may be pasted, and say which they are', async () => {
    const visitor = await visit(browser, product)
    const { page } = visitor
    await page.goto('/')
    const field = page.getByLabel('密码', { exact: true })
    expect(await pasted(page, field)).toBe('pasted words 粘贴')
    expect(await kindsOf(page)).toEqual(['password current-password'])
    await signIn(visitor, 'viewer', '/account')
    await page.getByLabel('原密码', { exact: true }).waitFor()
    expect(await pasted(page, page.getByLabel('新密码', { exact: true }))).toBe('pasted words 粘贴')
    const kinds = await kindsOf(page)
    expect(kinds.toSorted()).toEqual([
      'password current-password',
      'password current-password',
      'password new-password',
      'password new-password',
    ])
    nothingStrange(visitor)
    await visitor.close()
  })
})

describe('given two places where one is signed in', () => {
  it('when the other is ended, then the password is asked again first', async () => {
    const other = await visit(browser, product)
    await signIn(other, 'viewer')
    const visitor = await visit(browser, product)
    const { page } = visitor
    await signIn(visitor, 'viewer', '/account')
    await page.getByRole('button', { name: '退出其他各处' }).click()
    const section = page.getByRole('region', { name: '登录的地方' })
    await section.getByLabel('密码', { exact: true }).fill('not-the-password')
    await section.getByRole('button', { name: '退出其他各处' }).click()
    await section.getByText('密码不对').first().waitFor()
    await section.getByLabel('密码', { exact: true }).fill(password)
    await section.getByRole('button', { name: '退出其他各处' }).click()
    await section.getByRole('status').waitFor()
    expect((await other.page.request.get('/api/session')).status()).toBe(401)
    nothingStrange(visitor)
    await Promise.all([visitor.close(), other.close()])
  })
})

describe('given somebody who leaves a computer that others use', () => {
  it('when they sign out, on whatever page and also without a connection, then nothing of theirs is left', async () => {
    const visitor = await visit(browser, product)
    const { page, context } = visitor
    await signIn(visitor, 'staff')
    const addresses = await page
      .getByRole('navigation', { name: '主导航' })
      .getByRole('link')
      .evaluateAll(links => links.map(link => link.getAttribute('href') ?? ''))
    expect(addresses.length).toBeGreaterThan(4)
    for (const address of [...addresses, '/account', '/matters/new', '/matters/of/nowhere']) {
      await page.goto(address)
      await settled(page)
      await page.getByRole('button', { name: '退出', exact: true }).first().waitFor()
    }
    await page.goto('/matters')
    await settled(page)
    const title = await page.locator('#main a[href^="/matters/0"]').filter({ hasText: /\S{4}/ }).first().innerText()
    expect(title.length).toBeGreaterThan(3)
    await context.setOffline(true)
    await page.getByRole('button', { name: '退出', exact: true }).first().click()
    await page.getByLabel('用户名', { exact: true }).waitFor()
    expect(await page.content()).not.toContain(title)
    // That a sign-out is owed is all that stays, and nothing of whose; the person is told.
    const owed = page.getByText('没有连上服务器，它那边还没有退出')
    await owed.waitFor()
    const bare = { session: [], databases: [], caches: [], workers: 0, cookies: '' }
    expect(await kept(page)).toEqual({ ...bare, local: [['jianghai.sign-out-owed', '1']] })
    await context.setOffline(false)
    await owed.waitFor({ state: 'detached' })
    expect((await page.request.get('/api/session')).status()).toBe(401)
    expect(await kept(page)).toEqual({ ...bare, local: [] })

    // A page that was closed meanwhile pays first thing when it is opened again.
    await signIn(visitor, 'staff')
    const sent: string[] = []
    page.on('request', request => {
      if (request.url().includes('/api/')) sent.push(`${request.method()} ${new URL(request.url()).pathname}`)
    })
    await page.evaluate(() => localStorage.setItem('jianghai.sign-out-owed', '1'))
    sent.length = 0

    await page.goto('/')
    await page.getByLabel('用户名', { exact: true }).waitFor()
    expect(sent[0]).toBe('DELETE /api/session')
    expect((await page.request.get('/api/session')).status()).toBe(401)

    await signIn(visitor, 'staff')
    await page.getByRole('button', { name: 'EN', exact: true }).click()
    await page.getByRole('button', { name: 'Sign out', exact: true }).first().click()
    await page.getByLabel('User name', { exact: true }).waitFor()
    await page.goBack()
    await page.getByLabel('User name', { exact: true }).waitFor()
    expect(await page.content()).not.toContain(title)
    expect((await page.request.get('/api/session')).status()).toBe(401)
    const left = await kept(page)
    expect(left).toMatchObject({ session: [], databases: [], caches: [], workers: 0, cookies: '' })
    expect(left.local.map(([, value]) => value)).toEqual(['en'])
    await visitor.close()
  })
})

/** What the browser's scripts could find again: storage of every kind, and cookies that scripts see. */
const kept = (page: Page) =>
  page.evaluate(async () => ({
    local: Object.entries(localStorage),
    // Where pages were scrolled to, under names that are drawn: nothing of what stood on them.
    session: Object.entries(sessionStorage).filter(
      ([name, value]) => !/^tsr-scroll-restoration-/.test(name) || /[\p{Script=Han}/]|[0-9a-f]{8}-/u.test(value),
    ),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: globalThis.caches ? await caches.keys() : [],
    workers: (await navigator.serviceWorker?.getRegistrations())?.length ?? 0,
    cookies: document.cookie,
  }))

/** Pastes into a field as a person does, and gives what stands in it then. */
async function pasted(page: Page, field: Locator): Promise<string> {
  await field.focus()
  await page.evaluate(() => {
    const given = new DataTransfer()
    given.setData('text/plain', 'pasted words 粘贴')
    const event = new ClipboardEvent('paste', { clipboardData: given, bubbles: true, cancelable: true })
    // What the browser itself does with a paste that no script of the page stopped.
    if (document.activeElement?.dispatchEvent(event)) document.execCommand('insertText', false, 'pasted words 粘贴')
  })
  return field.inputValue()
}

/** The type and the autocomplete of every field for a password on the page. */
const kindsOf = (page: Page) =>
  page
    .locator('input[type=password], input[autocomplete*=password], input[name*=password]')
    .evaluateAll(fields => fields.map(each => `${each.getAttribute('type')} ${each.getAttribute('autocomplete')}`))
