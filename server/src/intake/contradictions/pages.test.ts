import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { extractPage } from '../extract/index.ts'
import { annotatedPages } from '../extract/testing/gold.ts'
import { stageOrder } from '../reading/stageOrder.ts'
import { dayOfResolved, resolvedDate } from '../rules.ts'
import { aboutOf, contradictionsOf, type Known } from './index.ts'

type Page = { name: string; text: string; issueDate: string | null }

const shared = new URL('../../../../../shared/pages/', import.meta.url)
const golds = new URL('gold/', shared)
const printed: Page[] = existsSync(golds)
  ? annotatedPages(shared, golds).map(({ name, text, gold }) => ({ name, text, issueDate: gold.issue.issue_date }))
  : []
if (printed.length === 0)
  console.warn(`SKIPPED: no annotated pages at ${fileURLToPath(shared)}; false alarms are counted on our own only`)

const demo = new URL('../../../../demo/pages/', import.meta.url)
const listed = z.array(z.object({ file: z.string(), issueDate: z.string() }))
const ours: Page[] = listed
  .parse(JSON.parse(readFileSync(new URL('index.json', demo), 'utf8')))
  .map(({ file, issueDate }) => ({ name: file, text: readFileSync(new URL(file, demo), 'utf8'), issueDate }))

/** What is raised when every fact of some pages is accepted: each contradiction once, by its kind and the passages of both sides. */
function raisedOn(pages: readonly Page[]): string[] {
  const all = pages.flatMap(({ name, text, issueDate }) =>
    extractPage(text, { name, issueDate }).articles.flatMap(({ facts, datelines }, article) =>
      facts.map((fact, index): Known => {
        const occurredOn = dayOfResolved(resolvedDate(fact, datelines))
        const articleId = `${name} ${article}`
        return { id: `${articleId} ${index}`, articleId, fact, text, occurredOn, issueDate, about: aboutOf(fact) }
      }),
    ),
  )
  const articles = Map.groupBy(all, ({ articleId }) => articleId)
  const abouts = Map.groupBy(all, ({ about }) => about)
  const passages = new Map(all.map(({ id, fact }) => [id, `${id}: ${fact.evidence.text}`]))
  const found = all.flatMap(own =>
    contradictionsOf(
      own,
      { article: articles.get(own.articleId) ?? [], accepted: own.about === null ? [] : (abouts.get(own.about) ?? []) },
      stageOrder,
    ),
  )
  return [
    ...new Set(
      found.map(({ kind, factId, otherIds }) =>
        [kind, ...[factId, ...otherIds].map(id => passages.get(id) ?? id).toSorted()].join('\n'),
      ),
    ),
  ]
}

describe('pages on which nothing is contradicted', () => {
  it.each([['our demonstration', ours] as const, ...printed.map(page => [page.name, [page]] as const)])(
    'raise no false alarm: %s',
    (_, pages) => expect(raisedOn(pages)).toEqual([]),
  )

  it('would show one: a project told of again with another sum', () => {
    const text = (sum: number) => `# 项目\n\n本报讯 昨天，云帆半导体封测项目正式落户崇川区，总投资${sum}亿元。`
    const page = (sum: number) => ({ name: `${sum}`, text: text(sum), issueDate: '2025-05-08' })
    expect(raisedOn([page(20), page(20)])).toEqual([])
    expect(raisedOn([page(20), page(21)])).toMatchObject([expect.stringMatching(/^amount\n20 .*\n21 /)])
  })
})
