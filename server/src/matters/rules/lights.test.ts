import { describe, expect, it, test } from 'vitest'
import { lightRuleSetBody } from '#contract/matters/lightRules.ts'
import { addDays, nationalCalendar } from '#kernel/time/index.ts'
import { judgeFile } from '../judgeFile.ts'
import { lightRuleSets, lightRules } from '../mechanisms.ts'
import { judge, lightOn, weightOf } from './judge.ts'
import type { LightInputs } from './measure.ts'
import { lightSteps, weightOnDay } from './steps.ts'

const calendar = nationalCalendar()
const matter: LightInputs = {
  startOn: '2025-01-02',
  dueOn: '2025-06-30',
  plan: [],
  planPercent: null,
  actualPercent: null,
  nextFeedbackOn: null,
  returns: 0,
  stoppedOn: null,
  extra: {},
}
const lightOfRule = (rule: string, more: Partial<LightInputs>, on: string, set = 'default') =>
  judge({ ...matter, ...more }, lightRules(set), on, calendar).because.find(each => each.rule === rule)?.light

describe('the default rules', () => {
  test.each([
    [0, 'green'],
    [10, 'green'],
    [10.1, 'yellow'],
    [20, 'yellow'],
    [20.1, 'orange'],
    [30, 'orange'],
    [30.1, 'red'],
    [-5, 'green'],
  ])('a gap of %d points is %s', (gap, light) => {
    expect(lightOfRule('gap', { planPercent: 60, actualPercent: 60 - gap }, '2025-05-08')).toBe(light)
  })

  // 2025-06-30 is a Monday; 31 May to 2 June are holiday.
  test.each([
    ['2025-05-29', 'green', 21],
    ['2025-05-30', 'blue', 20],
    ['2025-06-18', 'blue', 8],
    ['2025-06-19', 'yellow', 7],
    ['2025-06-24', 'yellow', 4],
    ['2025-06-25', 'orange', 3],
    ['2025-06-30', 'orange', 0],
    ['2025-07-01', 'red', -1],
  ])('on %s the limit of 30 June gives %s with %d working days', (on, light, left) => {
    const found = judge(matter, lightRules('default'), on, calendar).because.find(each => each.rule === 'deadline')
    expect([found?.light, found?.value]).toEqual([light, left])
  })

  it('a limit on a rest day runs to the first working day after it (民法典 art. 203)', () => {
    expect(lightOfRule('deadline', { dueOn: '2025-05-31' }, '2025-06-03')).toBe('orange')
    expect(lightOfRule('deadline', { dueOn: '2025-05-31' }, '2025-06-04')).toBe('red')
  })

  it('is late from the day after a Friday limit on, though no working day has passed', () => {
    expect(lightOfRule('deadline', { dueOn: '2025-05-09' }, '2025-05-10')).toBe('red')
  })

  it('counts a make-up Sunday as a working day', () => {
    const left = judge({ ...matter, dueOn: '2025-04-27' }, lightRules('default'), '2025-04-25', calendar)
    expect(left.because.find(each => each.rule === 'deadline')?.value).toBe(1)
  })

  it('is the worst of its rules, and what is not known is grey and does not weigh', () => {
    const judged = judge({ ...matter, returns: 2 }, lightRules('default'), '2025-03-03', calendar)
    expect(judged.light).toBe('orange')
    expect(judged.because.map(each => [each.rule, each.light])).toEqual([
      ['quality', 'orange'],
      ['deadline', 'green'],
      ['gap', 'grey'],
      ['feedback', 'grey'],
    ])
    expect(judge({ ...matter, dueOn: null, startOn: null }, lightRules('default'), '2025-03-03', calendar).light).toBe(
      'green',
    )
  })

  it('places the marker within the stretch the value falls in: 22 is a fifth into the third of four', () => {
    const judged = judge(
      { ...matter, planPercent: 78.5, actualPercent: 56.5 },
      lightRules('default'),
      '2025-05-08',
      calendar,
    )
    const gap = judged.because.find(each => each.rule === 'gap')
    expect(gap?.value).toBe(22)
    expect(gap?.marker).toBeCloseTo(0.55)
    expect(gap?.scale.map(each => [each.light, each.from, each.to, each.here])).toEqual([
      ['green', null, 10, false],
      ['yellow', 10, 20, false],
      ['orange', 20, 30, true],
      ['red', 30, null, false],
    ])
  })

  it('says green for a far limit in a year whose calendar is not known, and never guesses a near one', () => {
    expect(lightOfRule('deadline', { dueOn: '2027-06-30' }, '2026-05-08')).toBe('green')
    expect(lightOfRule('deadline', { dueOn: '2027-01-15' }, '2027-01-10')).toBe('grey')
    // Twenty-one working days are left of the last known year, then twenty: as many are left at least, and perhaps far more.
    expect(lightOfRule('deadline', { dueOn: '2027-06-30' }, '2026-12-02')).toBe('green')
    expect(lightOfRule('deadline', { dueOn: '2027-06-30' }, '2026-12-03')).toBe('grey')
    expect(lightOfRule('deadline', { dueOn: '2027-06-30' }, '2026-12-31')).toBe('grey')
  })
})

