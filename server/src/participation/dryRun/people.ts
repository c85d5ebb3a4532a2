import { createHash } from 'node:crypto'
import { optionLetters, type Paper } from '#contract/participation/bank.ts'
import { simulated } from '#contract/participation/dryRun.ts'
import { type Chance, type Choices, chanceFrom } from '../bank/index.ts'
import type { ReadyBank } from '../bankVersions.ts'

/** Somebody who does not exist. `knows` is in percent of the easiest questions, `reads` in characters a second, `thinks` in tenths of one. */
export type SimulatedPerson = {
  number: number
  isRacing: boolean
  knows: number
  reads: number
  thinks: number
  attempts: number
}

type Range = { readonly least: number; readonly most: number }
const within = ({ least, most }: Range, chance: Chance) => least + chance.below(most - least + 1)

/** The 32 bytes that a seed, as people type it, stands for in one part of a dry run. */
export const seedFor = (seed: string, what: string): Uint8Array =>
  createHash('sha256').update(`jianghai quiz dry run 1\n${what}\n${seed}`, 'utf8').digest()

/** One of the people of a dry run: which one and the seed decide all of them. */
export function personOf(seed: string, number: number, attemptsPerDay: number): SimulatedPerson {
  const chance = chanceFrom(seedFor(seed, `person ${number}`), 'person')
  return {
    number,
    // Spread evenly over the numbers, so that the first hundred people race as often as any.
    isRacing: number % (simulated.people / simulated.racing) === 0,
    knows: within(simulated.knows, chance),
    reads: within(simulated.reads, chance),
    thinks: within(simulated.thinks, chance),
    attempts: Math.min(within(simulated.attempts, chance), attemptsPerDay),
  }
}

/** What somebody answered, by question and place as shown, and tenths of a second it took them, not yet cut by the clock. */
export type Answered = { choices: Choices; tenths: number }

/** Answers a paper question after question for as long as the time (in tenths) lasts; an answer that comes when it is over is none. */
export function answer(
  person: SimulatedPerson,
  bank: Pick<ReadyBank, 'question'>,
  paper: Paper,
  chance: Chance,
  most: number,
): Answered {
  const choices = new Map<string, number>()
  let tenths = 0
  for (const { questionCode, optionOrder } of paper) {
    const { stem, options, difficulty, answer: right } = bank.question(questionCode)
    const characters = stem.length + options.reduce((sum, option) => sum + option.length, 0)
    tenths += person.isRacing
      ? within(simulated.races, chance)
      : Math.ceil((characters * 10) / person.reads) + person.thinks
    const isKnown = chance.below(100) < person.knows - simulated.harder * (difficulty - 1)
    const guess = chance.below(options.length)
    if (tenths >= most) break
    const place = optionOrder.indexOf(optionLetters.indexOf(right))
    choices.set(questionCode, isKnown && !person.isRacing ? place : guess)
  }
  return { choices, tenths }
}
