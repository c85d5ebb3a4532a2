import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isShortened, writtenOut } from '../rules/likeness/abbreviations.ts'
import { likenessTo, organisationLikeness, SURE, UNSURE } from '../rules/likeness/organisations.ts'
import { regionsIn } from '../rules/likeness/regions.ts'
import { homeOf, nameKey } from '../rules/names.ts'
import { type NamePair, pairsIn, scoreOf, tiersOf } from './namePairs.ts'

const nantong = homeOf('南通市')
const folder = join(import.meta.dirname, '../../../../mechanisms/name-pairs')
const pairs = pairsIn(readFileSync(join(folder, 'pairs.csv'), 'utf8'))
const held = pairsIn(readFileSync(join(folder, 'held-out.csv'), 'utf8'))
const told = (pair: NamePair) => `${pair.one} / ${pair.other}: ${JSON.stringify(scoreOf(pair, nantong))}`
const meanOf = (some: readonly NamePair[], tier: string) =>
  tiersOf(some, nantong).find(each => each.tier === tier)?.mean ?? Number.NaN

describe('the published pairs of names', () => {
  it('are three hundred and more, none twice, of every kind and tier', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(300)
    expect(new Set([...pairs, ...held].map(({ kind, one, other }) => `${kind} ${one} ${other}`)).size).toBe(
      pairs.length + held.length,
    )
    for (const kind of ['organisation', 'person', 'place'] as const)
      for (const { tier, pairs: count } of tiersOf(
        pairs.filter(pair => pair.kind === kind),
        nantong,
      ))
        expect(count, `${kind} ${tier}`).toBeGreaterThanOrEqual(5)
  })

  it.each(['organisation', 'person', 'place'] as const)('have scores that fall from tier to tier: %s', kind => {
    const own = pairs.filter(pair => pair.kind === kind)
    for (const same of ['yes', 'no']) {
      const means = ['STRONG', 'MEDIUM', 'WEAK'].map(strength => meanOf(own, `${same} ${strength}`))
      const order = same === 'yes' ? means : means.toReversed()
      for (const [n, mean] of order.slice(1).entries()) expect(mean, `${same} ${means}`).toBeLessThan(order[n] ?? 0)
    }
    expect(meanOf(own, 'yes MEDIUM')).toBeGreaterThan(meanOf(own, 'no WEAK'))
  })

  it('are told without asking only where they are one, and asked about where a name may tell', () => {
    const wrong = [...pairs, ...held].filter(pair => pair.same === 'no' && scoreOf(pair, nantong).score >= SURE)
    expect(wrong.map(told)).toEqual([])
    const missed = pairs.filter(
      pair => pair.same === 'yes' && pair.strength === 'STRONG' && scoreOf(pair, nantong).score < SURE,
    )
    expect(missed.map(told)).toEqual([])
    const unasked = pairs.filter(
      pair => pair.same === 'yes' && pair.strength === 'MEDIUM' && scoreOf(pair, nantong).score < UNSURE,
    )
    expect(unasked.map(told)).toEqual([])
    const plain = pairs.filter(
      pair => pair.same === 'no' && pair.strength !== 'WEAK' && scoreOf(pair, nantong).score >= UNSURE,
    )
    expect(plain.map(told)).toEqual([])
  })

  it('are worth the same where the first is asked against many and taken apart once', () => {
    const own = pairs.filter(pair => pair.kind === 'organisation')
    const asked = Map.groupBy(own, pair => pair.one)
    for (const [one, many] of asked) {
      const likeness = likenessTo(one, nantong)
      for (const each of [...many, ...own.slice(0, 20), ...many])
        expect(likeness(each.other), told(each)).toEqual(organisationLikeness(one, each.other, nantong))
    }
  })

  it('mean the same the other way round', () => {
    for (const pair of pairs) {
      const turned = scoreOf({ ...pair, one: pair.other, other: pair.one }, nantong)
      expect(turned.score, told(pair)).toBeCloseTo(scoreOf(pair, nantong).score, 10)
    }
  })

  it('of the set nobody tuned on are told apart as well', () => {
    const right = held.filter(pair => {
      const { score } = scoreOf(pair, nantong)
      return pair.same === 'yes' ? score >= UNSURE : score < SURE
    })
    console.log(`likeness: ${right.length} of ${held.length} pairs of the set kept apart are on the right side`)
    expect(right.length / held.length).toBeGreaterThan(0.9)
  })

  it('with one label turned round are not what the rules say', () => {
    const turned = pairs.map(pair =>
      pair.strength === 'STRONG' ? { ...pair, same: pair.same === 'yes' ? ('no' as const) : ('yes' as const) } : pair,
    )
    const wrong = turned.filter(pair => pair.same === 'no' && scoreOf(pair, nantong).score >= SURE)
    expect(wrong.length).toBeGreaterThan(80)
  })
})

