import { describe, expect, it } from 'vitest'
import { piecesOf } from './minutes.ts'

const items = (...minutes: Array<number | null>) =>
  minutes.map((each, index) => ({ key: String(index), minutes: each }))

describe('the minutes of an agenda', () => {
  it('fill the meeting and say what is left', () => {
    expect(piecesOf(items(25, 20, 120), 180)).toMatchObject({ planned: 165, free: 15, over: 0, unsized: 0 })
  })

  it('are cut where the meeting ends, and what follows is over', () => {
    expect(piecesOf(items(100, 100, 10), 180)).toEqual({
      pieces: [
        { key: '0', minutes: 100, over: false },
        { key: '1', minutes: 80, over: false },
        { key: '1~', minutes: 20, over: true },
        { key: '2~', minutes: 10, over: true },
      ],
      planned: 210,
      free: 0,
      over: 30,
      unsized: 0,
    })
  })

  it('of an item without a length are none, and that is told', () => {
    expect(piecesOf(items(null, 30), 30)).toMatchObject({ planned: 30, free: 0, over: 0, unsized: 1 })
  })

  it('cannot go over where the meeting has no length', () => {
    expect(piecesOf(items(500), null)).toMatchObject({ planned: 500, free: 0, over: 0 })
  })
})