describe('published practices', () => {
  const file = (ruleSet: string, today: string, one: object) =>
    judgeFile(
      { ruleSet, today, matters: [{ id: 'a', start: '2025-01-02', due: '2025-06-30', actualPercent: 50, ...one }] },
      calendar,
    ).results[0]

  test.each([
    ['xian-deadline', '2025-06-26', {}, 'green'],
    ['xian-deadline', '2025-06-27', {}, 'yellow'],
    ['xian-deadline', '2025-07-01', {}, 'red'],
    ['suqian-three-sheets', '2025-06-20', { planPercent: 50 }, 'green'],
    ['suqian-three-sheets', '2025-06-23', { planPercent: 50 }, 'blue'],
    ['suqian-three-sheets', '2025-05-08', { planPercent: 50.1 }, 'yellow'],
    ['suqian-three-sheets', '2025-05-08', { planPercent: 50, returns: 1 }, 'yellow'],
    ['suqian-three-sheets', '2025-07-01', { planPercent: 100 }, 'red'],
    ['sanming-escalation', '2025-05-08', {}, 'green'],
    ['sanming-escalation', '2025-07-01', {}, 'blue'],
    ['sanming-escalation', '2025-07-01', { ordersUnmet: 1 }, 'orange'],
    ['sanming-escalation', '2025-07-01', { ordersUnmet: 2 }, 'red'],
    ['sanming-escalation', '2025-05-08', { special: true }, 'red'],
    ['yinchuan-progress', '2025-05-08', { planPercent: 59.9 }, 'green'],
    ['yinchuan-progress', '2025-05-08', { planPercent: 60 }, 'yellow'],
    ['yinchuan-progress', '2025-05-08', { planPercent: 80 }, 'yellow'],
    ['yinchuan-progress', '2025-05-08', { planPercent: 80.1 }, 'red'],
    ['yinchuan-progress', '2025-05-08', { planPercent: 50, plannedStartMonth: '2025-05', started: false }, 'green'],
    ['yinchuan-progress', '2025-05-08', { planPercent: 50, plannedStartMonth: '2025-04', started: false }, 'yellow'],
    ['yinchuan-progress', '2025-05-08', { planPercent: 50, plannedStartMonth: '2025-02', started: false }, 'red'],
    ['yinchuan-progress', '2025-05-08', { planPercent: 50, plannedStartMonth: '2025-02', started: true }, 'green'],
    ['yinchuan-progress', '2025-05-08', { planPercent: 50, monthsOutsideLibrary: 1 }, 'yellow'],
    ['yinchuan-progress', '2025-05-08', { planPercent: 50, monthsOutsideLibrary: 2 }, 'red'],
    ['yinchuan-progress', '2025-05-08', { planPercent: 50, fundPaidPercent: 40, fundRulePercent: 50 }, 'red'],
    ['tianjin-growth', '2025-05-08', { growthPercent: 8, plannedGrowthPercent: 7, cityMeanGrowthPercent: 6 }, 'green'],
    [
      'tianjin-growth',
      '2025-05-08',
      { growthPercent: 6.5, plannedGrowthPercent: 7, cityMeanGrowthPercent: 6 },
      'yellow',
    ],
    ['tianjin-growth', '2025-05-08', { growthPercent: -0.1, plannedGrowthPercent: 7, cityMeanGrowthPercent: 6 }, 'red'],
    ['tianjin-growth', '2025-05-08', {}, 'grey'],
    ['default', '2025-05-08', { planPercent: 50, lastFeedback: '2025-04-01', feedbackEveryDays: 30 }, 'yellow'],
  ])('%s on %s with %j is %s', (set, today, one, light) => {
    expect(file(set, today, one)?.light).toBe(light)
  })

  it('keeps an override beside the light, which stays the worst of the rules', () => {
    expect(file('default', '2025-07-01', { override: 'green' })).toMatchObject({ light: 'red', override: 'green' })
  })

  it('names the known sets when one is not known, and the place when a file is wrong', () => {
    expect(() => judgeFile({ ruleSet: 'beijing', today: '2025-05-08', matters: [] }, calendar)).toThrow(
      expect.objectContaining({
        code: 'matters.rule-set-unknown',
        params: expect.objectContaining({ known: expect.stringContaining('xian-deadline') }),
      }),
    )
    for (const wrong of [
      null,
      [],
      'x',
      { ruleSet: 'default', today: '2025-02-30', matters: [] },
      { ruleSet: 'default', today: '2025-05-08', matters: [{ id: {} }] },
    ])
      expect(() => judgeFile(wrong, calendar)).toThrow(expect.objectContaining({ code: 'matters.lights-file-unfit' }))
  })
})

