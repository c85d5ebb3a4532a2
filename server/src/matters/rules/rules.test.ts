import { describe, expect, it, test } from 'vitest'
import { type LifecycleBody, lifecycleBody } from '#contract/matters/lifecycle.ts'
import { nationalCalendar } from '#kernel/time/index.ts'
import { lifecycle, limits } from '../mechanisms.ts'
import { policy } from '../policy.ts'
import { doublesOf } from './doubles.ts'
import { nextFeedback } from './feedback.ts'
import { lifecycleFaults, moved } from './lifecycle.ts'
import { planOfMilestones, planPercentOn, wholePercent } from './plan.ts'

describe('the lifecycle file', () => {
  it('is sound, and every verb in it stands in the policy', () => {
    expect(lifecycleFaults(lifecycle())).toEqual([])
    for (const { verb } of lifecycle().transitions) expect(Object.keys(policy)).toContain(`matters.${verb}`)
    expect(lifecycle().source).toContain('733号')
  })

  const change = (edit: (body: LifecycleBody) => void) => {
    const copy = lifecycleBody.parse(structuredClone(lifecycle()))
    edit(copy)
    return lifecycleFaults(copy)
  }
  test.each<[string, (body: LifecycleBody) => void, string]>([
    [
      'a verb that stands twice',
      body => body.transitions.push(...body.transitions.slice(0, 1)),
      'the verb propose stands twice',
    ],
    [
      'a state nobody can reach',
      body => Object.assign(body, { transitions: body.transitions.filter(move => move.verb !== 'merge') }),
      'merged cannot be reached',
    ],
    [
      'a state that is not defined',
      body => Object.assign(body, { states: body.states.filter(state => state.code !== 'signed') }),
      'signed is entered but not defined',
    ],
    [
      'a way out of an end',
      body => body.transitions.find(move => move.verb === 'report')?.from.push('terminated'),
      'report leads out of an end',
    ],
  ])('planted with %s is found', (_, edit, sentence) => {
    expect(change(edit)).toContain(sentence)
  })

  it('refuses a move from another state and names where it may start', () => {
    expect(() => moved(lifecycle(), 'close', 'signed')).toThrow(
      expect.objectContaining({
        code: 'matters.wrong-state',
        params: expect.objectContaining({ state: '已签收', from: '申请办结、审核' }),
      }),
    )
    expect(moved(lifecycle(), 'close', 'reviewing')).toBe('closed')
  })

  it('keeps the published default limits', () => {
    expect(Object.fromEntries(limits().limits.map(each => [each.code, each.workdays]))).toMatchObject({
      document: 30,
      minutes: 20,
      instruction: 15,
      request: 3,
    })
  })
})

describe('the plan', () => {
  it('follows the milestones’ weights where there are any, else a straight line, else is not known', () => {
    const points = planOfMilestones([
      { plannedOn: '2025-03-31', weight: 30, doneOn: null },
      { plannedOn: '2025-06-30', weight: 60, doneOn: null },
      { plannedOn: '2025-03-31', weight: 30, doneOn: null },
    ])
    expect(points).toEqual([
      { on: '2025-03-31', percent: 50 },
      { on: '2025-06-30', percent: 100 },
    ])
    expect(planPercentOn(points, '2025-01-01', '2025-06-30', '2025-03-30')).toBe(0)
    expect(planPercentOn(points, '2025-01-01', '2025-06-30', '2025-03-31')).toBe(50)
    expect(planPercentOn([], '2025-01-01', '2025-01-11', '2025-01-06')).toBe(50)
    expect(planPercentOn([], '2025-01-01', '2025-01-11', '2025-02-06')).toBe(100)
    expect(planPercentOn([], '2025-01-01', '2025-01-01', '2025-01-01')).toBe(0)
    expect(planPercentOn([], null, '2025-01-11', '2025-01-06')).toBeNull()
    expect(planOfMilestones([{ plannedOn: '2025-03-31', weight: 0, doneOn: null }])).toEqual([])
  })

  it('weighs the parts by their weights, else takes the lead’s word; nothing reported anywhere is not known', () => {
    const part = (role: string, weight: number | null, percent: number | null) => ({ role, weight, percent })
    expect(wholePercent([part('lead', 30, 50), part('responsible', 70, 100)])).toBe(85)
    expect(wholePercent([part('lead', 30, 50), part('responsible', 70, null)])).toBe(15)
    expect(wholePercent([part('lead', null, 50), part('responsible', null, null)])).toBe(50)
    expect(wholePercent([part('lead', null, null), part('responsible', null, 80)])).toBeNull()
    expect(wholePercent([part('lead', 30, null)])).toBeNull()
    expect(wholePercent([])).toBeNull()
  })
})

describe('the next report', () => {
  const calendar = nationalCalendar()
  test.each([
    ['month-end-workday', null, '2025-04-30', '2025-05-30'],
    ['month-end-workday', null, '2025-05-08', '2025-05-30'],
    ['monthly-by', 28, '2025-05-27', '2025-05-28'],
    ['monthly-by', 28, '2025-05-28', '2025-06-28'],
    ['monthly-by', 31, '2025-02-01', '2025-02-28'],
    ['every-days', 30, '2025-05-08', '2025-06-07'],
    ['month-end-workday', null, '2027-01-05', '2027-01-31'],
  ] as const)('%s %s after %s is due on %s', (kind, count, after, on) => {
    expect(nextFeedback(calendar, { kind, count }, after)).toBe(on)
  })
  it('is none where nothing is scheduled or nothing was assigned', () => {
    expect(nextFeedback(calendar, { kind: 'none', count: null }, '2025-05-08')).toBeNull()
    expect(nextFeedback(calendar, { kind: 'every-days', count: 7 }, null)).toBeNull()
  })
})

describe('doubles', () => {
  const others = [
    { id: 'a', refNo: null, title: '集成电路装备、材料环节与张江配套对接' },
    { id: 'b', refNo: null, title: '瓶装液化气整改' },
  ]
  it('are titles that share most of their neighbouring characters, punctuation apart', () => {
    expect(doublesOf('集成电路装备材料环节与张江配套的对接', others).map(each => each.id)).toEqual(['a'])
    expect(doublesOf('高架桥下停车整治', others)).toEqual([])
    expect(doublesOf('，。', others)).toEqual([])
  })
})
