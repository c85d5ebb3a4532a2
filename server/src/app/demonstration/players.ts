import type { Question } from '#contract/participation/bank.ts'
import { optionLetters } from '#contract/participation/bank.ts'

/** One attempt of a simulated person: when it begins, how many it answers rightly, how long it takes. */
export type Play = {
  player: number
  /** 0 for the first attempt of this person in the quiz. */
  turn: number
  /** Days after the quiz opened, and the time of that day in Asia/Shanghai, `HH:MM:SS.mmm`. */
  day: number
  begins: string
  ends: string
  right: number
  /** Whether it is handed in; otherwise the clock closes it with what was answered. */
  handsIn: boolean
}

/** People who take part in the quizzes of the demonstration city. */
export const PLAYERS = 300

/** Those of them with whom something is the matter, by their numbers. */
export const oddPlayers = {
  /** Everything right in under six seconds: set aside. */
  swift: 17,
  /** Clicked through without reading, and waits to be looked at. */
  hasty: 41,
  /** The same in the quiz that runs. */
  hastyNow: 233,
  /** One telephone for three: cleared, because they are one family. */
  family: [60, 61, 62],
  /** Never handed in. */
  late: [90, 135],
} as const

/** A number that begins with 160, which as far as we know no carrier has given out. Each stands in a block of a hundred of its own. */
export const phoneOf = (player: number): string =>
  `160${String(player).padStart(4, '0')}${String(1000 + ((player * 7919) % 9000))}`

/** The random name of a telephone's browser. */
export function deviceOf(player: number): string {
  const [first] = oddPlayers.family
  const own = oddPlayers.family.some(each => each === player) ? first : player
  return `simulated-telephone-${String(own).padStart(3, '0')}`
}

/** Names for those who claim a prize, as invented as everybody in the city. */
export const nameOf = (at: number): string => `${surnames[at % surnames.length]}${givens[(at * 3) % givens.length]}`
const surnames = [...'顾陆沈严柳许祁俞施葛仇卫']
const givens = ['望舒', '采薇', '听澜', '若木', '知微', '行舟', '半夏', '云岫', '青禾', '子衿', '鹤鸣']

/** Spreads whole numbers evenly over [0, 1), always the same. */
const spread = (n: number, salt: number): number => ((n * 619 + salt * 271) % 1009) / 1009

/**
 * What some people do in a quiz on `days` days: each plays once, every sixteenth comes back on the last. More than half know everything;
 * it takes them half a minute to three.
 */
export function playsOf(players: readonly number[], days: number): Play[] {
  const turns = players.flatMap(player => [
    { player, turn: 0, day: player % days },
    ...(player % 16 === 3 && player % days < days - 1 ? [{ player, turn: 1, day: days - 1 }] : []),
  ])
  return turns.map(({ player, turn, day }) => {
    const isHasty = player === oddPlayers.hasty || player === oddPlayers.hastyNow
    const tenths = player === oddPlayers.swift ? 57 : isHasty ? 62 : 300 + Math.floor(spread(player + turn, 3) * 1500)
    const begins = Math.floor((7 + 15 * spread(player + 13 * turn, 1)) * 3_600_000) + player
    return {
      ...{ player, turn, day },
      begins: timeOf(begins),
      ends: timeOf(begins + tenths * 100),
      right: player === oddPlayers.swift ? 5 : isHasty ? 1 : rightOf(spread(player + turn, 2)),
      handsIn: !oddPlayers.late.some(each => each === player),
    }
  })
}

const rightOf = (chance: number): number => (chance < 0.55 ? 5 : chance < 0.82 ? 4 : chance < 0.95 ? 3 : 2)

/** `HH:MM:SS.mmm` of the milliseconds since midnight. */
const timeOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(11, 23)

/** Tells the right option of a question from its words, as somebody does who has learnt the bank. */
export function knowing(questions: readonly Question[]): (stem: string, options: readonly string[]) => number {
  const right = new Map(questions.map(({ stem, options, answer }) => [stem, options[optionLetters.indexOf(answer)]]))
  return (stem, options) => options.indexOf(right.get(stem) ?? '')
}
