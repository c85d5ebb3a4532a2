import { asCitizen } from '#kernel/citizens/sessions.ts'
import { command } from '#kernel/run.ts'
import { bankTable } from '../participation/bank/index.ts'
import { startAttempt } from '../participation/commands/startAttempt.ts'
import { suspect } from '../participation/commands/suspect.ts'
import { plainQuestions } from '../participation/testing/aQuiz.ts'
import { aCitizen } from './citizen.ts'
import type { City } from './city.ts'

/** A table of questions (XLSX, in base64), as an office uploads it. */
export const questionTable = async (questions: number): Promise<string> =>
  Buffer.from(await bankTable({ questions: plainQuestions(questions) })).toString('base64')

/** A suspicion of a citizen who began an attempt at a quiz that is open. Gives its id. */
export async function aSuspicion(city: Pick<City, 'kernel'>, regionId: number, quizId: string): Promise<string> {
  const { id: citizenId } = await aCitizen(city, regionId)
  const made = await command(city.kernel, asCitizen(regionId, citizenId), regionId, async ctx => {
    const attempt = await startAttempt(ctx, quizId, { device: 'a-citizen-s-telephone' })
    const about = { quizId, citizenId, attemptId: attempt.id }
    return suspect(ctx, { ...about, kind: 'too-fast', about: attempt.id, facts: { tenths: 9, questions: 5 } })
  })
  return made ?? ''
}
