import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { readTable } from '#kernel/files/index.ts'
import { hasShared, shared } from '#server/testing/shared.ts'

const root = join(import.meta.dirname, '../../..')
const oracle = 'oracles/asvs/OWASP_ASVS_5.0.0_en.csv'
/** What the product has nothing of: OAuth and OIDC, WebRTC; memory, GraphQL, out-of-band authentication. */
const chaptersOut = ['V10', 'V17']
const sectionsOut = ['V1.4', 'V4.3', 'V6.6']

const words = z.string().trim().min(3)
const common = {
  id: z.string().regex(/^V\d+\.\d+\.\d+$/),
  level: z.union([z.literal(1), z.literal(2)]),
  about: words.refine(text => text.split(/\s+/).length <= 8, 'at most eight words'),
}
/**
 * Only what a test shows is met; a wall, and the documents that the requirement asks for, may stand beside its tests. A field of another
 * state is refused.
 */
const row = z.discriminatedUnion('state', [
  z.strictObject({
    ...common,
    state: z.literal('met'),
    tests: z.array(words).min(1),
    wall: words.optional(),
    documents: z.array(words).min(1).optional(),
  }),
  z.strictObject({ ...common, state: z.literal('not-yet'), missing: words }),
  z.strictObject({ ...common, state: z.literal('not-applicable'), because: words }),
])
type Row = z.infer<typeof row>

const text = readFileSync(join(root, 'docs/security/asvs.yaml'), 'utf8')
const standing = z.array(row).parse(parse(text))

describe('where the product stands on OWASP ASVS 5.0.0', () => {
  test('is said of 209 requirements, each once, and every test named is there', () => {
    expect(standing).toHaveLength(209)
    expect(faultsOf(standing)).toEqual([])
    console.log(tally(standing))
  })

  test.skipIf(!hasShared(oracle))(
    'is said of every requirement in scope, with its level, and of no other',
    async () => {
      const table = await readTable(readFileSync(join(shared, oracle)), 'asvs.csv')
      const [head = [], ...lines] = table.sheets[0]?.rows ?? []
      const column = (name: string) => head.indexOf(name)
      const [section, id, level] = [column('section_id'), column('req_id'), column('L')]
      expect([section, id, level]).not.toContain(-1)
      const inScope = lines
        .map(cells => ({ section: String(cells[section]), id: String(cells[id]), level: Number(cells[level]) }))
        .filter(each => each.level <= 2 && !sectionsOut.includes(each.section))
        .filter(each => !chaptersOut.includes(each.section.split('.')[0] ?? ''))
      expect(inScope).toHaveLength(209)
      expect(standing.map(each => `${each.id} level ${each.level}`)).toEqual(
        inScope.map(each => `${each.id} level ${each.level}`),
      )
    },
  )
})

describe('a claim that does not hold', () => {
  const good: Row = {
    id: 'V1.1.1',
    level: 1,
    about: 'planted here',
    state: 'met',
    tests: ['server/src/app/asvs.test.ts › a claim that does not hold'],
  }

  test('is found when its test is not there, in a file or at all, or is no test', () => {
    expect(faultsOf([good])).toEqual([])
    for (const [tests, fault] of [
      ['server/src/app/asvs.test.ts › nobody wrote this one', 'has no test'],
      ['server/src/app/none.test.ts › a claim that does not hold', 'there is no file'],
      ['server/src/app/rooms.ts › rooms', 'is no file of tests'],
      ['server/src/app/../app/asvs.test.ts › a claim that does not hold', 'is no file of tests'],
      // It stands in this file, but nobody is tested under it.
      ['server/src/app/asvs.test.ts › planted here', 'has no test'],
      ['server/src/app/asvs.test.ts', 'is no file of tests'],
    ] as const)
      expect(faultsOf([{ ...good, tests: [tests] }]).join(), tests).toContain(fault)
  })

  test('is found when its wall is not there, and when a requirement stands twice', () => {
    expect(faultsOf([{ ...good, wall: 'imports keep to the walls' }])).toEqual([])
    expect(faultsOf([{ ...good, wall: 'nobody built this one' }])).toEqual(['V1.1.1: no wall “nobody built this one”'])
    expect(faultsOf([good, good])).toEqual(['V1.1.1 stands twice'])
  })

  test('is found when its document is not there, or says nothing under the heading', () => {
    const withOne = (document: string) => faultsOf([{ ...good, documents: [document] }]).join()
    expect(withOne('docs/security/README.md › 安全 · Security')).toBe('')
    for (const [document, fault] of [
      ['docs/security/README.md › nobody wrote this', 'has no heading'],
      ['docs/security/none.md › Limits', 'there is no file'],
      ['docs/security/README.md', 'is no document'],
      ['docs/../README.md › Start', 'is no document'],
      ['server/src/app/asvs.test.ts › x', 'is no document'],
      // It stands in the text, but heads nothing.
      ['docs/security/README.md › the tests under', 'has no heading'],
    ] as const)
      expect(withOne(document), document).toContain(fault)
  })

  test.each([
    ['met without a test', { ...good, tests: [] }],
    ['met with something missing', { ...good, missing: 'half of it' }],
    ['not yet without what is missing', { id: good.id, level: 1, about: good.about, state: 'not-yet' }],
    ['not applicable without a reason', { id: good.id, level: 1, about: good.about, state: 'not-applicable' }],
    ['of another state', { ...good, state: 'nearly' }],
    ['of level 3', { ...good, level: 3 }],
    ['with the length of the standard’s own words', { ...good, about: 'one two three four five six seven eight nine' }],
  ])('is not read: %s', (_, planted) => {
    expect(row.safeParse(good).success).toBe(true)
    expect(row.safeParse(planted).success).toBe(false)
  })
})

