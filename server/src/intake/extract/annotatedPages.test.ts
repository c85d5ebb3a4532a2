import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { extractPage } from './index.ts'

/** The annotated pages and their scorer stand beside the project; a clone without them says so and goes on. */
const shared = fileURLToPath(new URL('../../../../../shared/', import.meta.url))
const scorer = join(shared, 'tools/score-extraction.mjs')
const golds = existsSync(scorer) ? readdirSync(join(shared, 'pages/gold')).filter(name => name.endsWith('.json')) : []
if (golds.length === 0)
  console.warn(`SKIPPED: no annotated pages at ${shared}; extraction quality is not measured in this run`)

const counted = z.object({ gold: z.number(), found: z.number(), extra: z.number() })
const goldIssue = z.object({ issue: z.object({ issue_date: z.string().nullable() }) })
const kinds = [
  'articles',
  'bylines',
  'datelines',
  'people',
  'organisations',
  'places',
  'events',
  'projects',
  'agreements',
  'figures',
  'tasks',
] as const
type Kind = (typeof kinds)[number]

/** Kinds whose annotation is complete; of the others three predictions for each annotated one are free (see the scorer). */
const complete = new Set<Kind>(['people', 'figures', 'projects', 'agreements', 'bylines', 'articles'])

const folder = mkdtempSync(join(tmpdir(), 'extraction-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The scorer's counts for one page, after `change` has been made to the printed answer. */
function score(gold: string, change: (printed: string) => string = printed => printed): Record<string, unknown> {
  const goldFile = join(shared, 'pages/gold', gold)
  const pageFile = join(shared, 'pages', gold.replace('.json', '.txt'))
  const { issue } = goldIssue.parse(JSON.parse(readFileSync(goldFile, 'utf8')))
  const answer = extractPage(readFileSync(pageFile, 'utf8'), { name: gold, issueDate: issue.issue_date })
  const file = join(folder, gold)
  writeFileSync(file, change(JSON.stringify(answer)))
  return z
    .record(z.string(), z.unknown())
    .parse(
      JSON.parse(execFileSync(process.execPath, [scorer, goldFile, file, pageFile, '--json'], { encoding: 'utf8' })),
    )
}

type Total = { gold: number; found: number; extra: number }

function totals(change?: (printed: string) => string): Map<Kind, Total> {
  const sums = new Map<Kind, Total>()
  for (const gold of golds) {
    const scores = score(gold, change)
    for (const kind of kinds) {
      const one = counted.safeParse(scores[kind]).data
      if (!one) continue
      const sum = sums.get(kind) ?? { gold: 0, found: 0, extra: 0 }
      sums.set(kind, { gold: sum.gold + one.gold, found: sum.found + one.found, extra: sum.extra + one.extra })
    }
  }
  return sums
}

const recall = (sum: Total) => sum.found / sum.gold
function f1(kind: Kind, sum: Total): number {
  const predicted = sum.found + sum.extra
  const precision = Math.min(1, sum.found / (complete.has(kind) ? predicted : Math.max(sum.found, predicted / 3)))
  return (2 * precision * recall(sum)) / (precision + recall(sum) || 1)
}

describe.skipIf(golds.length === 0)('the annotated pages, taken together', () => {
  const sums = golds.length > 0 ? totals() : new Map<Kind, Total>()
  const of = (kind: Kind) => sums.get(kind) ?? { gold: 1, found: 0, extra: 0 }

  test.each<[Kind, number]>([
    ['articles', 0.98],
    ['bylines', 0.98],
    ['people', 0.98],
    ['figures', 0.97],
    ['projects', 0.95],
    ['agreements', 0.95],
  ])('%s are found and nothing else is: F1 at least %d', (kind, least) =>
    expect(f1(kind, of(kind))).toBeGreaterThanOrEqual(least),
  )

  test.each<[Kind, number]>([
    ['datelines', 0.98],
    ['organisations', 0.95],
    ['places', 0.95],
    ['events', 0.95],
    ['tasks', 0.95],
  ])('%s are found: recall at least %d, and F1 at least 0.85', (kind, least) => {
    expect(recall(of(kind))).toBeGreaterThanOrEqual(least)
    expect(f1(kind, of(kind))).toBeGreaterThanOrEqual(0.85)
  })

  test('every evidence is exact, and what was found means what the page means', () => {
    for (const gold of golds) {
      const { evidence, meaning } = score(gold)
      expect(evidence).toMatchObject({ share: 1 })
      for (const share of Object.values(z.record(z.string(), z.number().nullable()).parse(meaning))) {
        expect(share ?? 1).toBeGreaterThanOrEqual(0.85)
      }
    }
  })

  test('the scorer sees what is wrong: names changed, evidence moved', () => {
    const renamed = totals(printed => printed.replaceAll('"kind":"person","name":"', '"kind":"person","name":"某'))
    expect(f1('people', renamed.get('people') ?? of('people'))).toBeLessThan(0.1)
    const moved = score(golds[0] ?? '', printed =>
      printed.replaceAll(/"start":(\d+)/g, (_, at) => `"start":${Number(at) + 1}`),
    )
    expect(moved.evidence).toMatchObject({ share: 0 })
  })
})

const named = z.object({ name: z.string() })
const goldNames = z.object({
  articles: z.array(
    z.object({
      bylines: z.array(named),
      facts: z.object({
        people: z.array(named),
        organisations: z.array(z.object({ name: z.string(), type: z.string() })),
        projects: z.array(named),
      }),
    }),
  ),
})

/** The sources that read pages, without what their comments give as examples. */
function codeThatReads(): string {
  const folder = import.meta.dirname
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    file => /(?<!\.test)\.ts$/.test(file) && !file.startsWith('testing'),
  )
  return files
    .map(file => readFileSync(join(folder, file), 'utf8').replaceAll(/\/\*.*?\*\/|^\s*\/\/.*$/gms, ''))
    .join('\n')
}

describe.skipIf(golds.length === 0)('who and what the annotated pages name', () => {
  test('stands nowhere in the code that reads: no dictionary knows these pages', () => {
    const names = golds.flatMap(gold =>
      goldNames
        .parse(JSON.parse(readFileSync(join(shared, 'pages/gold', gold), 'utf8')))
        .articles.flatMap(({ bylines, facts }) => [
          ...[...bylines, ...facts.people, ...facts.projects].map(({ name }) => name),
          // 市政府 and 工信部 are words of the language; firms, institutes and parks are not.
          ...facts.organisations.filter(({ type }) => !/政府|党|国家部委/.test(type)).map(({ name }) => name),
        ]),
    )
    const standIn = (code: string) => names.filter(name => code.includes(name))
    expect(names.length).toBeGreaterThan(60)
    expect(standIn(codeThatReads())).toEqual([])
    expect(standIn(`${codeThatReads()} '${names[0]}'`)).toContain(names[0])
  })
})
