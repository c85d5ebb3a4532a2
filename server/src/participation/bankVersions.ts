import type { Question } from '#contract/participation/bank.ts'
import type { Ctx } from '#kernel/context.ts'
import { type StoredVersion, storedVersion } from './store/records.ts'

/** A version ready to draw from and to show: its questions, and each by its code. */
export type ReadyBank = Pick<StoredVersion, 'label' | 'sha256'> & {
  questions: readonly Question[]
  question(code: string): Question
}

/** Versions never change, so what was read once is kept. */
const MOST = 20
const ready = new Map<string, ReadyBank>()

/** A version of a bank, from memory where it was read before. A version that is not there is a fault: quizzes and attempts name it. */
export async function bankVersionOf(ctx: Ctx, bankId: string, number: number): Promise<ReadyBank> {
  const key = `${ctx.regionId} ${bankId} ${number}`
  const known = ready.get(key)
  if (known) return known
  const stored = await storedVersion(ctx, bankId, number)
  if (!stored) throw new Error(`the bank ${bankId} has no version ${number}`)
  const byCode = new Map(stored.questions.map(question => [question.code, question]))
  const made: ReadyBank = {
    label: stored.label,
    sha256: stored.sha256,
    questions: stored.questions,
    question(code) {
      const found = byCode.get(code)
      if (!found) throw new Error(`version ${number} of the bank ${bankId} has no question ${code}`)
      return found
    },
  }
  const [oldest] = ready.keys()
  if (ready.size >= MOST && oldest !== undefined) ready.delete(oldest)
  ready.set(key, made)
  return made
}
