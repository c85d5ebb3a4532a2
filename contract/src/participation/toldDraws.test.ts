import { describe, expect, it } from 'vitest'
import type { OpenDraw } from './draws.ts'
import { checksOf, drawsTold, noteOf } from './toldDraws.ts'

const cutoffs = ['2025-09-27T16:00:00.000Z', '2025-10-04T16:00:00.000Z', '2025-10-11T16:00:00.000Z']
const digest = (digit: string) => digit.repeat(64)
const round = { kind: 'drand' as const, chain: 'quicknet', round: 21_000_000, at: '2025-09-29T04:00:00Z' }
const lottery = {
  ...{ kind: 'numbers' as const, nameZh: '双色球红球', nameEn: 'Double Colour Ball', issue: '2025112' },
  ...{ at: '2025-09-28T13:30:00Z', count: 6, least: 1, most: 33 },
  fallback: { after: '2025-09-28T20:00:00Z', source: round },
}

function aDraw(given: Partial<OpenDraw> = {}): OpenDraw {
  return {
    ...{ id: '0199a000-0000-7000-8000-000000000001', number: 1, state: 'announced', cutoff: cutoffs[0] ?? '' },
    ...{ announcementHash: digest('b'), publishedAt: null, prize: '20元话费', used: [], winners: [] },
    announcement: {
      format: 'jianghai-draw-announcement-1',
      ...{ draw: '1', titleZh: '竞答第1次抽取', titleEn: 'Quiz, draw 1', announcedAt: '2025-09-28T01:00:00Z' },
      ...{ algorithm: 'jianghai-1', winners: 520, reserves: 52 },
      pool: { count: 1000, tickets: '1000', root: digest('a') },
      exclusion: { ruleZh: '此前中签的不再参加', ruleEn: 'earlier winners are out', count: 3, root: digest('c') },
      sources: [{ kind: 'label', value: '1' }, lottery],
    },
    ...given,
  }
}

const told = (language: 'zh' | 'en', draws: OpenDraw[], now: string) => drawsTold(language, { cutoffs }, { draws, now })
const textOf = (language: 'zh' | 'en', draw: OpenDraw) =>
  told(language, [draw], '2025-09-28T02:00:00Z')
    .told.filter(each => each.draw)
    .flatMap(({ title, state, facts }) => [title, state, ...facts.map(fact => fact.join('：'))])
    .join('\n')

describe('the draws of a quiz', () => {
  it('are told newest first: of those to come the next cut-off alone, and how many come after it', () => {
    const before = told('zh', [], '2025-09-20T00:00:00Z')
    expect(before.told.map(({ title, state }) => [title, state])).toEqual([['第1次抽取', '还没到截止时间。']])
    expect(before.later).toBe(2)
    const between = told('zh', [aDraw()], '2025-10-05T00:00:00Z')
    expect(between.told.map(({ title, draw }) => [title, draw === null])).toEqual([
      ['第3次抽取', true],
      ['第2次抽取', true],
      ['第1次抽取', false],
    ])
    expect(between.told[1]?.state).toContain('正在核对')
    expect(between.later).toBe(0)
  })

  it('when one was called off, then it is told and its cut-off waits again; announced anew, both are told', () => {
    const off = aDraw({ id: 'off', state: 'called-off' })
    const now = '2025-09-28T02:00:00Z'
    expect(told('zh', [off], now).told.map(({ key }) => key)).toEqual(['cutoff-2', 'cutoff-1', 'off'])
    expect(told('zh', [off, aDraw({ id: 'anew' })], now).told.map(({ key }) => key)).toEqual([
      'cutoff-2',
      'anew',
      'off',
    ])
  })

  it('say what was sealed, which instants decide and what stands in, by the clock of Asia/Shanghai', () => {
    const zh = textOf('zh', aDraw())
    for (const words of [
      '2025年9月28日 21:30随机数公布以后才能抽',
      '名次截止：2025年9月28日 00:00',
      '公告时间：2025年9月28日 09:00',
      '1000人，封存后不能改；其中3人不参加抽取（此前中签的不再参加）',
      '中签520人，按抽出的先后递补52人',
      '奖品：20元话费',
      '随机数1：双色球红球 2025112，1到33中的6个号码，2025年9月28日 21:30公布。到2025年9月29日 04:00还没有公布，就改用drand（公开随机数服务）quicknet 第21000000轮，2025年9月29日 12:00公布',
      `名单的指纹：${digest('a')}`,
      `公告的指纹：${digest('b')}`,
    ])
      expect(zh).toContain(words)
    expect(zh).not.toContain('公布的是')
    const en = textOf('en', aDraw())
    for (const words of [
      'people: 1000, sealed; of them not drawn from: 3 (earlier winners are out)',
      'If it is not public by 29 Sept 2025 04:00, instead drand',
    ])
      expect(en).toContain(words)
  })

  it('once published say what each source said, or that the other one was taken', () => {
    const published = { state: 'published' as const, publishedAt: '2025-09-29T05:00:00.000Z' }
    const label = { value: '1' }
    const said = textOf('zh', aDraw({ ...published, used: [label, { value: [3, 9, 14, 20, 28, 33] }] }))
    expect(said).toContain('公布的是：3 9 14 20 28 33')
    expect(said).toContain('公布时间：2025年9月29日 13:00')
    const other = textOf('en', aDraw({ ...published, used: [label, { value: digest('d'), fallback: true }] }))
    expect(other).toContain(`The other one was taken and said: ${digest('d')}`)
  })
})

it('a winner who moved up and did not claim is noted for both', () => {
  expect(noteOf('zh', { movedUp: true, isOut: true })).toBe('递补；未领或不符合条件，已转给下一名')
  expect(noteOf('en', { movedUp: true, isOut: false })).toBe('moved up')
  expect(noteOf('zh', { movedUp: false, isOut: false })).toBe('')
})

it('how to check a draw is told in the same steps in both languages', () => {
  expect(checksOf('zh')).toHaveLength(4)
  expect(checksOf('en')).toHaveLength(4)
})
