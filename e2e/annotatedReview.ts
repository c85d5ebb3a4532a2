import { randomUUID } from 'node:crypto'
import type { BrowserContext, Page } from 'playwright-core'
import type { z } from 'zod'
import { articleDetail, type FactView, pageDetail, pageRow } from '#contract/intake.ts'
import type { AnnotatedPage, GoldFacts } from '#server/intake/extract/testing/gold.ts'
import { dice, plain } from '#server/intake/extract/testing/sameness.ts'

const region = '/api/320600'

async function asked<S extends z.ZodType>(context: BrowserContext, path: string, schema: S): Promise<z.output<S>> {
  const answer = await context.request.get(region + path)
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
  return schema.parse(await answer.json())
}

/** Brings a page in for whoever is signed in; gives its id. */
export async function bringIn(context: BrowserContext, name: string, text: string, issueDate: string | null) {
  const key = randomUUID()
  for (;;) {
    const answer = await context.request.post(`${region}/intake/pages`, {
      headers: { 'x-jianghai': '1', 'idempotency-key': key },
      data: { name, text, issueDate },
    })
    if (answer.ok()) return itself(context, pageRow.parse(await answer.json()).id)
    if (answer.status() !== 503) throw new Error(`bringing ${name}: ${answer.status()} ${await answer.text()}`)
    await new Promise(resolve => setTimeout(resolve, 300))
  }
}

/** Says of the articles of a page that look like earlier ones that they are not: a walk reviews one text more than once. */
async function itself(context: BrowserContext, pageId: string): Promise<string> {
  const { items } = await asked(context, `/intake/pages/${pageId}`, pageDetail)
  for (const { id } of items) {
    const { repeat } = await asked(context, `/intake/articles/${id}`, articleDetail)
    if (!repeat) continue
    const answer = await context.request.post(`${region}/intake/articles/${id}/repeat`, {
      headers: { 'x-jianghai': '1', 'idempotency-key': randomUUID() },
      data: { version: repeat.version, verdict: 'different' },
    })
    if (!answer.ok()) throw new Error(`an article that repeats: ${answer.status()} ${await answer.text()}`)
  }
  return pageId
}

/** Every fact of a page, article by article, in the order of the desk. */
export async function factsOfPage(context: BrowserContext, pageId: string): Promise<FactView[]> {
  const facts: FactView[] = []
  const { items } = await asked(context, `/intake/pages/${pageId}`, pageDetail)
  for (const { id } of items) facts.push(...(await asked(context, `/intake/articles/${id}`, articleDetail)).facts)
  return facts
}

/** How one field of a fact is to read by the annotation. */
export type Wanted = { key: string; value: string }
/** What a person who has the annotation before them does with a fact. */
export type Plan = { id: string; act: 'accept' | 'reject'; corrections: Wanted[] }

/**
 * What the annotation makes of each fact that was read: accept it as it is, put fields right whose words are not those of the annotation
 * — strictly, where the scorer of the reading forgives — or reject what the annotation does not have, of the kinds it has completely.
 */
export function plansFor({ gold, text }: AnnotatedPage, facts: readonly FactView[]): Plan[] {
  const squeezed = squeeze(text)
  const golds = gold.articles.map(article => article.facts)
  const taken = new Set<unknown>()
  return facts.map(({ id, fact }) => {
    const start = squeezed[fact.evidence.start] ?? 0
    const end = squeezed[fact.evidence.end] ?? 0
    const here = <F extends { offset_ns: number; evidence: string }>(pick: (facts: GoldFacts) => readonly F[]): F[] =>
      golds
        .flatMap(pick)
        .filter(each => each.offset_ns < end && start < each.offset_ns + each.evidence.length && !taken.has(each))
    const best = <F>(found: readonly F[], likeness: (each: F) => number): F | undefined => {
      const [first] = found.map(each => ({ each, n: likeness(each) })).sort((a, b) => b.n - a.n)
      if (!first || first.n <= 0) return undefined
      taken.add(first.each)
      return first.each
    }
    const plan = (wanted: ReadonlyArray<Wanted | null> | undefined): Plan =>
      wanted === undefined
        ? { id, act: 'reject', corrections: [] }
        : { id, act: 'accept', corrections: wanted.filter(each => each !== null) }

    if (fact.kind === 'person') {
      const like = best(
        here(all => all.people),
        each => Number(plain(each.name) === plain(fact.name)),
      )
      return plan(like && [like.post ? other('post', fact.post, like.post) : null])
    }
    if (fact.kind === 'figure') {
      const like = best(
        here(all => all.figures),
        each => Number(each.value === fact.value) + dice(each.indicator, fact.indicator) - 0.5,
      )
      return plan(
        like && [
          other('value', fact.value, like.value),
          other('unit', fact.unit, like.unit),
          other('indicator', fact.indicator, like.indicator),
        ],
      )
    }
    if (fact.kind === 'project') {
      const like = best(
        here(all => all.projects),
        each => dice(each.name, fact.name),
      )
      return plan(like && (like.stage ? [other('stage', fact.stage, like.stage)] : []))
    }
    if (fact.kind === 'task') {
      const like = best(
        here(all => all.tasks),
        () => 1,
      )
      return plan([like?.stated_by ? other('statedBy', fact.statedBy, like.stated_by) : null])
    }
    return plan([])
  })
}

function other(key: string, now: string | number | null, wanted: string | number): Wanted | null {
  return plain(now) === plain(wanted) ? null : { key, value: String(wanted) }
}

/** For each offset of a text, how many characters without white space stand before it. */
function squeeze(text: string): number[] {
  let n = 0
  const counts = [0]
  for (const unit of text.split('')) counts.push(/\s/u.test(unit) ? n : ++n)
  return counts
}

/** Pastes a text on the page of pages and waits until it was read, as a person does. */
export async function paste(page: Page, text: string, publication?: string): Promise<void> {
  await page.getByRole('button', { name: '贴文字' }).click()
  await page.getByLabel('版面文字').fill(text)
  if (publication !== undefined) await page.getByLabel('报刊').fill(publication)
  await page.getByRole('button', { name: '读这一版' }).click()
  await page
    .getByText(/^\d+篇，\d+条待定$/)
    .first()
    .waitFor()
}
