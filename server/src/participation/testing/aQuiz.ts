import type { z } from 'zod'
import { type Question, question } from '#contract/participation/bank.ts'
import { type newQuiz, quizFields } from '#contract/participation/quiz.ts'
import { asCitizen } from '#kernel/citizens/sessions.ts'
import type { Ctx } from '#kernel/context.ts'
import { command, query } from '#kernel/run.ts'
import { aCitizen } from '#server/testing/citizen.ts'
import { type City, NANTONG } from '#server/testing/city.ts'
import { giveAnswer, submitAttempt } from '../commands/answers.ts'
import { draftQuiz, publishQuiz } from '../commands/quizzes.ts'
import { startAttempt } from '../commands/startAttempt.ts'
import { fingerprintOf } from '../fingerprint.ts'
import { addBankVersion, banks } from '../store/records.ts'

/** Questions whose right option says so, so that a test can answer rightly without being told. */
export function plainQuestions(count: number): Question[] {
  return Array.from({ length: count }, (_, n) =>
    question.parse({
      code: `CS-${String(n + 1).padStart(3, '0')}`,
      stem: `第${n + 1}题，选写着对的那一项`,
      options: [`错${n}甲`, `对${n}`, `错${n}乙`, `错${n}丙`],
      answer: 'B',
      explanation: `第${n + 1}题的解析`,
      source: { title: '测试文件' },
      topic: '测试',
      difficulty: 1,
    }),
  )
}

/** A bank of such questions, put in without a table. */
export async function aBank(city: Pick<City, 'do'>, count = 20, by = 'staff'): Promise<{ id: string }> {
  const questions = plainQuestions(count)
  const sha256 = fingerprintOf(questions)
  return city.do(by, async ctx => {
    const bank = await banks.insert(ctx, {
      titleZh: '测试题库',
      titleEn: 'Test bank',
      latest: 1,
      label: '第一版',
      questions: count,
    })
    const { id: bankId } = bank
    await addBankVersion(ctx, {
      ...{ bankId, number: 1, label: '第一版', questions, sha256 },
      importedAt: ctx.now,
      importedBy: ctx.actor.id,
    })
    await ctx.record('participation.bank-imported', { kind: 'question-bank', id: bankId }, { number: 1, sha256 })
    return { id: bankId }
  })
}

export type QuizGiven = Partial<Omit<z.input<typeof newQuiz>, 'rules'>> & {
  rules?: z.input<typeof quizFields>['rules']
}

/** A published quiz that is open on the city's morning, for two weeks. */
export async function aQuiz(city: Pick<City, 'do'>, given: QuizGiven = {}): Promise<string> {
  const bankId = given.bankId ?? (await aBank(city)).id
  const fields = quizFields.parse({
    titleZh: '医保知识竞答',
    organiser: '市医保局',
    bankVersion: 1,
    opensAt: '2025-05-07T16:00:00.000Z',
    closesAt: '2025-05-21T16:00:00.000Z',
    draws: null,
    ...given,
    bankId,
    rules: { ...given.rules },
  })
  const draft = await city.do('head', ctx => draftQuiz(ctx, fields))
  return (await city.do('head', ctx => publishQuiz(ctx, draft.id, { version: draft.version, reason: '' }))).id
}

let phones = 0

export type Player = Awaited<ReturnType<typeof aPlayer>>

/** A citizen who plays, with a number far from everybody else's: each act is a command of its own, as a request is. */
export async function aPlayer(
  city: Pick<City, 'kernel' | 'clock'>,
  { phone, device = 'telephone-of-a-citizen', address }: Persona = {},
) {
  const { id, cookie } = await aCitizen(city, NANTONG, phone ?? `137${String(++phones).padStart(6, '0')}00`)
  const actor = { ...asCitizen(NANTONG, id), ...(address === undefined ? {} : { address }) }
  const act = <Result>(work: (ctx: Ctx) => Promise<Result>) => command(city.kernel, actor, NANTONG, work)
  return {
    id,
    cookie,
    act,
    ask: <Result>(work: (ctx: Ctx) => Promise<Result>) => query(city.kernel, actor, NANTONG, null, work),
    start: (quizId: string) => act(ctx => startAttempt(ctx, quizId, { device })),
    answer: (attemptId: string, position: number, choice: number | null) =>
      act(ctx => giveAnswer(ctx, attemptId, position, choice)),
    submit: (attemptId: string) => act(ctx => submitAttempt(ctx, attemptId)),
    /** A whole attempt: so many answered rightly, the others wrongly, handed in after so many tenths of a second. */
    async play(quizId: string, { right, tenths }: { right: number; tenths: number }) {
      const attempt = await act(ctx => startAttempt(ctx, quizId, { device }))
      for (const { position, options } of attempt.questions) {
        const good = rightOption(options)
        await act(ctx => giveAnswer(ctx, attempt.id, position, position <= right ? good : (good + 1) % options.length))
      }
      city.clock.pass(tenths * 100)
      return act(ctx => submitAttempt(ctx, attempt.id))
    },
  }
}
export type Persona = { phone?: string; device?: string; address?: string }

/** Where the right option of a plain question stands. */
export const rightOption = (options: readonly string[]): number => options.findIndex(option => option.startsWith('对'))
