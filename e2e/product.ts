import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { inject } from 'vitest'
import { dropDatabase, newDatabase } from '#server/testing/newDatabase.ts'

const root = join(import.meta.dirname, '..')
/** Where walks leave their pictures. */
export const pictures = join(root, 'e2e/output', process.env.JIANGHAI_TEST_DATABASE === 'postgres' ? 'postgres' : 'embedded')

export type Product = { url: string; data: string; said(): string; stop(): Promise<number | null> }

/**
 * Starts the product as its users do, as a process of its own on a free port, with a data directory of its own; in the PostgreSQL run
 * on a fresh database of the tests' server. Resolves when it prints its address.
 */
export async function startProduct(options: { empty?: boolean; data?: string } = {}): Promise<Product> {
  const data = options.data ?? (await mkdtemp(join(tmpdir(), 'jianghai-e2e-')))
  const server = inject('postgresUrl')
  const database = server ? await newDatabase(server) : undefined
  const child = spawn(
    process.execPath,
    [join(root, 'server/src/app/main.ts'), 'serve', '--data', data, '--port', '0', '--lang', 'zh', ...(options.empty ? ['--empty'] : [])],
    { cwd: root, env: { ...process.env, DATABASE_URL: database ?? '' }, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let said = ''
  child.stderr?.on('data', chunk => {
    said += String(chunk)
  })
  const url = await addressOf(child, () => said)
  return {
    url,
    data,
    said: () => said,
    async stop() {
      const code = await ended(child, 'SIGINT')
      if (database) await dropDatabase(database)
      if (options.data === undefined) await rm(data, { recursive: true, force: true })
      return code
    },
  }
}

async function addressOf(child: ChildProcess, said: () => string): Promise<string> {
  for (;;) {
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said())
    if (found) return found[0]
    if (child.exitCode !== null) throw new Error(`the product ended before it served:\n${said()}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode)
  return new Promise(resolve => {
    child.once('exit', code => resolve(code))
    child.kill(signal)
  })
}

export const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(path => existsSync(path))

/** A real browser. One for a file of walks; each walk opens a context of its own. */
export async function openBrowser(): Promise<Browser> {
  if (!chromiumPath) throw new Error('no Chromium: on Debian, apt-get install chromium')
  return chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
}

export const desk = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }

export type Visitor = { page: Page; context: BrowserContext; strange: string[]; errors: string[]; close(): Promise<void> }

/**
 * Somebody with a browser of their own. Every request to another origin is stopped and noted, as is every error in the console:
 * a walk ends by asserting that there were none.
 */
export async function visit(browser: Browser, product: Product, viewport: { width: number; height: number } = desk): Promise<Visitor> {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', baseURL: product.url })
  const page = await context.newPage()
  const strange: string[] = []
  const errors: string[] = []
  await context.route('**/*', route => {
    const url = route.request().url()
    if (url.startsWith(product.url) || url.startsWith('data:') || url.startsWith('blob:')) return route.continue()
    strange.push(url)
    return route.abort()
  })
  page.on('pageerror', error => errors.push(error.message))
  page.on('console', message => {
    // The browser itself reports refused requests; a refusal is an expected answer, shown on the page.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) errors.push(message.text())
  })
  return { page, context, strange, errors, close: () => context.close() }
}

/** Signs in through the page, as a person does. */
export async function signIn({ page }: Visitor, username: string, password: string): Promise<void> {
  await page.goto('/')
  await page.getByLabel('用户名').fill(username)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('main').waitFor()
}

/** Leaves a picture of the page as it stands, for people to look at. */
export async function picture(page: Page, name: string, options: { fullPage?: boolean } = {}): Promise<void> {
  await mkdir(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: options.fullPage ?? false })
}
