import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cumulation, drawRules, quizRules } from '#contract/participation/quiz.ts'
import { endOf, finishAt, wrongAnswers } from './rules/attempt.ts'
import { bucketChanges, countedOf, cumulated } from './rules/standing.ts'
import { cutoffsOf, openActs, stateOf } from './rules/state.ts'
import { isTooFast } from './rules/suspicion.ts'

const at = (time: string) => new Date(`2025-09-${time}Z`)
const quiz = {
  draft: false,
  paused: false,
  calledOff: false,
  opensAt: at('20T16:00:00.000'),
  closesAt: new Date('2025-10-04T16:00:00.000Z'),
}

describe('the state of a quiz', () => {
  it.each([
    ['draft', { ...quiz, draft: true }, at('25T00:00:00.000')],
    ['announced', quiz, at('20T15:59:59.999')],
    ['announced', { ...quiz, paused: true }, at('20T15:59:59.999')],
    ['open', quiz, at('20T16:00:00.000')],
    ['paused', { ...quiz, paused: true }, at('25T00:00:00.000')],
    ['open', quiz, new Date('2025-10-04T15:59:59.999Z')],
    ['over', quiz, new Date('2025-10-04T16:00:00.000Z')],
    ['over', { ...quiz, paused: true }, new Date('2025-10-05T00:00:00.000Z')],
    ['withdrawn', { ...quiz, calledOff: true }, at('25T00:00:00.000')],
  ] as const)('is %s', (state, given, now) => {
    expect(stateOf(given, now)).toBe(state)
  })

  it('leaves open what may be done in it', () => {
    const acts = (given: typeof quiz, now: Date) => [...openActs(given, now)].map(verb => verb.slice(14)).sort()
    const during = at('25T00:00:00.000')
    expect(acts({ ...quiz, draft: true }, during)).toEqual(['change', 'prepare', 'publish', 'read', 'withdraw'])
    expect(acts(quiz, during)).toEqual(['change', 'export', 'pause', 'prepare', 'read', 'withdraw'])
    expect(acts({ ...quiz, paused: true }, during)).toEqual([
      'change',
      'export',
      'prepare',
      'read',
      'resume',
      'withdraw',
    ])
    expect(acts(quiz, quiz.closesAt)).toEqual(['change', 'export', 'prepare', 'read', 'withdraw'])
    expect(acts({ ...quiz, calledOff: true }, during)).toEqual(['export', 'prepare', 'read'])
  })
})

describe('the draws of a quiz', () => {
  const every = (everyDays: number) => drawRules.parse({ everyDays, prize: '话费' })
  const days = (closesAt: string, everyDays: number) =>
    cutoffsOf({ ...quiz, closesAt: new Date(closesAt) }, every(everyDays)).map(each => each.toISOString().slice(0, 10))
  it.each([
    // Page 002: from 21 September to 4 October, every 7 days.
    ['2025-10-04T16:00:00Z', 7, ['2025-09-27', '2025-10-04']],
    ['2025-10-04T16:00:00Z', 14, ['2025-10-04']],
    ['2025-10-04T16:00:00Z', 100, ['2025-10-04']],
    // A rest of less than a day has no draw of its own; a day has.
    ['2025-10-05T14:00:00Z', 7, ['2025-09-27', '2025-10-05']],
    ['2025-10-03T10:00:00Z', 7, ['2025-09-27', '2025-10-03']],
    ['2025-10-05T16:00:00Z', 7, ['2025-09-27', '2025-10-04', '2025-10-05']],
    ['2025-10-06T16:00:00Z', 7, ['2025-09-27', '2025-10-04', '2025-10-06']],
    // Ten days: one after seven, one at the end.
    ['2025-09-30T16:00:00Z', 7, ['2025-09-27', '2025-09-30']],
    ['2025-09-23T16:00:00Z', 7, ['2025-09-23']],
    ['2025-09-20T17:00:00Z', 7, ['2025-09-20']],
    ['2025-09-23T16:00:00Z', 1, ['2025-09-21', '2025-09-22', '2025-09-23']],
    ['2025-10-09T16:00:00Z', 7, ['2025-09-27', '2025-10-04', '2025-10-09']],
  ])('until %s, every %i days', (closesAt, everyDays, expected) => {
    expect(days(closesAt, everyDays)).toEqual(expected)
  })
  it('are none without prizes', () => {
    expect(cutoffsOf(quiz, null)).toEqual([])
  })
})

