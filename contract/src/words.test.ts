import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { refusalWords, sentenceOf } from './words.ts'

const server = join(import.meta.dirname, '../../server/src')
const sources = readdirSync(server, { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('testing/'))
  .map(path => ({ path, text: readFileSync(join(server, path), 'utf8') }))

/** Codes that the server throws as literals, with the file that throws them. */
function thrown(files: typeof sources): Array<{ code: string; path: string }> {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(/\brefuse\(\s*'([a-z-]+\.[a-z0-9-]+)'/g)].map(found => ({ code: found[1] ?? '', path })),
  )
}

const unworded = (files: typeof sources) =>
  thrown(files).filter(({ code }) => !(code in refusalWords.zh) || !(code in refusalWords.en))

describe('every refusal the server throws', () => {
  it('has its sentence in both languages', () => {
    expect(thrown(sources).length).toBeGreaterThan(50)
    expect(unworded(sources)).toEqual([])
  })

  it('is seen to be missed when a code has no sentence', () => {
    expect(unworded([{ path: 'planted.ts', text: "throw refuse('planted.without-words')" }])).toEqual([
      { code: 'planted.without-words', path: 'planted.ts' },
    ])
  })
})

describe('the list of sentences', () => {
  it('holds every file of the folder', async () => {
    for (const name of readdirSync(join(import.meta.dirname, 'words')).filter(
      each => each.endsWith('.ts') && !each.endsWith('.test.ts'),
    )) {
      const list: { zh: Record<string, string>; en: Record<string, string> } = await import(
        `./words/${name.slice(0, -3)}.ts`
      )
      expect(Object.keys(list.zh).filter(code => refusalWords.zh[code] !== list.zh[code])).toEqual([])
      expect(Object.keys(list.en).sort()).toEqual(Object.keys(list.zh).sort())
    }
  })

  it('names the same values in both languages', () => {
    const values = (sentence: string) => [
      ...new Set([...sentence.matchAll(/\{(\w+)/g)].map(found => found[1]?.replace(/En$/, ''))),
    ]
    const differing = Object.keys(refusalWords.zh).filter(
      code => !values(refusalWords.en[code] ?? '').every(value => values(refusalWords.zh[code] ?? '').includes(value)),
    )
    expect(differing).toEqual([])
  })

  it('puts a value in as it is, whatever it would mean to a format', () => {
    for (const given of ['{known}', '$&$1', '%s %n', '\\u0041', '<b>'])
      for (const language of ['zh', 'en'] as const)
        expect(sentenceOf(language, 'app.limits-unfit', { given, known: 'reads' })).toContain(given)
  })

  it('puts values in, and shows an unknown code as it is', () => {
    expect(sentenceOf('zh', 'session.locked-too-many', { minutes: 10 })).toContain('10')
    expect(sentenceOf('en', 'nowhere.known', {})).toContain('nowhere.known')
  })
})
