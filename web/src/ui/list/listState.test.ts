import { describe, expect, it } from 'vitest'
import { parseSearch, patched, stringifySearch } from '../urlState.ts'
import { narrowed, nextSort, rangeOf, readListState } from './listState.ts'

describe('a list in the address', () => {
  it('is read back as it was written, without quotes round what was typed', () => {
    const values = { find: '123', light: 'red', asOf: '2024-09-30T18:00', page: '2' }
    expect(stringifySearch(values)).toBe('?find=123&light=red&asOf=2024-09-30T18:00&page=2')
    expect(parseSearch(stringifySearch(values))).toEqual(values)
  })

  it('leaves empty values out', () => {
    expect(patched({ find: 'a', light: 'red' }, { find: '', light: undefined, sort: '-due' })).toEqual({ sort: '-due' })
    expect(stringifySearch({ find: '', n: 3 })).toBe('')
  })

  it('takes its own sort and first page where the address says nothing', () => {
    expect(readListState({ other: 'x' }, '', ['light'], '-due')).toEqual({
      find: '',
      sort: '-due',
      cursor: undefined,
      page: 1,
      filters: {},
    })
  })

  it.each(['0', '-2', 'x', '1.5'])('does not believe page %s', page => {
    expect(readListState({ cursor: 'c', page }, '', [], 'a').page).toBe(1)
  })

  it('keeps two lists of a page apart', () => {
    const values = { find: 'a', partsFind: 'b', partsLight: 'red' }
    expect(readListState(values, 'parts', ['light'], 'a')).toMatchObject({ find: 'b', filters: { light: 'red' } })
  })

  it('begins again at the first page when it is narrowed or sorted anew', () => {
    expect(narrowed('', { find: 'b' })).toEqual({ find: 'b', cursor: undefined, page: undefined })
    expect(patched({ cursor: 'c', page: '3', find: 'a' }, narrowed('', { find: 'b' }))).toEqual({ find: 'b' })
  })
})

describe('pressing the head of a column', () => {
  it('sorts up, then down, then as the list does by itself', () => {
    expect(nextSort('-due', 'title', '-due')).toBe('title')
    expect(nextSort('title', 'title', '-due')).toBe('-title')
    expect(nextSort('-title', 'title', '-due')).toBeUndefined()
    expect(nextSort('-title', 'due', 'due')).toBeUndefined()
  })
})

it('the rows shown are counted from 1', () => {
  expect(rangeOf(1, 50, 50)).toEqual({ from: 1, to: 50 })
  expect(rangeOf(3, 50, 11)).toEqual({ from: 101, to: 111 })
})
