import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { charactersIn, type Question, type QuestionBank, questionBank } from '#contract/participation/bank.ts'

/** A quiz of the demonstration, as the contract reads it: `demo/quizzes/NAME.json`. */
export function readQuiz(name: string): QuestionBank {
  return questionBank.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../quizzes', `${name}.json`), 'utf8')))
}

/** Every text of a question, for whoever compares it with the words of others. */
export function textOf({ stem, options, explanation }: Question): string {
  return [stem, ...options, explanation].join('\n')
}

/** Ways in which a reader could guess the right options without knowing anything. */
export function giveaways(questions: readonly Question[]): string[] {
  const share = (count: number) => count / questions.length
  const letters = ['A', 'B', 'C', 'D'].flatMap(letter => {
    const found = share(questions.filter(({ answer }) => answer === letter).length)
    return found < 0.2 || found > 0.3 ? [`${letter} is right in ${Math.round(found * 100)}%`] : []
  })
  const standsOut = (is: (right: number, others: number[]) => boolean) =>
    share(
      questions.filter(({ answer, options }) => {
        const lengths = options.map(charactersIn)
        const [right = 0] = lengths.splice('ABCDEF'.indexOf(answer), 1)
        return is(right, lengths)
      }).length,
    )
  const longest = standsOut((right, others) => others.every(other => other < right))
  const shortest = standsOut((right, others) => others.every(other => other > right))
  return [
    ...letters,
    ...(longest > 0.4 ? [`the longest is right in ${Math.round(longest * 100)}%`] : []),
    ...(shortest > 0.4 ? [`the shortest is right in ${Math.round(shortest * 100)}%`] : []),
  ]
}
