import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { aPlace, jianghai, type Place, startOn, startProduct } from './product.ts'
import { nothingStrange, openBrowser, picture, picturesOfFailures, settled, signIn, visit } from './visitor.ts'

let browser: Browser
picturesOfFailures()
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

describe('given a machine on which nothing was started yet', () => {
  it('when the product starts, then it loads the city, and prints its address and the accounts to sign in with', () => {
    const { said } = inject('city')
    expect(lines(said)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^第一次启动，正在装入演示城/),
        '演示城已装好。',
        expect.stringMatching(/^江海协同已启动：http:\/\/127\.0\.0\.1:\d+\/$/),
        expect.stringMatching(/^ {2}staff {2}jianghai-demo {2}/),
      ]),
    )
  })

  it('when it is killed or stopped while it loads the city, then the next start begins again', async () => {
    const place = await aPlace()
    try {
      for (const [signal, code] of [
        ['SIGKILL', null],
        ['SIGINT', 0],
      ] as const) {
        const loading = startOn(place)
        await loading.says(/正在装入演示城/)
        // A few steps of some hundreds.
        await new Promise(resolve => setTimeout(resolve, 4000))
        expect(await loading.end(signal), loading.said()).toBe(code)
        const list = await jianghai(['pack', '--list', '--data', place.data], { place })
        expect(list).toMatchObject({ code: 1, out: '', err: '演示城上次没有装完。先运行 serve，会清空后从头再装。\n' })
      }
      const again = await startProduct({ place, empty: true })
      expect(again.said()).toContain('上次装演示城没有装完，清空后从头再装。')
      expect(again.said()).toContain('还没有设置。')
      expect(await again.stop()).toBe(0)
    } finally {
      await place.remove()
    }
  })
})

describe('given an installation that was stopped', () => {
  let place: Place
  beforeAll(async () => {
    place = await aPlace({ withCity: true })
  })
  afterAll(() => place?.remove())

  it('when it starts again, then everything that was done is there, and Ctrl-C ends it with 0', async () => {
    const first = await startProduct({ place })
    const writer = await visit(browser, first)
    await signIn(writer, 'staff', '/matters')
    const before = await total(writer.page)
    await writer.page.goto('/matters/new')
    await writer.page.getByLabel('事项名称').fill('停机之前登记的事项')
    await writer.page.getByRole('button', { name: '存为拟办' }).click()
    await writer.page.getByRole('heading', { level: 1, name: '停机之前登记的事项' }).waitFor()
    await writer.close()
    expect(await first.stop()).toBe(0)

    const second = await startProduct({ place })
    expect(second.said()).not.toContain('第一次启动')
    const reader = await visit(browser, second)
    await signIn(reader, 'staff', '/matters')
    expect(await total(reader.page)).toBe(before + 1)
    await reader.page.getByRole('searchbox').fill('停机之前')
    await reader.page.getByRole('link', { name: '停机之前登记的事项' }).waitFor()
    nothingStrange(reader)
    await reader.close()
    expect(await second.stop()).toBe(0)
  })

  it('when a second one is started beside it, then each obstacle is one sentence and 1', async () => {
    const running = await startProduct({ place })
    const port = new URL(running.url).port
    const other = await aPlace()
    const onFile = join(other.data, 'a-file')
    await writeFile(onFile, '')
    try {
      // A directory belongs to one process; on a database server it holds only keys and uploads, and may be shared.
      const sameDirectory = inject('postgresUrl')
        ? undefined
        : await jianghai(['serve', '--data', place.data, '--port', '0'], { place })
      const takenPort = await jianghai(['serve', '--empty', '--data', other.data, '--port', port], { place: other })
      const unwritable = await jianghai(['serve', '--data', onFile, '--port', '0'], { place: other })

      if (sameDirectory) {
        expect(sameDirectory.code).toBe(1)
        expect(lines(sameDirectory.err)).toEqual([expect.stringMatching(/^另一个程序（进程 \d+）正在使用 /)])
      }
      expect(takenPort.code).toBe(1)
      expect(lines(takenPort.err)).toEqual([`端口 ${port} 已被占用。换一个端口：--port 数字，或先停掉占用它的程序。`])
      expect(unwritable.code).toBe(1)
      expect(lines(unwritable.err)).toEqual([`不能写入目录 ${onFile}。换一个目录：--data 路径，或改它的权限。`])
    } finally {
      expect(await running.stop()).toBe(0)
      await other.remove()
    }
  })
})

describe('given an empty installation', () => {
  it('when the printed address is opened, then the first account is set up there, once', async () => {
    const product = await startProduct({ empty: true })
    const [address = '', token = ''] = /http:\S+\/setup#(\S+)/.exec(product.said()) ?? []
    expect(token.length).toBeGreaterThan(10)
    const visitor = await visit(browser, product)
    const { page } = visitor

    await page.goto('/')
    await page.getByText('这里还没有设置。').waitFor()
    await page.goto(address)
    await page.getByRole('heading', { level: 1, name: '首次设置' }).waitFor()
    await page.getByLabel('行政区划代码').fill('330200')
    await page.getByLabel('地区名称').fill('宁波市')
    await page.getByLabel('英文名称').fill('Ningbo')
    await page.getByLabel('您的单位').fill('宁波市科技创新委员会办公室')
    await page.getByLabel('您的姓名').fill('舒望')
    await page.getByLabel('用户名').fill('shuwang')
    await page.getByLabel('密码', { exact: true }).fill('short')
    await page.getByLabel('再写一遍密码').fill('short')
    await page.getByRole('button', { name: '设置并登录' }).click()
    await page.getByText('密码至少10个字符。').first().waitFor()
    await picture(page, 'set-up')

    await page.getByLabel('密码', { exact: true }).fill('三江口的早潮与晚潮之间')
    await page.getByLabel('再写一遍密码').fill('三江口的早潮与晚潮之间')
    await page.getByRole('button', { name: '设置并登录' }).click()
    await settled(page)
    await page.getByText('宁波市', { exact: true }).first().waitFor()
    await picture(page, 'empty-home')
    for (const path of ['/intake', '/matters', '/projects', '/gatherings', '/indicators', '/registry']) {
      await page.goto(path)
      await settled(page)
      expect(await page.locator('.note.fault').count(), path).toBe(0)
    }

    const late = await visit(browser, product)
    await late.page.goto(address)
    await late.page.getByText('这里已经设好了，用账号登录。').waitFor()
    nothingStrange(visitor)
    nothingStrange(late)
    await late.close()
    await visitor.close()
    expect(await product.stop()).toBe(0)
  })
})

/** How many matters the list says there are. */
async function total(page: Page): Promise<number> {
  const [, count] = /^共(\d+)条/.exec(await page.getByText(/^共\d+条/).innerText()) ?? []
  return Number(count)
}

const lines = (text: string) => text.trim().split('\n')
