import { describe, expect, it } from 'vitest'
import { layOut } from './tree.ts'

const node = (id: string, parentId: string | null) => ({ id, parentId })
const lines = (rows: ReturnType<typeof node>[], ...closed: string[]) =>
  layOut(rows, new Set(closed)).map(({ row, depth, hasBelow }) => `${depth}${row.id}${hasBelow ? '+' : ''}`)

describe('a tree', () => {
  const rows = [node('c', 'b'), node('a', null), node('b', 'a'), node('d', 'a'), node('e', 'gone')]

  it('stands from the top, siblings in the order given, orphans at the top', () => {
    expect(lines(rows)).toEqual(['0a+', '1b+', '2c', '1d', '0e'])
  })

  it('hides what stands below a closed row, at any depth, and nothing else', () => {
    expect(lines(rows, 'b')).toEqual(['0a+', '1b+', '1d', '0e'])
    expect(lines(rows, 'a')).toEqual(['0a+', '0e'])
  })

  it('loses no row that stands in a circle', () => {
    expect(lines([node('x', 'y'), node('y', 'x')])).toEqual(['0x', '0y'])
  })
})
