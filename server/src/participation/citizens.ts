import type { CitizenErased, CitizenExport } from '#kernel/citizens/index.ts'
import type { Ctx } from '#kernel/context.ts'
import { bankVersionOf } from './bankVersions.ts'
import { forgetInDraws } from './commands/prizeRounds.ts'
import { prizesKept } from './queries/prizes.ts'
import { bucketChanges } from './rules/standing.ts'
import { answersOfAll } from './store/attempts.ts'
import { allAttemptsOf, eraseIn, forgetTraces, standingsOf, suspicionsAbout } from './store/citizens.ts'
import { placesOfCitizen } from './store/drawRecords.ts'
import { countedIn, holdStanding } from './store/ranking.ts'

/**
 * A citizen is forgotten: they leave every ranking with their alias, and no hash of a device or an address is kept. Attempts stay, counted
 * by nobody, so that what was counted can be counted again; so does a suspicion as it was found, with the one keyed hash it rests on, as
 * the text that citizens agree to says.
 */
export async function forget(ctx: Ctx, { citizenId }: CitizenErased): Promise<void> {
  for (const { quizId } of await standingsOf(ctx, citizenId)) {
    const standing = await holdStanding(ctx, quizId, citizenId)
    if (standing) await eraseIn(ctx, quizId, citizenId, bucketChanges([{ from: countedIn(standing), to: null }]))
  }
  await forgetTraces(ctx, citizenId)
  await forgetInDraws(ctx, citizenId)
}

/**
 * What is kept of a citizen here: each quiz with the alias, the standing, every attempt with its questions and answers, and what a person
 * was or is asked to look at; where they stand in pools of draws, and what they won.
 */
export async function exportOf(ctx: Ctx, asked: CitizenExport): Promise<void> {
  const standings = await standingsOf(ctx, asked.citizenId)
  const attempts = await allAttemptsOf(ctx, asked.citizenId)
  const answers = await answersOfAll(
    ctx,
    attempts.map(({ id }) => id),
  )
  const suspicions = await suspicionsAbout(ctx, asked.citizenId)
  const quizzes = []
  for (const { quizId, titleZh, bankId, bankVersion, ...standing } of standings) {
    const bank = await bankVersionOf(ctx, bankId, bankVersion)
    const own = attempts.filter(attempt => attempt.quizId === quizId)
    quizzes.push({
      ...{ quizId, titleZh, ...standing },
      suspicions: suspicions.filter(each => each.quizId === quizId).map(({ quizId: _, ...each }) => each),
      attempts: own.map(({ id, startedAt, finishedAt, score, tenths, paper, hasDevice, hasAddress }) => ({
        ...{ id, startedAt, finishedAt, score, tenths },
        keptAsHash: [...(hasDevice ? ['device'] : []), ...(hasAddress ? ['address'] : [])],
        // What is right is not told here while an attempt may still be answered; the result tells it.
        answers: (answers.get(id) ?? []).map(({ position, option, savedAt }) => {
          const question = bank.question(paper[position - 1]?.questionCode ?? '')
          return { question: question.stem, answer: option === null ? null : question.options[option], savedAt }
        }),
      })),
    })
  }
  asked.rooms.participation = {
    quizzes,
    drawPools: await placesOfCitizen(ctx, asked.citizenId),
    prizes: await prizesKept(ctx, asked.citizenId),
  }
}
