import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusalWords } from '#contract/words.ts'
import { aCity, type City } from '#server/testing/city.ts'
import { columnsOf } from '#server/testing/everyRecord.ts'
import { eventsOf, securityTables } from '#server/testing/securityTables.ts'

/*
 * The documents in docs/security, held to the code: their tables of numbers and lists are the code's, and what they list by hand is
 * there and complete. `JIANGHAI_WRITE_TABLES=1` writes the tables anew.
 */

const root = join(import.meta.dirname, '../../..')
const folder = join(root, 'docs/security')
const documents = new Map(
  readdirSync(folder)
    .filter(name => name.endsWith('.md'))
    .map(name => [name, readFileSync(join(folder, name), 'utf8')]),
)
const marked = /<!-- from the code: ([^>]+) -->\n([\s\S]*?)\n?<!-- end -->/g

if (process.env.JIANGHAI_WRITE_TABLES === '1')
  for (const [name, text] of documents) {
    const written = text.replace(
      marked,
      (_, table: string) => `<!-- from the code: ${table} -->\n${securityTables[table]?.()}\n<!-- end -->`,
    )
    writeFileSync(join(folder, name), written)
    documents.set(name, written)
  }

/** The tables of a document that are not what the code says. */
const driftedIn = (text: string) =>
  [...text.matchAll(marked)]
    .filter(([, name = '', said]) => securityTables[name]?.() !== said)
    .map(([, name = '']) => name)

describe('the tables in the security documents', () => {
  it('say what the code says', () => {
    for (const [name, text] of documents) expect(driftedIn(text), name).toEqual([])
    const used = [...documents.values()].flatMap(text => [...text.matchAll(marked)].map(([, name = '']) => name))
    expect(used.toSorted()).toEqual(Object.keys(securityTables).toSorted())
  })

  it('are seen to drift when a number in them is another', () => {
    const text = documents.get('limits.md') ?? ''
    const [number = ''] = /600 at once/.exec(text) ?? []
    expect(number).not.toBe('')
    expect(driftedIn(text.replace(number, '700 at once'))).toEqual(['limits of each and of all'])
  })

  it('hold the events that are known to be recorded', () => {
    expect(eventsOf().length).toBeGreaterThan(80)
    expect(eventsOf()).toEqual(
      expect.arrayContaining(['kernel.request-refused', 'accounts.locked', 'registry.${kind}-draft-withdrawn']),
    )
  })
})

/** The lines of the first table under a heading, as cells. */
function linesUnder(name: string, heading: string): string[][] {
  const part = (documents.get(name) ?? '').split(/^#+ +/m).find(each => each.split('\n')[0] === heading) ?? ''
  return part
    .split('\n')
    .filter(line => line.startsWith('| ') && !line.startsWith('| ---'))
    .slice(1)
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim()),
    )
}
const quoted = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)

describe('what is listed by hand', () => {
  let city: City
  beforeAll(async () => {
    city = await aCity()
  })
  afterAll(() => city.close())

  it('gives every table of the database one level of protection', async () => {
    const there = new Set((await columnsOf(city)).map(({ table }) => table.replace(/_history$/, '')))
    const listed = linesUnder('data.md', 'Levels and what is of each').flatMap(([, , tables = '']) => quoted(tables))
    expect(listed.toSorted()).toEqual([...there].toSorted())
  })

  it('names combined fields whose refusal has a sentence and a test', () => {
    const tests = allTests().join('\n')
    const codes = linesUnder('fields.md', 'Fields that belong together').flatMap(([, code = '']) => quoted(code))
    expect(codes.length).toBeGreaterThan(12)
    expect(codes.filter(code => !(code in refusalWords.zh) || !tests.includes(code))).toEqual([])
    expect(tests.includes(['nobody', 'threw-this'].join('.'))).toBe(false)
  })

  it('names the keys that an installation makes, and no file besides', () => {
    const keys = linesUnder('keys.md', 'Keys').flatMap(([key = '']) => quoted(key))
    const sources = ['server/src/app/installation.ts', 'server/src/kernel/log/checkpoint.ts'].map(path =>
      readFileSync(join(root, path), 'utf8'),
    )
    const made = sources.flatMap(text => [...text.matchAll(/'([a-z-]+\.(?:secret|pem))'/g)].map(([, key = '']) => key))
    expect(keys.toSorted()).toEqual([...new Set(made)].toSorted())
  })

  it('names every variable of the environment that the program reads', () => {
    const listed = linesUnder('connections.md', 'Settings by the environment').flatMap(([name = '']) => quoted(name))
    const read = sourcesBelow('server/src').flatMap(text =>
      [...text.matchAll(/process\.env\.([A-Z_]+)/g)].map(([, name = '']) => name),
    )
    expect(listed.toSorted()).toEqual([...new Set(read)].toSorted())
  })
})

const filesBelow = (path: string) =>
  readdirSync(join(root, path), { withFileTypes: true, recursive: true })
    .filter(each => each.isFile() && each.name.endsWith('.ts') && !each.parentPath.includes('node_modules'))
    .map(each => join(each.parentPath, each.name))
const allTests = () =>
  filesBelow('server/src')
    .filter(path => path.endsWith('.test.ts'))
    .map(path => readFileSync(path, 'utf8'))
const sourcesBelow = (path: string) =>
  filesBelow(path)
    .filter(each => !each.endsWith('.test.ts') && !each.includes('/testing/'))
    .map(each => readFileSync(each, 'utf8'))