describe('the end of an attempt', () => {
  const startedAt = at('25T08:00:00.050')
  const attempt = { startedAt, endsAt: endOf(startedAt, 300, quiz.closesAt) }
  it.each([
    [0, 0, false],
    [99, 0, false],
    [100, 1, false],
    [61_299, 612, false],
    [299_999, 2999, false],
    [300_000, 3000, true],
    [4_000_000, 3000, true],
  ])('after %i ms takes %i tenths', (after, tenths, closedByClock) => {
    expect(finishAt(attempt, new Date(startedAt.getTime() + after), [])).toMatchObject({ tenths, closedByClock })
  })
  it('is never before its beginning, whatever another machine’s clock says', () => {
    expect(finishAt(attempt, new Date(startedAt.getTime() - 5000), [])).toMatchObject({
      ...{ tenths: 0, finishedAt: startedAt },
    })
  })
  it('is never before the last answer that counts', () => {
    const saved = (...after: number[]) => after.map(ms => ({ savedAt: new Date(startedAt.getTime() + ms) }))
    const handedIn = new Date(startedAt.getTime() + 2000)
    expect(finishAt(attempt, handedIn, saved(500, 9000, 700))).toMatchObject({ tenths: 90, closedByClock: false })
    expect(finishAt(attempt, handedIn, saved(500, 299_999))).toMatchObject({ tenths: 2999, closedByClock: false })
    expect(finishAt(attempt, handedIn, saved(500))).toMatchObject({ tenths: 20 })
  })
  it('is the quiz’s end where that comes first', () => {
    expect(endOf(new Date(quiz.closesAt.getTime() - 1000), 300, quiz.closesAt)).toEqual(quiz.closesAt)
  })
})

describe('what counts of several attempts', () => {
  const attempt = fc.record({
    id: fc.uuid(),
    score: fc.constantFrom(0, 20, 40, 60, 80, 100),
    tenths: fc.nat(3000),
    finishedAt: fc.nat(50).map(n => new Date(1e12 + n * 1000)),
  })
  it.each(cumulation.options)('%s is the same in whatever order they come in', rule => {
    fc.assert(
      fc.property(fc.uniqueArray(attempt, { selector: each => each.finishedAt.getTime(), maxLength: 8 }), attempts => {
        const inOrder = attempts.toSorted((a, b) => a.finishedAt.getTime() - b.finishedAt.getTime())
        const one = (list: typeof attempts) =>
          list.reduce<ReturnType<typeof cumulated> | null>((before, each) => cumulated(rule, before, each), null)
        expect(one(attempts)).toEqual(one(inOrder))
        expect(countedOf(rule, attempts)).toEqual(one(inOrder))
      }),
    )
  })
})

describe('the buckets', () => {
  const counted = (score: number, tenths: number) => ({ score, tenths, finishedAt: at('25T08:00:00.000') })
  it('change once each, in one order, and not for who stays', () => {
    expect(
      bucketChanges([
        { from: counted(100, 305), to: counted(100, 309) },
        { from: null, to: counted(80, 100) },
        { from: counted(60, 10), to: null },
        { from: counted(60, 19), to: counted(100, 19) },
      ]),
    ).toEqual([
      { score: 60, second: 1, change: -2 },
      { score: 80, second: 10, change: 1 },
      { score: 100, second: 1, change: 1 },
    ])
  })
})

describe('a suspicion', () => {
  const rules = quizRules.parse({})
  it.each([
    [74, 5, true],
    [75, 5, false],
    [10, 0, false],
  ])('of %i tenths with %i answers: %s', (tenths, answered, isSuspect) => {
    expect(isTooFast(rules, { tenths, questions: 5, answered })).toBe(isSuspect)
  })
  it('compares wrong answers only, whatever the order of the paper, and not where few are wrong', () => {
    const given = (code: string, option: number | null, isRight = false) => ({ code, option, isRight })
    const one = [given('A', 1), given('B', 2), given('C', 0), given('D', 3, true)]
    expect(wrongAnswers(one)).toBe('A:1 B:2 C:0')
    expect(wrongAnswers(one.toReversed())).toBe('A:1 B:2 C:0')
    expect(wrongAnswers([given('A', 1), given('B', 2), given('C', null)])).toBeNull()
    expect(wrongAnswers(one.map(each => ({ ...each, isRight: true })))).toBeNull()
  })
})
