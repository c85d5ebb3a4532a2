import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DrawProof } from '#contract/draws.ts'
import { announcementOf, drandChains, draw, type FrozenDraw, proofOf, readInput } from '#kernel/draws/index.ts'
import { jianghai, type Product, root, startProduct } from './product.ts'
import {
  desk,
  nothingStrange,
  openBrowser,
  phone,
  picture,
  picturesOfFailures,
  type Visitor,
  visit,
} from './visitor.ts'

/** The page as it stands on a disk; the walks open it from there, as somebody who saved it does. */
const saved = pathToFileURL(join(root, 'web/dist/draw-verifier.html')).href

/** Round 657413 of quicknet; signature and randomness as printed in github.com/mcdcam/python-drand-verify, README.md. */
const quicknetRound = {
  round: 657413,
  at: '2023-09-15T11:00:03Z',
  randomness: 'fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587',
  signature: 'b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b',
}

const pool = Array.from({ length: 1000 }, (_, at) => `JH-${String(at + 1).padStart(4, '0')}`)
const frozen: FrozenDraw = {
  draw: '2023-1',
  titleZh: '知识竞答第1次抽取',
  titleEn: 'Quiz, first draw',
  announcedAt: '2023-09-14T09:00:00Z',
  algorithm: 'jianghai-1',
  pool,
  exclude: ['JH-0003', 'JH-0030'],
  exclusionZh: '此前中签的不再参加',
  exclusionEn: 'earlier winners take no part again',
  winners: 520,
  reserves: 52,
  sources: [
    { kind: 'label', value: '知识竞答 2023-1' },
    { kind: 'drand', chain: 'quicknet', round: quicknetRound.round, at: quicknetRound.at },
  ],
}

let folder: string
let product: Product
let browser: Browser
let proof: DrawProof
picturesOfFailures()
beforeAll(async () => {
  ;[folder, product, browser] = await Promise.all([
    mkdtemp(join(tmpdir(), 'jianghai-draw-')),
    startProduct({ empty: true }),
    openBrowser(),
  ])
  const chains = drandChains()
  proof = proofOf(
    announcementOf(frozen, chains),
    [{ value: '知识竞答 2023-1' }, { value: quicknetRound.randomness, beacon: { signature: quicknetRound.signature } }],
    frozen,
    chains,
  )
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
  await rm(folder, { recursive: true, force: true })
})

let files = 0
async function onDisk(content: unknown): Promise<string> {
  const path = join(folder, `proof-${files++}.json`)
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

/** Opens the page at an address; from a disk it asks for nothing, so any request there is but the page's own is a strange one. */
async function open(address: string, viewport = desk): Promise<Visitor> {
  const visitor = await visit(browser, product, viewport)
  await visitor.context.unroute('**/*')
  visitor.page.on('request', request => {
    if (request.url() !== address && !request.url().startsWith('data:')) visitor.strange.push(request.url())
  })
  await visitor.page.goto(address)
  return visitor
}

async function give(page: Page, content: unknown): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(await onDisk(content))
  await page.locator('.verdict').waitFor()
}

const verdict = (page: Page) => page.getByRole('heading', { level: 1 }).innerText()
const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** A proof in which one thing was changed afterwards, and the member in which the change shows first. */
const planted: ReadonlyArray<readonly [string, (right: DrawProof) => unknown, string]> = [
  ['a winner', right => ({ ...right, winners: ['JH-0001', ...right.winners.slice(1)] }), 'winners[0]'],
  ['a reserve', right => ({ ...right, reserves: right.reserves.toReversed() }), 'reserves[0]'],
  [
    'a step',
    right => ({
      ...right,
      steps: right.steps.map(step => (step.step === 7 ? { ...step, index: step.index + 1 } : step)),
    }),
    'steps[7].index',
  ],
  [
    'a member of the pool',
    right => ({ ...right, input: { ...right.input, pool: pool.with(999, 'JH-1001') } }),
    'poolRoot',
  ],
  [
    'an exclusion',
    right => ({ ...right, input: { ...right.input, exclude: ['JH-0003'] } }),
    'announcement.exclusion.root',
  ],
  [
    'the randomness',
    right => ({
      ...right,
      used: right.used?.map(one => (one.beacon ? { ...one, value: one.value.toString().replace('f', 'e') } : one)),
    }),
    'used[1]',
  ],
]

