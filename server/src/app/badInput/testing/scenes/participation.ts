import { aSuspicion, questionTable } from '#server/testing/aSuspicion.ts'
import { NANTONG } from '#server/testing/city.ts'
import { fixed } from '../bodies.ts'
import type { Walk } from '../walk.ts'

/** A bank with two versions, a quiz of it with prizes from draft to its end, and a decision about somebody. */
export async function participationScene({ step, read, city }: Walk): Promise<void> {
  const as = 'staff'
  const base64 = fixed(await questionTable(8))
  const file = { name: fixed('bank.xlsx'), base64 }
  await step('POST /participation/banks/check', { as, given: file })
  const bank = await step('POST /participation/banks', { as, given: { file } })
  const params = { id: bank.id }
  const renamed = await step('PUT /participation/banks/{id}', { as, params, given: { version: bank.version } })
  await step('POST /participation/banks/{id}/versions', { as, params, given: { version: renamed.version, file } })
  const fields = {
    ...{ bankId: bank.id, bankVersion: 1, opensAt: '2025-05-01T00:00:00Z', closesAt: '2025-08-01T00:00:00Z' },
    ...{ rules: {}, draws: {}, bankPublishedOn: '2025-08-02' },
  }
  const quiz = await step('POST /participation/quizzes', { as, given: fields })
  const ofQuiz = { id: quiz.id }
  const changed = await step('PUT /participation/quizzes/{id}', {
    ...{ as, params: ofQuiz },
    given: { ...fields, version: quiz.version },
  })
  let { version } = changed
  for (const verb of ['publish', 'pause', 'resume'] as const)
    ({ version } = await step(`POST /participation/quizzes/{id}/${verb}`, {
      ...{ as: 'head', params: ofQuiz },
      given: { version },
    }))
  const suspicion = await aSuspicion(city, NANTONG, quiz.id)
  await step('POST /participation/suspicions/{id}/decide', {
    ...{ as: 'head', params: { id: suspicion } },
    given: { version: 1, decision: 'set-aside' },
  })
  await read(`/participation/quizzes/${quiz.id}/suspicions`)
  await step('POST /participation/quizzes/{id}/withdraw', { as: 'head', params: ofQuiz, given: { version } })
}