describe('a light rule file', () => {
  it('cites its source and is one of those shipped', () => {
    expect(lightRuleSets().map(set => set.name)).toEqual([
      'default',
      'sanming-escalation',
      'suqian-three-sheets',
      'tianjin-growth',
      'xian-deadline',
      'yinchuan-progress',
    ])
    for (const set of lightRuleSets()) expect(set.source.length).toBeGreaterThan(20)
  })

  const rule = { code: 'gap', measure: 'points-behind', labelZh: '差', labelEn: 'Gap', better: 'less' }
  test.each([
    ['limits that run backwards', [{ light: 'green', atMost: 20 }, { light: 'yellow', atMost: 10 }, { light: 'red' }]],
    [
      'a last band with a limit',
      [
        { light: 'green', atMost: 20 },
        { light: 'red', atMost: 30 },
      ],
    ],
    ['a band without a limit in the middle', [{ light: 'green' }, { light: 'red' }, { light: 'red' }]],
    ['a limit of the wrong direction', [{ light: 'green', atLeast: 20 }, { light: 'red' }]],
    ['two limits', [{ light: 'green', atMost: 20, below: 20 }, { light: 'red' }]],
    ['a light that does not exist', [{ light: 'purple', atMost: 20 }, { light: 'red' }]],
  ])('is refused for %s', (_, bands) => {
    expect(
      lightRuleSetBody.safeParse({ palette: ['green', 'red'], inputs: {}, rules: [{ ...rule, bands }] }).success,
    ).toBe(false)
  })
})

describe('the steps kept for lists', () => {
  const cases: Array<Partial<LightInputs>> = [
    {},
    { actualPercent: 30 },
    { nextFeedbackOn: '2025-05-30', actualPercent: 80 },
    {
      plan: [
        { on: '2025-03-31', percent: 40 },
        { on: '2025-06-15', percent: 100 },
      ],
      actualPercent: 15,
    },
    { dueOn: '2026-12-30', actualPercent: 5 },
    { stoppedOn: '2025-05-12', actualPercent: 100 },
    { dueOn: null, startOn: null, returns: 3 },
  ]
  test.each(cases)('give on every day of two years what the rules give: %j', more => {
    const rules = lightRules('default')
    const inputs = { ...matter, ...more }
    const steps = lightSteps(inputs, rules, '2025-01-02', calendar)
    for (let on = '2025-01-02'; on <= '2026-12-31'; on = addDays(on, 1))
      expect([on, weightOnDay(steps, on)]).toEqual([on, weightOf(lightOn(inputs, rules, on, calendar))])
    expect(steps.days.length).toBeLessThan(20)
  })
})
