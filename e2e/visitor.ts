import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterEach, expect } from 'vitest'

export { openBrowser } from './browser.ts'

import type { Product } from './product.ts'
import { root } from './product.ts'

/** Where walks leave their pictures. */
const pictures = join(root, 'e2e/output', process.env.JIANGHAI_TEST_DATABASE === 'postgres' ? 'postgres' : 'embedded')

export const desk = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }

export type Visitor = {
  page: Page
  context: BrowserContext
  /** Requests to another origin; each was stopped. */
  strange: string[]
  /** Errors of scripts and of the console. */
  errors: string[]
  close(): Promise<void>
}

/**
 * Somebody with a browser of their own. Every request to another origin is stopped and noted, as is every error in the console;
 * a walk ends by `nothingStrange`.
 */
export async function visit(
  browser: Browser,
  product: Product,
  viewport: { width: number; height: number } = desk,
  more: BrowserContextOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    ...more,
    viewport,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    baseURL: product.url,
    // Whoever asks for less motion gets none; walks do not wait for it either.
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const strange: string[] = []
  const errors: string[] = []
  await context.route('**/*', route => {
    const url = route.request().url()
    if (url.startsWith(`${product.url}/`) || url.startsWith('data:') || url.startsWith('blob:')) return route.continue()
    strange.push(url)
    return route.abort()
  })
  page.on('pageerror', error => errors.push(`${page.url()}: ${error.message}`))
  page.on('console', message => {
    // The browser itself reports refused requests; a refusal is an expected answer, shown on the page.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      errors.push(`${page.url()}: ${message.text()}`)
  })
  const visitor = { page, context, strange, errors, close: () => context.close() }
  present.add(visitor)
  page.once('close', () => present.delete(visitor))
  return visitor
}

const present = new Set<Visitor>()

/** Call once in a file: when a walk fails, everybody still in front of a page leaves a picture of it. */
export function picturesOfFailures(): void {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    for (const [index, { page }] of [...present].entries()) {
      const name = `failed-${task.name.slice(0, 40).replace(/[^\p{L}\d]+/gu, '-')}-${index}`
      await picture(page, name).catch(() => undefined)
    }
  })
}

/** No script failed, and nothing was asked of anybody but the product. */
export function nothingStrange({ strange, errors }: Visitor): void {
  expect(errors, 'errors in the console').toEqual([])
  expect(strange, 'requests to other origins').toEqual([])
}

export const password = 'jianghai-demo'

/** Fills the form of the sign-in page and sends it. */
export async function fillSignIn({ page }: Visitor, username: string, secret = password): Promise<void> {
  await page.getByLabel('用户名', { exact: true }).fill(username)
  await page.getByLabel('密码', { exact: true }).fill(secret)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

/** Signs in through the page, as a person does, and stands on the page asked for. */
export async function signIn(visitor: Visitor, username: string, path = '/'): Promise<void> {
  await visitor.page.goto(path)
  await fillSignIn(visitor, username)
  await settled(visitor.page)
}

/** The page has its heading, and nothing on it is still on its way. */
export async function settled(page: Page): Promise<void> {
  await page.locator('#main').waitFor()
  await page.locator('#main h1').first().waitFor({ state: 'attached' })
  await page.locator('#main [aria-busy=true]').first().waitFor({ state: 'detached' })
}

/** Leaves a picture of the page as it stands, for people to look at. */
export async function picture(page: Page, name: string, options: { fullPage?: boolean } = {}): Promise<void> {
  await mkdir(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: options.fullPage ?? false })
}

/** The pictures of the README, made only when asked for, so that a test run leaves the checkout as it was. */
export async function pictureOfReadme(page: Page, name: 'home' | 'review' | 'matter' | 'pack'): Promise<void> {
  if (process.env.JIANGHAI_PICTURES !== '1') return
  await page.screenshot({ path: join(root, 'docs/pictures', `${name}.png`) })
}
