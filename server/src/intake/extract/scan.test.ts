import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { POST_ENDS } from './people/posts.ts'
import { allMatches, search, searchFor } from './scan.ts'

const folder = new URL('./testing/pages/', import.meta.url)
const pages = readdirSync(folder)
  .filter(name => name.endsWith('.txt'))
  .map(name => readFileSync(new URL(name, folder), 'utf8'))

const spots = (matches: Iterable<RegExpExecArray>) => [...matches].map(match => [match.index, ...match])

describe('all matches', () => {
  test('are those of matchAll, empty ones too', () => {
    for (const [pattern, text] of [
      [/一(二)?/g, '一二一三二'],
      [/二*/g, '一二二三'],
      [/四/g, '一二三'],
    ] as const)
      expect(spots(allMatches(pattern, text))).toEqual(spots(text.matchAll(pattern)))
  })

  test('may be looked for again with the same pattern while they are read', () => {
    const pattern = /一/g
    const seen = allMatches(pattern, '一二一').flatMap(match => [match.index, allMatches(pattern, '一').length])
    expect(seen).toEqual([0, 1, 2, 1])
  })
})

describe('a search', () => {
  test('finds what its pattern finds anywhere on the pages', () => {
    const anywhere = new RegExp(POST_ENDS.pattern.source, 'g')
    const found = pages.map(page => spots(search(POST_ENDS, page)))
    expect(found).toEqual(pages.map(page => spots(page.matchAll(anywhere))))
    expect(found.flat().length).toBeGreaterThan(10)
  })

  test('finds nothing that begins with a character it was not told of', () => {
    expect(spots(search(searchFor('开工|竣工', '开竣'), '开工、竣工'))).toEqual([
      [0, '开工'],
      [3, '竣工'],
    ])
    expect(spots(search(searchFor('开工|竣工', '开'), '开工、竣工'))).toEqual([[0, '开工']])
  })

  test('goes on behind a match, as one pattern over the text would', () => {
    expect(spots(search(searchFor('一一', '一'), '一一一'))).toEqual([[0, '一一']])
  })
})
