import { describe, expect, it } from 'vitest'
import { cellsOf, perCell } from './cells.ts'

const stage = (recognised: number, claimed: number, fresh = 0) => ({
  recognised: { value: recognised },
  claimed: { value: claimed },
  fresh,
})

describe('the cells of a stage', () => {
  it('are one a project: what stood there, what came since, claims on top', () => {
    expect(cellsOf(stage(4, 1, 2), 1)).toEqual(['recognised', 'recognised', 'fresh', 'fresh', 'claimed'])
  })

  it('never show more new ones than are recognised', () => {
    expect(cellsOf(stage(1, 0, 3), 1)).toEqual(['fresh'])
  })

  it('stand for several where a stage is full, and a single project keeps its cell', () => {
    const per = perCell([900, 1, 0])
    expect(per).toBe(23)
    expect(cellsOf(stage(900, 0), per)).toHaveLength(40)
    expect(cellsOf(stage(1, 0), per)).toHaveLength(1)
  })

  it('are none where nothing is known', () => {
    expect(perCell([])).toBe(1)
    expect(cellsOf({ recognised: { value: null }, claimed: { value: null } }, 1)).toEqual([])
  })
})
