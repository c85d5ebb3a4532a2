import type { z } from 'zod'
import { optionLetters, type Question } from '#contract/participation/bank.ts'
import type { openBank as openBankAnswer } from '#contract/participation/portal.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { bankVersionOf } from '../bankVersions.ts'
import { newIn, portalPolicy } from '../policy.ts'
import { publishedQuiz } from '../store/lists.ts'
import { banks, type Quiz } from '../store/records.ts'
import { withdrawn } from '../withdrawn.ts'

/** Where an answer is laid down, in one line. */
export function sourceLine({ title, where }: Question['source']): string {
  return where === null ? title : `${title}，${where}`
}

/** Whether everybody may read the bank with its answers: from the beginning of its day in Asia/Shanghai. */
export const isBankPublic = ({ today }: Pick<Ctx, 'today'>, { bankPublishedOn }: Pick<Quiz, 'bankPublishedOn'>) =>
  bankPublishedOn !== null && bankPublishedOn <= today

/** A quiz that the public may read of, for everything it reads. Refuses `participation.not-found` and `participation.quiz-withdrawn`. */
export async function published(ctx: Ctx, id: string): Promise<Quiz & { people: number }> {
  const found = await publishedQuiz(ctx, id)
  if (!found) throw refuse('participation.not-found')
  if (found.calledOff) throw withdrawn()
  return found
}

/** The bank of a published quiz with its answers. Refuses what `published` does and, before its day, `participation.bank-not-public`. */
export async function openBank(ctx: Ctx, quizId: string): Promise<z.input<typeof openBankAnswer>> {
  must(ctx, portalPolicy, 'participation.portal', newIn(ctx.regionId))
  const quiz = await published(ctx, quizId)
  if (!isBankPublic(ctx, quiz)) throw refuse('participation.bank-not-public')
  const version = await bankVersionOf(ctx, quiz.bankId, quiz.bankVersion)
  const bank = await banks.find(ctx, quiz.bankId)
  return {
    title: bank?.titleZh ?? quiz.titleZh,
    version: quiz.bankVersion,
    questions: version.questions.map(({ code, stem, options, answer, explanation, source, topic }) => ({
      ...{ code, stem, explanation, topic },
      options: [...options],
      right: optionLetters.indexOf(answer),
      source: sourceLine(source),
    })),
  }
}
