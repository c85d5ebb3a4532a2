import { existsSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type AnnotatedPage, annotatedPages, ownAnnotated } from '#server/intake/extract/testing/gold.ts'
import { digitsOf } from '#web/intake/parts/usePicking.ts'
import { bringIn, factsOfPage, type Plan, plansFor } from './annotatedReview.ts'
import { officeAtIntake } from './officeAtIntake.ts'
import { nothingStrange, picture, signIn, type Visitor } from './visitor.ts'

/** What a review may cost, from the issue: presses for a fact that is right, and for a correction with the characters typed left out. */
const MOST_A_FACT = 1.2
const MOST_A_CORRECTION = 6

const shared = new URL('../../shared/pages/', import.meta.url)
const golds = new URL('gold/', shared)
/** One newspaper page beside our own: a walk of every fact of all of them would say nothing more, and takes long. */
const besides = existsSync(golds) ? annotatedPages(shared, golds).filter(({ name }) => name.startsWith('002')) : []
if (besides.length === 0)
  console.warn('SKIPPED: no annotated newspaper pages beside the checkout; only our own page is walked')
const own = ownAnnotated().filter(({ name }) => name === '22-signing')

let staff: Visitor
const { another } = officeAtIntake(visitor => {
  staff = visitor
})

/** A keyboard that counts its presses. What is written into a field is counted apart: an input method makes of it what it likes. */
function counting(page: Page) {
  const counted = { presses: 0, written: 0 }
  return {
    counted,
    async press(key: string) {
      counted.presses++
      await page.keyboard.press(key)
    },
    async write(text: string) {
      counted.written += text.length
      await page.keyboard.insertText(text)
    },
  }
}

const inHand = (page: Page) =>
  page.evaluate(() => document.querySelector('.list-of-facts [aria-current=true]')?.getAttribute('data-fact') ?? '')

/** Until a fact that waits is in hand: going on to another article takes a moment, which is no press. */
async function waitsInHand(page: Page): Promise<string> {
  await page.locator('.list-of-facts li.pending[aria-current=true]').waitFor()
  return inHand(page)
}

async function open(page: Page, pageId: string): Promise<void> {
  await page.goto(`/intake/${pageId}`)
  await waitsInHand(page)
}

