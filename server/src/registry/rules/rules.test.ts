import { describe, expect, it } from 'vitest'
import { organisationTypes, placeLevels } from '#contract/registryCodes.ts'
import { clustersOf, contradiction, type Edge } from './clusters.ts'
import { continues, type HeldPost, seatKey } from './continuity.ts'
import { homeOf, nameKey, similarity } from './names.ts'
import { heldOn, holdersOn, postsOf, seenAlso, settleBodies } from './posts.ts'
import { nextOwnCode, organisationTypeOf, placeLevelOf } from './types.ts'

const nantong = homeOf('南通市')
const putuo = homeOf('上海市普陀区')

describe('the key of a name', () => {
  it.each([
    ['上海张江（集团）有限公司', '上海张江(集团)有限公司'],
    ['通富微电子股份有限公司', '通富微电子'],
    ['南通市科技局', '市科技局'],
    ['ＡＢＣ 科技有限公司', 'abc科技有限责任公司'],
    ['“长江口”产业联盟', '长江口产业联盟'],
  ])('is one for %s and %s', (one, other) => {
    expect(nameKey(one, nantong)).toBe(nameKey(other, nantong))
  })

  it.each([
    ['中天科技集团有限公司', '中天科技股份有限公司'],
    ['上海市科技局', '市科技局'],
    ['南通大学', '大学'],
    ['江岸银行', '江海银行'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(nameKey(one, nantong)).not.toBe(nameKey(other, nantong))
  })

  it('leaves out a district with the city above it', () => {
    expect(nameKey('上海市普陀区科委', putuo)).toBe(nameKey('普陀区科委', putuo))
  })
})

describe('likeness of spelling', () => {
  it('is 1 for equal and 0 for disjoint names, the same both ways round', () => {
    expect(similarity('海洋仪器', '海洋仪器')).toBe(1)
    expect(similarity('海洋仪器', '精密机床')).toBe(0)
    expect(similarity('海洋仪器', '海洋装备')).toBe(similarity('海洋装备', '海洋仪器'))
  })
})

describe('clusters', () => {
  const edge = (leftId: string, rightId: string, judgement: Edge['judgement'] = 'same'): Edge => ({
    id: `${leftId}${rightId}`,
    leftId,
    rightId,
    judgement,
  })

  it('are joined by every edge judged same and by no other', () => {
    const found = clustersOf([edge('a', 'b'), edge('c', 'b'), edge('d', 'e', 'unsure'), edge('a', 'f', 'different')])
    expect(new Set(found.members('b'))).toEqual(new Set(['a', 'b', 'c']))
    expect(found.members('d')).toEqual(['d'])
    expect(found.canonical('f')).toBe('f')
  })

  it('stand for the side that was kept, whatever its age', () => {
    expect(clustersOf([edge('z', 'a')]).canonical('a')).toBe('z')
    expect(clustersOf([edge('z', 'a'), edge('y', 'z')]).canonical('a')).toBe('y')
  })

  it('stand for the oldest when every record was merged into another', () => {
    expect(clustersOf([edge('b', 'c'), edge('c', 'a'), edge('a', 'b')]).canonical('c')).toBe('a')
  })

  it('fall apart again when the edge goes', () => {
    const chain = [edge('a', 'b'), edge('b', 'c')]
    expect(clustersOf(chain).canonical('c')).toBe('a')
    expect(clustersOf(chain.slice(1)).canonical('c')).toBe('b')
    expect(clustersOf([]).merged).toEqual([])
  })

  it('are kept apart by a judgement on any pair of their members', () => {
    const edges = [edge('a', 'b'), edge('c', 'd'), edge('d', 'b', 'different')]
    expect(contradiction(edges, clustersOf(edges), 'a', 'c')?.id).toBe('db')
    expect(contradiction(edges.slice(0, 2), clustersOf(edges), 'a', 'c')).toBeUndefined()
  })
})

describe('posts', () => {
  it('are read one by one, acting ones under the post they act in', () => {
    expect(postsOf('市委副书记、代市长')).toEqual([
      { post: '市委副书记', key: '市委副书记', acting: false, rankWord: false },
      { post: '代市长', key: '市长', acting: true, rankWord: false },
    ])
    expect(postsOf('时任南通市代市长')[0]).toMatchObject({ key: '南通市市长', acting: true })
  })

  it.each(['市领导', '南通市领导', '主要负责同志', '区委领导'])('does not take %s for a post', word => {
    expect(postsOf(word)[0]?.rankWord).toBe(true)
  })

  it.each(['人大代表', '企业代表', '代办员'])('does not take %s for acting', word => {
    expect(postsOf(word)[0]?.acting).toBe(false)
  })

  const term = (postKey: string, from: string | null, to: string | null, seen: [string, string] | null = null) => ({
    postKey,
    validFrom: from,
    validTo: to,
    seenFirst: seen?.[0] ?? null,
    seenLast: seen?.[1] ?? null,
  })

  it.each([
    ['2023-01-11', undefined],
    ['2023-01-12', 'certain'],
    ['2025-05-08', 'certain'],
    ['2025-05-09', undefined],
  ])('stated from 2023-01-12 to 2025-05-08 are on %s held: %s', (on, held) => {
    expect(heldOn(term('市长', '2023-01-12', '2025-05-08'), on)).toBe(held)
  })

  it('with one holder are likely held by who was last seen in them, until another is', () => {
    const first = term('市长', null, null, ['2022-07-06', '2022-12-01'])
    const second = term('市长', null, null, ['2023-03-01', '2023-07-27'])
    expect(holdersOn([first, second], '2023-01-15')).toEqual([{ term: first, certainty: 'likely' }])
    expect(holdersOn([first, second], '2023-05-01')).toEqual([{ term: second, certainty: 'certain' }])
    expect(holdersOn([first, second], '2024-01-01')).toEqual([{ term: second, certainty: 'likely' }])
    expect(holdersOn([second], '2020-01-01')).toEqual([{ term: second, certainty: 'possible' }])
  })

  it('with several holders do not end when another is seen', () => {
    const terms = [term('副市长', '2021-11-18', null), term('副市长', '2024-02-26', null)]
    expect(holdersOn(terms, '2025-05-08').map(each => each.certainty)).toEqual(['likely', 'likely'])
  })

  it('are seen on more days, never on fewer', () => {
    const seen = term('市长', null, null, ['2023-03-01', '2023-07-27'])
    expect(seenAlso(seen, '2023-05-01')).toBeUndefined()
    expect(seenAlso(seen, '2022-05-01')).toEqual({ seenFirst: '2022-05-01', seenLast: '2023-07-27' })
    expect(seenAlso(term('市长', null, null), '2022-05-01')).toEqual({
      seenFirst: '2022-05-01',
      seenLast: '2022-05-01',
    })
    expect(seenAlso(seen, null)).toBeUndefined()
  })
})

describe('the body a post is held in', () => {
  const known = ['市发改委', '市商务局', '科创委办公室', '海门区', '市政府', '市政府办公室']
  const settled = (organisation: string | null, ...posts: string[]) =>
    settleBodies(organisation, posts, name => known.includes(name)).map(each => [each.organisation, each.post])

  it.each([
    ['市发改', '委副主任', '市发改委', '副主任'],
    ['市商务局', '市商务局局长', '市商务局', '局长'],
    [null, '市商务局局长', '市商务局', '局长'],
    ['科创', '委办公室主任', '科创委办公室', '主任'],
    ['市政府', '办公室主任', '市政府办公室', '主任'],
    [null, '市政府秘书长', '市政府', '秘书长'],
    ['海门区', '区长', '海门区', '区长'],
    ['东澜大学', '东澜大学教授', '东澜大学', '教授'],
  ])('of %s, %s is %s, and the post %s', (organisation, post, body, rest) => {
    expect(settled(organisation, post)).toEqual([[body, rest]])
  })

  it('is not a district where the words go on to its party committee', () => {
    expect(settled(null, '海门区委书记')).toEqual([[null, '海门区委书记']])
  })

  it('belongs to that one of several posts which names it', () => {
    expect(settled('东澜大学', '市政协委员', '东澜大学教授')).toEqual([
      [null, '市政协委员'],
      ['东澜大学', '教授'],
    ])
    expect(settled('汇澜公司', '党委书记', '董事长')).toEqual([
      ['汇澜公司', '党委书记'],
      ['汇澜公司', '董事长'],
    ])
  })
})

describe('a person of the same name', () => {
  const held = (postKey: string, organisationKey = '', rankWord = false): HeldPost => ({
    postKey,
    rankWord,
    organisationKey,
    organisationId: null,
    unitId: null,
  })

  it('goes on in the same post, or in another post of the same body', () => {
    expect(continues([held('市长')], [held('市长')])).toBe(true)
    expect(continues([held('董事长', '通富微电子')], [held('总裁', '通富微电子')])).toBe(true)
    expect(continues([held('董事长', '通富微电子')], [held('董事长')])).toBe(true)
  })

  it('does not go on by the name alone, by the same post elsewhere, or by a rank word', () => {
    expect(continues([held('市长')], [held('市委书记')])).toBe(false)
    expect(continues([held('董事长', '通富微电子')], [held('董事长', '晶岚半导体')])).toBe(false)
    expect(continues([held('副市长')], [held('市领导', '', true)])).toBe(false)
    expect(continues([held('市领导', '', true)], [held('市领导', '', true)])).toBe(true)
    expect(continues([], [held('市长')])).toBe(false)
  })

  it.each(['南通', '南通市', '南通市人民政府', '市政府', '中共南通市委', '全市', null])(
    'of the city at large (%s) has no seat of its own',
    name => {
      expect(seatKey(name, nantong)).toBe('')
    },
  )

  it.each(['市科技局', '如皋市', '南通大学', '上海市普陀区人民政府'])('of %s has a seat there', name => {
    expect(seatKey(name, nantong)).not.toBe('')
  })
})

describe('printed words', () => {
  it.each([
    ['企业', 'firm'],
    ['党政部门', 'government'],
    ['企业研发机构', 'institute'],
    ['高校院系', 'university'],
    ['商会', 'chamber'],
    ['bank', 'bank'],
    ['全无此类', 'other'],
  ])('%s is the type %s', (word, type) => {
    expect(organisationTypeOf(word, organisationTypes)).toBe(type)
  })

  it.each([
    ['县级市', 'county-city'],
    ['合作区', 'functional-zone'],
    ['场馆', 'site'],
    ['county', 'county'],
  ])('%s is the level %s', (word, level) => {
    expect(placeLevelOf(word, placeLevels)).toBe(level)
  })

  it('own codes go on from the highest', () => {
    expect(nextOwnCode(320600, ['320600', '320600-Z01', '320600-Z09', '310107-Z44', null])).toBe('320600-Z10')
    expect(nextOwnCode(320600, [])).toBe('320600-Z01')
  })
})
