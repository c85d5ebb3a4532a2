import { describe, expect, it } from 'vitest'
import { quizDryRun, simulated } from '#contract/participation/dryRun.ts'
import { drawRules, quizRules } from '#contract/participation/quiz.ts'
import { plainQuestions } from '../testing/aQuiz.ts'
import { personOf } from './people.ts'
import { runDry } from './run.ts'

const opensAt = new Date('2025-05-07T16:00:00.000Z')
const closesAt = new Date('2025-05-21T16:00:00.000Z')

function bankOf(count: number, difficulty: 1 | 3 = 1) {
  const questions = plainQuestions(count).map(each => ({ ...each, difficulty }))
  return {
    ...{ label: '第一版', sha256: '', questions },
    question(code: string) {
      const found = questions.find(each => each.code === code)
      if (!found) throw new Error(`no ${code}`)
      return found
    },
  }
}

type Given = Partial<Parameters<typeof runDry>[0]> & { of?: Partial<ReturnType<typeof quizRules.parse>> }
const run = ({ of, ...given }: Given = {}) =>
  runDry({
    ...{ rules: quizRules.parse({ ...of }), opensAt, closesAt, bank: bankOf(30), seed: '种子' },
    draws: drawRules.parse({ prize: '20元话费', winners: 40, ofTop: 200, reserves: 10 }),
    ...given,
  })

const sum = (numbers: readonly number[]) => numbers.reduce((before, each) => before + each, 0)

describe('a dry run', () => {
  it('is the same for the same seed, and another for another', async () => {
    const first = await run()
    expect(await run()).toEqual(first)
    expect((await run({ seed: '又一个' })).scores).not.toEqual(first.scores)
  })

  it('counts every person once and every attempt once, by the points and the time of the rules', async () => {
    const told = quizDryRun.parse(await run())
    expect(told.people).toBe(simulated.people)
    expect(sum(told.scores.map(({ people }) => people))).toBe(told.people)
    for (const { score } of told.scores) expect([0, 20, 40, 60, 80, 100]).toContain(score)
    expect(told.attempts).toBeGreaterThan(told.people)
    expect(told.attempts).toBeLessThanOrEqual(told.people * simulated.attempts.most)
    expect(sum(told.times.spans.map(({ attempts }) => attempts))).toBe(told.attempts)
    expect(told.times.spans.map(({ from }) => from)).toEqual([0, 30, 60, 90, 120, 150, 180, 210, 240, 270])
    expect(sum(told.questions.map(({ shown }) => shown))).toBe(told.attempts * 5)
  })

  it('asks a person to look at those who race, and at nobody else', async () => {
    const races = Array.from({ length: simulated.people }, (_, at) => personOf('种子', at + 1, 3))
      .filter(({ isRacing }) => isRacing)
      .map(({ attempts }) => attempts)
    expect(races).toHaveLength(simulated.racing)
    expect((await run()).tooFast).toBe(sum(races))
    expect((await run({ of: { floorTenths: 0 } })).tooFast).toBe(0)
  })

  it('has the clock close whoever is not done in time, with what was answered until then', async () => {
    expect((await run({ of: { seconds: 3600 } })).closedByClock).toBe(0)
    const short = await run({ of: { seconds: 20 } })
    expect(short.closedByClock).toBeGreaterThan(short.attempts / 2)
    const answered = sum(short.questions.map(each => each.answered))
    expect(answered).toBeGreaterThan(0)
    expect(answered).toBeLessThan(short.attempts * 5)
    expect(Math.max(...short.times.spans.map(({ to }) => to))).toBe(20)
  })

  it('knows less of harder questions', async () => {
    const right = async (difficulty: 1 | 3) =>
      sum((await run({ bank: bankOf(30, difficulty) })).questions.map(each => each.right))
    expect(await right(3)).toBeLessThan(await right(1))
  })

  it('draws from the first places alone, and never more than there are', async () => {
    const { draw } = await run()
    expect(draw).toMatchObject({ pool: 200, winners: 40, reserves: 10, cutoff: '2025-05-14T16:00:00.000Z' })
    expect(sum(draw?.spread.map(({ winners }) => winners) ?? [])).toBe(40)
    expect(draw?.spread.map(({ from, to }) => [from, to])).toEqual([
      [1, 50],
      [51, 100],
      [101, 150],
      [151, 200],
    ])
    expect(draw?.last.place).toBe(200)
    expect(new Set(draw?.first.map(({ person }) => person)).size).toBe(10)
    for (const { place } of draw?.first ?? []) expect(place).toBeLessThanOrEqual(200)
    const few = await run({ draws: drawRules.parse({ prize: '奖', ofTop: 3 }) })
    expect(few.draw).toMatchObject({ pool: 3, winners: 3, reserves: 0 })
    expect((await run({ draws: null })).draw).toBeNull()
  })

  it('has everybody take part once where the rules say once, and is over with a quiz of minutes', async () => {
    const once = await run({ of: { attemptsPerDay: 1 } })
    expect(once.attempts).toBe(simulated.people)
    const minutes = await run({ closesAt: new Date(opensAt.getTime() + 120_000), of: { seconds: 3600 } })
    expect(minutes.people).toBe(simulated.people)
    expect(minutes.times.middle).toBeLessThanOrEqual(1200)
  })

  it('is refused where the bank has fewer questions than a paper', async () => {
    await expect(run({ bank: bankOf(4) })).rejects.toMatchObject({ code: 'participation.bank-too-small' })
  })

  it('lets others be served in between', async () => {
    let isOver = false
    let served = 0
    const running = run().finally(() => {
      isOver = true
    })
    while (!isOver) {
      served++
      await new Promise(resolve => setImmediate(resolve))
    }
    await running
    expect(served).toBeGreaterThan(20)
  })
})
