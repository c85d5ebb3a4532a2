import { describe, expect, it } from 'vitest'
import type { PackMatterLine, UnitSheet } from '#contract/gatherings.ts'
import type { Light } from '#contract/kernel.ts'
import { unitStrips } from './units.ts'

const strip = (unitId: string | null, ...lights: Light[]) => ({
  unitId,
  total: lights.length,
  cells: lights.map((light, at) => ({ id: `${unitId}-${at}`, title: `事项${at}`, light })),
})
const names = new Map([
  ['a', { nameZh: '南通市科学技术局', nameEn: 'Science Bureau', shortZh: '市科技局' }],
  ['b', { nameZh: '崇川区', nameEn: null, shortZh: null }],
])
/** A sheet as far as the changes of a unit are read from it. */
const sheet = (id: string, ...matters: Array<Pick<PackMatterLine, 'light' | 'before' | 'since'>>) =>
  ({ unit: { id, nameZh: '', nameEn: null }, matters }) as UnitSheet

describe('the lights of the units', () => {
  it('stand with the heaviest light first, then by how many there are', () => {
    const strips = [
      strip('green', 'green', 'green'),
      strip('one-red', 'red'),
      strip('two-red', 'red', 'red'),
      strip('orange', 'orange', 'orange', 'orange', 'orange'),
      strip('more-green', 'green', 'green', 'grey'),
      strip('red-and-orange', 'red', 'orange'),
    ]
    expect(unitStrips(strips, new Map(), null).map(({ unitId }) => unitId)).toEqual([
      'two-red',
      'red-and-orange',
      'one-red',
      'orange',
      'more-green',
      'green',
    ])
  })

  it('are named shortly where there is a short name, and counted with the way to what was counted', () => {
    expect(unitStrips([strip('a', 'red'), strip('b', 'green'), strip(null, 'grey')], names, null)).toMatchObject([
      {
        unit: '市科技局',
        unitEn: 'Science Bureau',
        total: { value: 1, ref: { kind: 'matters', id: 'a', field: 'total' } },
      },
      { unit: '崇川区', unitEn: null },
      { unit: '', total: { ref: { kind: 'matters', id: 'none', field: 'total' } } },
    ])
  })

  it('say what changed since the meeting before: moves to the worse first, then what came and what ended', () => {
    const [found] = unitStrips([strip('a', 'red')], names, [
      sheet(
        'a',
        { light: 'green', before: 'red', since: 'changed' },
        { light: 'red', before: 'orange', since: 'changed' },
        { light: 'red', before: 'orange', since: 'changed' },
        { light: 'red', before: null, since: 'new' },
        { light: 'grey', before: 'green', since: 'closed' },
        { light: 'blue', before: 'blue', since: 'same' },
      ),
    ])
    expect(found?.changes).toEqual([
      { what: 'moved', from: 'orange', to: 'red', count: 2 },
      { what: 'moved', from: 'red', to: 'green', count: 1 },
      { what: 'fresh', count: 1 },
      { what: 'closed', count: 1 },
    ])
  })

  it('tell no change from not compared', () => {
    expect(unitStrips([strip('a', 'red')], names, [])[0]?.changes).toEqual([])
    expect(unitStrips([strip('a', 'red')], names, null)[0]?.changes).toBeNull()
  })
})
