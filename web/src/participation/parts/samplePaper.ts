import { optionLetters, type Question } from '#contract/participation/bank.ts'

export type Drawn = { question: Question; options: { letter: string; text: string }[] }

/** Gives a whole number from 0 up to, without, `below`. */
export type Pick = (below: number) => number

/** A paper for looking at: some questions of a bank, their options shuffled. What counts is drawn by the server, not here. */
export function samplePaper(questions: readonly Question[], count: number, pick: Pick = anyOf): Drawn[] {
  return shuffled(questions, pick)
    .slice(0, count)
    .map(question => ({
      question,
      options: shuffled(
        question.options.map((text, place) => ({ letter: optionLetters[place] ?? '', text })),
        pick,
      ),
    }))
}

function shuffled<Item>(items: readonly Item[], pick: Pick): Item[] {
  const left = [...items]
  return items.flatMap(() => left.splice(pick(left.length), 1))
}

const anyOf: Pick = below => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % below