/** What is wrong with the rows beyond their form: ids that stand twice, tests and walls that are not there. */
function faultsOf(rows: readonly Row[]): string[] {
  const seen = new Set<string>()
  return rows.flatMap(each => {
    const twice = seen.has(each.id) ? [`${each.id} stands twice`] : []
    seen.add(each.id)
    if (each.state !== 'met') return twice
    const tests = each.tests.flatMap(named => faultOfTest(named).map(fault => `${each.id}: ${fault}`))
    const wall = each.wall === undefined || isWall(each.wall) ? [] : [`${each.id}: no wall “${each.wall}”`]
    const documents = (each.documents ?? []).flatMap(named =>
      faultOfDocument(named).map(fault => `${each.id}: ${fault}`),
    )
    return [...twice, ...tests, ...wall, ...documents]
  })
}

function faultOfTest(named: string): string[] {
  const [path = '', ...rest] = named.split(' › ')
  const title = rest.join(' › ')
  if (!/^[\w/-]+(\.storm)?\.test\.(ts|tsx|js)$/.test(path) || title === '') return [`“${named}” is no file of tests`]
  if (!existsSync(join(root, path))) return [`there is no file ${path}`]
  return isTitle(readFileSync(join(root, path), 'utf8'), title) ? [] : [`${path} has no test “${title}”`]
}

/** A document is a file and a heading in it, with something under it before the next. */
function faultOfDocument(named: string): string[] {
  const [path = '', ...rest] = named.split(' › ')
  const heading = rest.join(' › ')
  if (!/^docs\/[\w/-]+\.md$/.test(path) || heading === '') return [`“${named}” is no document`]
  if (!existsSync(join(root, path))) return [`there is no file ${path}`]
  const parts = readFileSync(join(root, path), 'utf8').split(/^#+ +/m)
  const under = parts.find(part => part.split('\n')[0]?.trim() === heading)
  if (under === undefined) return [`${path} has no heading “${heading}”`]
  return under.trim().length > heading.length + 40 ? [] : [`${path} says nothing under “${heading}”`]
}

/** The title opens the arguments of a call, as titles of tests do; the same words elsewhere in the file are none. */
function isTitle(source: string, title: string): boolean {
  return ["'", '"', '`'].some(quote => {
    const opened = source.split(`${quote}${title}${quote},`).slice(0, -1)
    return opened.some(before => before.trimEnd().endsWith('('))
  })
}

function isWall(name: string): boolean {
  return ['rules', 'types', 'doors', 'sqlText', 'places', 'clocks', 'lengths', 'words'].some(file =>
    readFileSync(join(root, `tools/walls/${file}.ts`), 'utf8').includes(`name: '${name}'`),
  )
}

function tally(rows: readonly Row[]): string {
  const lines = [1, 2].map(level => {
    const states = ['met', 'not-yet', 'not-applicable'].map(
      state => `${rows.filter(each => each.level === level && each.state === state).length} ${state}`,
    )
    return `OWASP ASVS 5.0.0 level ${level}: ${states.join(', ')}`
  })
  return lines.join('\n')
}
