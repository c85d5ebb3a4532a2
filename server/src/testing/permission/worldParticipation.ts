import { aFrozenDraw, aPrize } from '../aFrozenDraw.ts'
import { aSuspicion, questionTable } from '../aSuspicion.ts'
import { type City, NANTONG, PUTUO } from '../city.ts'
import type { Kept, Kinds, Make } from './kept.ts'

/** A bank, a published quiz of it, a frozen draw with a prize, and a suspicion of a citizen who began an attempt, in each region. */
export async function participation(city: City, make: Make): Promise<Kinds> {
  const kinds: Record<'bank' | 'quiz' | 'suspicion' | 'draw' | 'prize', Record<string, Kept>> = {
    bank: {},
    quiz: {},
    suspicion: {},
    draw: {},
    prize: {},
  }
  const base64 = await questionTable(12)
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
    kinds.bank[scope] = { region, id: bank.id, params: { number: '1' } }
    kinds.quiz[scope] = { region, id: quiz.id }
    const draw = await aFrozenDraw(city, by, String(quiz.id))
    kinds.draw[scope] = { region, id: draw, params: { place: '1' } }
    kinds.prize[scope] = { region, id: await aPrize(city, by, draw, String(quiz.id)) }
    kinds.suspicion[scope] = { region, id: await aSuspicion(city, region, String(quiz.id)) }
  }
  return kinds
}
