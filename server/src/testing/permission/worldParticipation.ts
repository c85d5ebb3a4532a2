import { asCitizen } from '#kernel/citizens/sessions.ts'
import { command } from '#kernel/run.ts'
import { bankTable } from '../../participation/bank/index.ts'
import { startAttempt } from '../../participation/commands/startAttempt.ts'
import { suspect } from '../../participation/commands/suspect.ts'
import { plainQuestions } from '../../participation/testing/aQuiz.ts'
import { aCitizen } from '../citizen.ts'
import { type City, NANTONG, PUTUO } from '../city.ts'
import type { Kept, Kinds, Make } from './kept.ts'

/** A bank, a published quiz of it, and a suspicion of a citizen who began an attempt, in each region. */
export async function participation(city: City, make: Make): Promise<Kinds> {
  const kinds: Record<'bank' | 'quiz' | 'suspicion', Record<string, Kept>> = { bank: {}, quiz: {}, suspicion: {} }
  const base64 = Buffer.from(await bankTable({ questions: plainQuestions(12) })).toString('base64')
  for (const [scope, region, by, head] of [
    ['nantong', NANTONG, 'staff', 'head'],
    ['putuo', PUTUO, 'putuostaff', 'putuohead'],
  ] as const) {
    const bank = await make(by, region, 'post', '/participation/banks', {
      ...{ titleZh: '医保题库', titleEn: 'Medical insurance', label: '第一版' },
      file: { name: 'bank.xlsx', base64 },
    })
    const quiz = await make(by, region, 'post', '/participation/quizzes', {
      ...{ titleZh: '医保知识竞答', organiser: '市医保局', bankId: bank.id, bankVersion: 1 },
      ...{ opensAt: '2025-05-01T00:00:00Z', closesAt: '2025-06-01T00:00:00Z', rules: {}, draws: null },
    })
    await make(head, region, 'post', `/participation/quizzes/${quiz.id}/publish`, { version: quiz.version })
    const { id: citizenId } = await aCitizen(city, region)
    const suspicion = await command(city.kernel, asCitizen(region, citizenId), region, async ctx => {
      const attempt = await startAttempt(ctx, quiz.id, { device: 'a-citizen-s-telephone' })
      const about = { quizId: quiz.id, citizenId, attemptId: attempt.id }
      return suspect(ctx, { ...about, kind: 'too-fast', about: attempt.id, facts: { tenths: 9, questions: 5 } })
    })
    kinds.bank[scope] = { region, id: bank.id, params: { number: '1' } }
    kinds.quiz[scope] = { region, id: quiz.id }
    kinds.suspicion[scope] = { region, id: suspicion ?? '' }
  }
  return kinds
}