async function decidedOf(pageId: string): Promise<Map<string, string>> {
  for (;;) {
    const facts = await factsOfPage(staff.context, pageId)
    if (facts.every(({ state }) => state !== 'pending')) return new Map(facts.map(({ id, state }) => [id, state]))
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

describe.each([...own, ...besides].map(page => [page.name, page] as const))(
  'given the annotated page %s',
  (_, page) => {
    it('when nothing is wrong, then Enter alone reviews it, with no more presses than facts and a fifth', async () => {
      const pageId = await bringIn(staff.context, `${page.name} 全对`, `${page.text}\n全对`, page.gold.issue.issue_date)
      const facts = await factsOfPage(staff.context, pageId)
      const keys = counting(staff.page)
      await open(staff.page, pageId)
      for (let left = facts.length; left > 0; left--) {
        await waitsInHand(staff.page)
        if ((await staff.page.locator('li[aria-current=true] .conflict').count()) > 0) await bothStand(staff.page, keys)
        else await keys.press('Enter')
      }
      const states = await decidedOf(pageId)
      expect([...states.values()].every(state => state === 'accepted')).toBe(true)
      expect(keys.counted.presses / facts.length).toBeLessThanOrEqual(MOST_A_FACT)
      nothingStrange(staff)
    })

    it('when it is held against its annotation, then each correction costs at most six presses', async () => {
      const pageId = await bringIn(staff.context, `${page.name} 对读`, `${page.text}\n对读`, page.gold.issue.issue_date)
      const facts = await factsOfPage(staff.context, pageId)
      const plans = new Map(plansFor(page, facts).map(plan => [plan.id, plan]))
      await open(staff.page, pageId)
      const costs: number[] = []
      let right = 0
      let offered = 0
      let pressesOfRight = 0
      for (let left = facts.length; left > 0; left--) {
        const id = await waitsInHand(staff.page)
        const plan = plans.get(id)
        const fact = facts.find(each => each.id === id)
        if (!plan || !fact) throw new Error(`no plan for ${id}`)
        const keys = counting(staff.page)
        for (const wanted of plan.corrections)
          if (await putRight(staff.page, keys, digitsOf(fact.fact.kind).get(wanted.key) ?? '', wanted.value)) offered++
        const contradicts = (await staff.page.locator('li[aria-current=true] .conflict').count()) > 0
        if (plan.act === 'reject') await keys.press('x')
        else if (contradicts) await bothStand(staff.page, keys)
        else await keys.press('Enter')
        // A rejection is a correction too: the fact was wrong.
        const n = plan.corrections.length + Number(plan.act === 'reject')
        if (n > 0) costs.push(...Array<number>(n).fill(keys.counted.presses / n))
        else {
          right++
          pressesOfRight += keys.counted.presses
        }
      }
      await picture(staff.page, `review-keys-${page.name}`)
      const states = await decidedOf(pageId)
      for (const [id, { act }] of plans) expect(states.get(id)).toBe(act === 'reject' ? 'rejected' : 'accepted')
      await matches(page, pageId, plans)
      console.info(
        `${page.name}: ${right} facts right by ${pressesOfRight} presses; ${costs.length} wrong by ${costs.reduce((a, b) => a + b, 0)}, ${offered} of them chosen from what the page offers`,
      )
      expect(pressesOfRight / Math.max(1, right)).toBeLessThanOrEqual(MOST_A_FACT)
      expect(Math.max(0, ...costs)).toBeLessThanOrEqual(MOST_A_CORRECTION)
      nothingStrange(staff)
    })
  },
)

describe('given a page of our own', () => {
  const [page] = own
  const article = (text: string) => ({ text: `${page?.text ?? ''}\n${text}`, day: page?.gold.issue.issue_date ?? null })

  it('when everything sure enough was accepted at once, then one press takes all of it back, and says so', async () => {
    const { text, day } = article('撤销')
    const pageId = await bringIn(staff.context, '撤销', text, day)
    await open(staff.page, pageId)
    const before = await staff.page.locator('.fh').innerText()
    await staff.page.keyboard.press('Shift+A')
    await staff.page.getByText(/^已收下\d+条，按U一并撤销。/).waitFor()
    await staff.page.keyboard.press('u')
    await staff.page.getByText(/^已撤销：一并收下的\d+条。$/).waitFor()
    expect(await staff.page.locator('.fh').innerText()).toBe(before)
    expect((await factsOfPage(staff.context, pageId)).every(({ state }) => state === 'pending')).toBe(true)

    // One by one too, the last first, whatever it was: a correction, a rejection.
    const id = await waitsInHand(staff.page)
    const read = (await factsOfPage(staff.context, pageId)).find(each => each.id === id)?.fact
    await staff.page.keyboard.press('1')
    await staff.page.keyboard.press('Enter')
    await staff.page.locator('.picker input').waitFor()
    await staff.page.keyboard.insertText('写错的名字')
    await staff.page.keyboard.press('Enter')
    await staff.page.locator('.picker').waitFor({ state: 'detached' })
    await staff.page.keyboard.press('x')
    await staff.page.keyboard.press('Control+z')
    await staff.page.getByText('已撤销：不收 写错的名字。').waitFor()
    await staff.page.keyboard.press('Control+z')
    await staff.page.getByText(/^已撤销：改 /).waitFor()
    const after = (await factsOfPage(staff.context, pageId)).find(each => each.id === id)
    expect(after).toMatchObject({ state: 'pending', corrected: [], fact: read })
    nothingStrange(staff)
  })

  it('when an article is split by hand, then its facts go with their passages, and one press joins it again', async () => {
    const { text, day } = article('另起')
    const pageId = await bringIn(staff.context, '另起', text, day)
    await open(staff.page, pageId)
    const articles = () => staff.page.locator('.src ol li').count()
    const before = await articles()
    // A fact of the third line; its passage is what S takes up.
    await staff.page.locator('.list-of-facts li[data-fact]', { hasText: '韦长青' }).last().locator('.line').click()
    await staff.page.keyboard.press('s')
    await staff.page.getByLabel('版式').selectOption('begins')
    await staff.page.getByText(/^已按此重读，\d+条有变。/).waitFor()
    expect(await articles()).toBe(before + 1)
    await staff.page.locator('li[data-fact]').first().waitFor()
    await picture(staff.page, 'review-split')
    await staff.page.keyboard.press('Control+z')
    await staff.page.getByText('已撤销：从这一行另起一篇。').waitFor()
    expect(await articles()).toBe(before)
    nothingStrange(staff)
  })

  it('when two people review it, then each sees what the other said, and nobody decides over the other', async () => {
    const { text, day } = article('两人')
    const pageId = await bringIn(staff.context, '两人', text, day)
    const head = await another()
    await signIn(head, 'head', '/intake')
    await open(staff.page, pageId)
    await open(head.page, pageId)
    const first = await inHand(staff.page)
    expect(await inHand(head.page)).toBe(first)
    // Looked for every few seconds; here the second is faster than that, as the look is held up.
    await head.page.route(/\/changes\?/, route => route.abort())
    await staff.page.keyboard.press('x')
    await staff.page.locator(`li.rejected[data-fact="${first}"]`).waitFor()
    await decidedOne(pageId, first)
    await head.page.keyboard.press('Enter')
    await head.page.getByText('1条没有办成。').waitFor()
    await head.page.getByText(/在.*已经动过这一条，现在是“不收”。您这一次没有算/).waitFor()
    await picture(head.page, 'review-two-people')
    expect((await factsOfPage(staff.context, pageId)).find(({ id }) => id === first)?.state).toBe('rejected')

    await head.page.unroute(/\/changes\?/)
    const second = await waitsInHand(staff.page)
    await staff.page.keyboard.press('Enter')
    await head.page.locator(`li.accepted[data-fact="${second}"]`).waitFor()
    await head.page.getByText(/刚动过第\d+条，现在是“收下”。/).waitFor()
    nothingStrange(staff)
    await head.close()
  })
})

async function decidedOne(pageId: string, id: string): Promise<void> {
  for (;;) {
    if ((await factsOfPage(staff.context, pageId)).find(each => each.id === id)?.state !== 'pending') return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

/** What contradicts another is for a person to decide: a key that says that both stand, and one that says why. */
async function bothStand(page: Page, keys: ReturnType<typeof counting>): Promise<void> {
  await keys.press('b')
  const dialog = page.getByRole('dialog', { name: '都对' })
  await dialog.waitFor()
  await keys.press('4')
  await dialog.waitFor({ state: 'detached' })
}

/** Puts one field right; gives whether the page offered the value. */
async function putRight(page: Page, keys: ReturnType<typeof counting>, digit: string, value: string): Promise<boolean> {
  await keys.press(digit)
  const picker = page.locator('.picker')
  await picker.waitFor()
  const choices = await picker.locator('li span').allInnerTexts()
  const at = choices.indexOf(value)
  if (at >= 0) await keys.press(String(at + 1))
  else {
    if ((await picker.locator('input').count()) === 0) await keys.press('Enter')
    await picker.locator('input').waitFor()
    await keys.write(value)
    await keys.press('Enter')
  }
  await picker.waitFor({ state: 'detached' })
  return at >= 0
}

/** Every fact that was put right now reads as the annotation says. */
async function matches(page: AnnotatedPage, pageId: string, plans: ReadonlyMap<string, Plan>): Promise<void> {
  const facts = await factsOfPage(staff.context, pageId)
  for (const { id, fact } of facts) {
    const values: Readonly<Record<string, unknown>> = fact
    for (const { key, value } of plans.get(id)?.corrections ?? []) expect(String(values[key]), page.name).toBe(value)
  }
}
