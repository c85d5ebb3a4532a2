import { aClaimedPrize, aQuizToDraw } from '#server/testing/aFrozenDraw.ts'
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
  await step('POST /participation/quizzes/{id}/dry-run', { as, params: ofQuiz })
  const where = await step('PUT /participation/quizzes/{id}/pick-up', { as, params: ofQuiz, given: { version: 0 } })
  await step('PUT /participation/quizzes/{id}/pick-up', { as, params: ofQuiz, given: { version: where.version } })
  await read(`/participation/quizzes/${quiz.id}/pick-up`)
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

/** A draw from the frozen ranking to the prizes, and one that is called off. What is typed is tried, then put right by two people. */
export async function drawScene({ step, read, city }: Walk): Promise<void> {
  const of = { id: await aQuizToDraw(city) }
  const at = fixed(new Date(city.clock.now().getTime() + 60_000).toISOString())
  const later = fixed(new Date(city.clock.now().getTime() + 300_000).toISOString())
  const instead = { after: later, source: { kind: 'text', at: later } }
  const given = { number: 1, sources: [{ kind: 'text', at, fallback: instead }] }
  const freeze = () => step('POST /participation/quizzes/{id}/draws', { as: 'staff', params: of, given })
  const wrong = await freeze()
  await step('POST /participation/draws/{id}/call-off', {
    ...{ as: 'head', params: { id: wrong.id } },
    given: { version: wrong.version },
  })
  let { id, version } = await freeze()
  const act = async (as: string, verb: 'announce' | 'draw' | 'publish') => {
    ;({ id, version } = await step(`POST /participation/draws/{id}/${verb}`, {
      as,
      params: { id },
      given: { version },
    }))
  }
  await act('head', 'announce')
  city.clock.pass(120_000)
  for (const [as, text] of [
    ['staff', undefined],
    ['staff', fixed('3117.74')],
    ['staff2', fixed('3117.74')],
  ] as const)
    await step('POST /participation/draws/{id}/sources/{place}', {
      ...{ as, params: { id, place: '1' } },
      given: { version, given: text === undefined ? { kind: 'text' } : { kind: 'text', text } },
    })
  await act('staff', 'draw')
  await act('head', 'publish')
  await read(`/participation/draws/${id}/pool`)
  await step('PUT /participation/draws/{id}/pick-up', { as: 'staff', params: { id }, given: { version: 0 } })
  const { first, second, claimCode } = await aClaimedPrize(city, id)
  await step('POST /participation/prizes/{id}/hand-over', {
    ...{ as: 'staff', params: { id: first.id } },
    given: { version: first.version, claimCode },
  })
  await step('POST /participation/prizes/{id}/refuse', {
    ...{ as: 'head', params: { id: second.id } },
    given: { version: second.version },
  })
  await read(`/participation/draws/${id}/prizes`)
}
