import type { Score } from '#contract/participation/bank.ts'
import type { QuizDryRun } from '#contract/participation/dryRun.ts'
import type { ReadyBank } from '../bankVersions.ts'
import type { Finish } from '../rules/attempt.ts'

/** Parts of the time limit that attempts are counted by. */
const SPANS = 10

type Told = Pick<QuizDryRun, 'attempts' | 'closedByClock' | 'tooFast' | 'times' | 'questions'>

/** Counts attempts of a dry run as they end. `seconds` is the time limit of one. */
export function tallyOf(bank: Pick<ReadyBank, 'questions'>, seconds: number) {
  const questions = new Map(
    bank.questions.map(({ code, stem }) => [code, { code, stem, shown: 0, answered: 0, right: 0 }]),
  )
  const took: number[] = []
  let closedByClock = 0
  let tooFast = 0
  return {
    attempt(score: Score, finish: Finish, isTooFast: boolean): void {
      took.push(finish.tenths)
      if (finish.closedByClock) closedByClock++
      if (isTooFast) tooFast++
      for (const { questionCode, chosen, right } of score.lines) {
        const question = questions.get(questionCode)
        if (!question) continue
        question.shown++
        if (chosen !== null) question.answered++
        if (right) question.right++
      }
    },
    told(): Told {
      const sorted = took.toSorted((a, b) => a - b)
      return {
        ...{ attempts: took.length, closedByClock, tooFast },
        times: { middle: sorted[Math.floor(sorted.length / 2)] ?? 0, spans: spansOf(sorted, seconds) },
        questions: [...questions.values()],
      }
    },
  }
}

/** How many attempts took how long; whoever had all the time stands in the last span. */
function spansOf(took: readonly number[], seconds: number): Told['times']['spans'] {
  const width = Math.ceil(seconds / SPANS)
  return Array.from({ length: Math.ceil(seconds / width) }, (_, place) => {
    const [from, to] = [place * width, Math.min((place + 1) * width, seconds)]
    const isLast = to === seconds
    return { from, to, attempts: took.filter(each => each >= from * 10 && (isLast || each < to * 10)).length }
  })
}
