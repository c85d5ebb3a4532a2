import { setImmediate } from 'node:timers/promises'
import { type QuizDryRun, simulated } from '#contract/participation/dryRun.ts'
import { draw } from '#kernel/draws/index.ts'
import { chanceFrom, drawQuestions, scorePaper } from '../bank/index.ts'
import type { ReadyBank } from '../bankVersions.ts'
import { endOf, finishAt } from '../rules/attempt.ts'
import { type Counted, comparePeople, countedOf } from '../rules/standing.ts'
import { cutoffsOf, drawnAmong } from '../rules/state.ts'
import { isTooFast } from '../rules/suspicion.ts'
import type { Quiz } from '../store/records.ts'
import { answer, personOf, type SimulatedPerson, seedFor } from './people.ts'
import { tallyOf } from './tally.ts'

/** People who take part before the program looks after everybody else again. */
const AT_A_TIME = 25
/** Between two attempts of one person, in milliseconds. */
const PAUSE_MS = 60_000
/** Parts of the pool that winners are counted by, and winners that are named. */
const PARTS = 4
const NAMED = 10

type Run = Pick<Quiz, 'rules' | 'draws' | 'opensAt' | 'closesAt'> & { bank: ReadyBank; seed: string }
type Ranked = Counted & { person: number; citizenId: string }

/**
 * A thousand simulated people take part in a quiz by its rules, before its first cut-off: papers are drawn, answered, scored, ranked and
 * drawn from as those of citizens are, by the same functions. The seed decides everything, so the same one gives the same run. Nothing is
 * read or written; others are served in between. Refuses `participation.bank-too-small`.
 */
export async function runDry({ rules, draws, opensAt, closesAt, bank, seed }: Run): Promise<QuizDryRun> {
  const [cutoff = closesAt] = cutoffsOf({ opensAt, closesAt }, draws)
  const tally = tallyOf(bank, rules.seconds)
  const takesPart = (person: SimulatedPerson): Ranked | null => {
    const chance = chanceFrom(seedFor(seed, `answers ${person.number}`), 'answers')
    const lasts = person.attempts * (rules.seconds * 1000 + PAUSE_MS)
    // Early enough to be done by the cut-off, in whole seconds.
    const room = Math.max(1, Math.floor((cutoff.getTime() - opensAt.getTime() - lasts) / 1000))
    let startedAt = new Date(opensAt.getTime() + chance.below(room) * 1000)
    const attempts: (Counted & { id: string })[] = []
    for (let turn = 0; turn < person.attempts && startedAt < cutoff; turn++) {
      const paper = drawQuestions(bank, seedFor(seed, `paper ${person.number} ${turn}`), rules.questions)
      const endsAt = endOf(startedAt, rules.seconds, closesAt)
      const most = (endsAt.getTime() - startedAt.getTime()) / 100
      const { choices, tenths } = answer(person, bank, paper, chance, most)
      const finish = finishAt({ startedAt, endsAt }, new Date(startedAt.getTime() + tenths * 100), [])
      const score = scorePaper(paper, bank, choices, rules.points)
      const took = { tenths: finish.tenths, questions: paper.length, answered: choices.size }
      tally.attempt(score, finish, isTooFast(rules, took))
      attempts.push({ ...finish, id: String(turn), score: score.points })
      startedAt = new Date(finish.finishedAt.getTime() + PAUSE_MS)
    }
    const counted = countedOf(rules.cumulation, attempts)
    return counted && { ...counted, person: person.number, citizenId: nameOf(person.number) }
  }

  const ranked: Ranked[] = []
  for (let number = 1; number <= simulated.people; number++) {
    const one = takesPart(personOf(seed, number, rules.attemptsPerDay))
    if (one) ranked.push(one)
    if (number % AT_A_TIME === 0) await setImmediate()
  }
  ranked.sort(comparePeople)
  return {
    ...{ seed, people: ranked.length, ...tally.told() },
    scores: scoresOf(ranked),
    draw: draws && drawnFrom(ranked.slice(0, draws.ofTop), draws, cutoff, seed),
  }
}

/** Names as long as each other, so that their order is that of their numbers. */
const nameOf = (number: number) => String(number).padStart(6, '0')

function scoresOf(ranked: readonly Ranked[]): QuizDryRun['scores'] {
  const people = Map.groupBy(ranked, ({ score }) => score)
  return [...people].map(([score, of]) => ({ score, people: of.length }))
}

function drawnFrom(pool: readonly Ranked[], draws: NonNullable<Quiz['draws']>, cutoff: Date, seed: string) {
  const { winners, reserves } = drawnAmong(draws, pool.length)
  const names = pool.map(({ citizenId }) => citizenId)
  const drawn = draw({ algorithm: 'jianghai-1', pool: names, winners, reserves, sources: [`dry run ${seed}`] })
  const places = new Map(names.map((name, at) => [name, at]))
  const at = drawn.winners.map(name => places.get(String(name)) ?? 0)
  const parts = Math.min(PARTS, pool.length)
  const edge = (part: number) => Math.floor((part * pool.length) / parts)
  return {
    ...{ cutoff: cutoff.toISOString(), pool: pool.length, winners, reserves },
    last: shown(pool, pool.length - 1),
    spread: Array.from({ length: parts }, (_, part) => ({
      ...{ from: edge(part) + 1, to: edge(part + 1) },
      winners: at.filter(place => place >= edge(part) && place < edge(part + 1)).length,
    })),
    first: at.slice(0, NAMED).map(place => shown(pool, place)),
  }
}

function shown(pool: readonly Ranked[], at: number) {
  const found = pool[at]
  if (!found) throw new Error(`nobody of a dry run stands at place ${at}`)
  const { person, score, tenths } = found
  return { person, place: at + 1, score, tenths }
}