describe('likeness of organisations', () => {
  it.each([
    ['通富微电', '通富微电子股份有限公司', 'contained'],
    ['江苏海麓能源科技有限公司', '海麓能源科技股份有限公司', 'same-core'],
    ['晶岚半导体有限公司', '晶岚半导体', 'same-name'],
    ['通大', '南通大学', 'initials'],
    ['南通科技集团（原南通产业公司）', '南通产业公司', 'former'],
    ['江苏银行如皋支行', '江苏银行', 'branch'],
    ['苏州市科技局', '南通市科技局', 'other-region'],
    ['海岳第一机床厂', '海岳第二机床厂', 'other-number'],
    ['中天岭集团有限公司', '中天岭股份有限公司', 'other-form'],
    ['江苏瀚堤海洋仪器科技研究院有限公司', '瀚堤海洋仪器科枝研究院有限公司', 'similar'],
  ] as const)('of %s and %s is told by %s', (one, other, because) => {
    expect(organisationLikeness(one, other, nantong).because).toBe(because)
  })

  it('is not seen between firms of one town that share nothing else, nor told from one wrong character in a short name', () => {
    expect(organisationLikeness('南通晶岚半导体有限公司', '南通泊远线缆股份有限公司', nantong).score).toBeLessThan(
      UNSURE,
    )
    expect(organisationLikeness('瀚堤海洋仪器有限公司', '瀚提海洋仪器有限公司', nantong).score).toBeLessThan(SURE)
  })

  it('is between 0 and 1 for any two texts, and 1 only for names that are written alike', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.stringMatching(/^[市区县局委公司集团第一二(原)南通科技大学院]{0,16}$/),
    )
    fc.assert(
      fc.property(text, text, (one, other) => {
        const { score } = organisationLikeness(one, other, nantong)
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(1)
        if (score === 1) expect(nameKey(one, nantong)).toBe(nameKey(other, nantong))
      }),
      { numRuns: 300 },
    )
  })
})

describe('short forms', () => {
  it.each([
    ['市发改委', '市发展和改革委员会'],
    ['华东理工大学', '华东理工大学'],
    ['上海大学', '上海大学'],
    ['南通市科学技术委员会', '南通市科学技术委员会'],
    ['中科院南京分院', '中国科学院南京分院'],
    ['发展和改革委员会', '发展和改革委员会'],
  ])('of %s are written out as %s', (short, full) => {
    expect(writtenOut(short)).toBe(full)
  })

  it('written out twice are written out once', () => {
    for (const { one, other } of pairs)
      for (const name of [one, other]) expect(isShortened(writtenOut(name)), name).toBe(false)
  })
})

describe('divisions in a name', () => {
  it.each([
    ['江苏省南通市如皋市科技局', ['江苏', '南通', '如皋'], '科技局'],
    ['南通经济技术开发区', ['南通'], '经济技术开发区'],
    ['盐城市工信局', ['盐城'], '工信局'],
    ['上海（南通）产业园', ['上海', '南通'], '产业园'],
    ['市科技局', ['南通'], '科技局'],
    ['城市建设集团', [], '城市建设集团'],
  ])('%s', (name, regions, rest) => {
    const found = regionsIn(name.normalize('NFKC'), nantong)
    expect([found.regions.map(each => each.name), found.rest]).toEqual([regions, rest])
  })
})
