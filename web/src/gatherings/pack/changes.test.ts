import { describe, expect, it } from 'vitest'
import type { PackMatterLine, UnitSheet } from '../api.ts'
import { changesOf, changesOfPack } from './changes.ts'
import { placeOf, samePlace, searchOf } from './pages.ts'

const figure = (value: number | null) => ({
  value,
  unit: '个',
  bound: null,
  printed: null,
  evidence: 'computed' as const,
  ref: { kind: 'pack', id: 'x', field: 'y' },
})
const matter = (
  id: string,
  since: PackMatterLine['since'],
  before: PackMatterLine['before'] = null,
): PackMatterLine => ({
  id,
  refNo: null,
  title: id,
  state: 'in_progress',
  light: 'red',
  because: '',
  becauseEn: '',
  dueOn: null,
  workdaysLeft: null,
  actual: figure(null),
  plan: figure(null),
  since,
  before,
})
const stage = (code: string, fresh: number) => ({
  stage: code,
  zh: code,
  en: code,
  end: false,
  recognised: figure(fresh + 1),
  fresh,
  claimed: figure(0),
})
const sheet: Pick<UnitSheet, 'unit' | 'matters' | 'stages'> = {
  unit: { id: 'u', nameZh: '甲', nameEn: null, shortZh: null },
  matters: [matter('a', 'changed', 'orange'), matter('b', 'same'), matter('c', 'closed'), matter('d', 'new')],
  stages: [stage('signed', 0), stage('started', 2)],
}

describe('the difference to the last pack', () => {
  it('names what came, went and changed, and the projects that came to a stage; what is the same is left out', () => {
    expect(
      changesOf(sheet).map(each => (each.kind === 'matter' ? [each.what, each.key, each.from] : [each.zh, each.count])),
    ).toEqual([
      ['changed', 'a', 'orange'],
      ['closed', 'c', null],
      ['new', 'd', null],
      ['started', 2],
    ])
  })

  it('of a pack holds every sheet and the matters nobody leads', () => {
    const pack = { sheets: [sheet as UnitSheet], unassigned: [matter('e', 'new'), matter('f', 'same')] }
    expect(changesOfPack(pack).map(each => each.key)).toEqual(['a', 'c', 'd', 'u:started', 'e'])
  })
})

describe('the address of a page', () => {
  it('is read back as it was written', () => {
    for (const place of [{ kind: 'leader' }, { kind: 'unit', unitId: 'u' }, { kind: 'annex', name: 'said' }] as const) {
      expect(placeOf(searchOf(place, '3'))).toEqual(place)
      expect(searchOf(place, '3').draft).toBe('3')
    }
  })

  it('that names no page is the leader’s', () => {
    expect(placeOf({ annex: 'nothing' })).toEqual({ kind: 'leader' })
    expect(samePlace(placeOf({}), { kind: 'unit', unitId: 'u' })).toBe(false)
  })
})