describe('given the verifier saved on a disk', () => {
  it('when the proof of a draw of 520 in 1,000 is put in, then it holds, and a citizen finds their number', async () => {
    const visitor = await open(saved)
    const { page } = visitor
    expect(await verdict(page)).toBe('这次抽取，您自己就能重算')
    await give(page, proof)
    expect(await verdict(page)).toContain('相符')
    expect(await page.locator('.mark.holds').count()).toBeGreaterThanOrEqual(5)
    expect(await page.getByText(proof.key).first().isVisible()).toBe(true)
    expect(await page.locator('.order li').count()).toBe(572)
    await picture(page, 'draw-verifier-1440')

    const asked: Array<[string | undefined, string]> = [
      [String(proof.winners[4]), '中签：第 5 个抽出（第 4 步）'],
      [String(proof.reserves[1]), '递补第 2 位'],
      ['JH-0030', '按规则排除'],
      ['JH-9999', '没有这个编号'],
    ]
    for (const [id, answer] of asked) {
      await page.getByLabel('我的编号').fill(id ?? '')
      await page.keyboard.press('Enter')
      expect(await page.locator('.mine-answer').innerText()).toContain(answer)
    }

    await page.getByRole('button', { name: 'English' }).click()
    expect(await verdict(page)).toContain('Agrees')
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    nothingStrange(visitor)
    await visitor.close()
  })

  it.each(planted)('when %s was changed, then it does not agree, and says where', async (_, change, field) => {
    const visitor = await open(saved)
    await give(visitor.page, change(proof))
    expect(await verdict(visitor.page)).toContain('对不上')
    expect(await visitor.page.locator('.verdict').innerText()).toContain(field)
    nothingStrange(visitor)
    await visitor.close()
  })

  it('when a weight was changed, then it does not agree either', async () => {
    const input = readInput({
      algorithm: 'jianghai-1',
      pool: ['甲', '乙', '丙'],
      weights: [1, 2, 3],
      winners: 2,
      sources: [7],
    })
    const right = { input, ...draw(input) }
    const visitor = await open(saved)
    await give(visitor.page, right)
    expect(await verdict(visitor.page)).toContain('相符')
    await visitor.page.getByRole('button', { name: '换一份' }).click()
    await give(visitor.page, { ...right, input: { ...input, weights: [1, 2, 4] } })
    expect(await visitor.page.locator('.verdict').innerText()).toContain('poolRoot')
    await visitor.close()
  })

  it('when half of the file arrived, then it says so and takes another, pasted', async () => {
    const visitor = await open(saved, phone)
    const { page } = visitor
    const whole = JSON.stringify(proof)
    await give(page, whole.slice(0, whole.length / 2))
    expect(await verdict(page)).toContain('读不了')
    expect(await page.locator('.verdict').innerText()).toContain('断了')
    await give(page, '{"quiz": 1}')
    expect(await page.locator('.verdict').innerText()).toContain('没有 input')
    await page.locator('textarea').fill(whole)
    await page.getByRole('button', { name: '重算' }).click()
    await page.getByText('中签、递补和每一步都与重算一致').waitFor()
    await picture(page, 'draw-verifier-390')
    nothingStrange(visitor)
    await visitor.close()
  })

  it('when the screen is 320 px wide and the letters large, then nothing runs off it; on paper every step stands', async () => {
    const visitor = await open(saved, { width: 320, height: 640 })
    const { page } = visitor
    await give(page, proof)
    expect(await sideways(page)).toBeLessThanOrEqual(0)
    await page.getByRole('button', { name: '大字' }).click()
    expect(await sideways(page)).toBeLessThanOrEqual(0)
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
    expect(await page.locator('details:not([open])').count()).toBe(0)
    expect(await page.locator('tbody tr').count()).toBeGreaterThanOrEqual(1572)
    await visitor.close()
  })

  it('agrees with the command line, word for word, about what differs', async () => {
    const wrong = { ...proof, winners: ['JH-0001', ...proof.winners.slice(1)] }
    const said = await jianghai(['draw', 'verify', await onDisk(wrong), '--lang', 'zh'])
    expect(said.code).toBe(1)
    const visitor = await open(saved)
    await give(visitor.page, wrong)
    expect(await visitor.page.locator('.verdict').innerText()).toContain(said.err.trim())
    await visitor.close()
  })
})

describe('given the verifier at its public address', () => {
  it('when a proof is put in, then its own script runs, under a policy that lets nothing else in or out', async () => {
    const visitor = await open(`${product.url}/draw-verifier.html`)
    await give(visitor.page, proof)
    expect(await verdict(visitor.page)).toContain('相符')
    const left = await visitor.page.evaluate(() =>
      fetch('/api/openapi.json').then(
        () => 'went out',
        () => 'held',
      ),
    )
    expect(left).toBe('held')
    expect(visitor.strange).toEqual([])
    await visitor.close()
  })
})
