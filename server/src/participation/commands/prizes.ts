import type { PrizeOut } from '#contract/participation/draws.ts'
import type { Ctx } from '#kernel/context.ts'
import { endOfDayAfter } from '../rules/prize.ts'
import type { QuizDrawRow } from '../store/drawRecords.ts'
import { addHolders, holdNamed, lastNumber, type PrizeRow, prizes, wonAnother } from '../store/prizes.ts'
import type { Quiz } from '../store/records.ts'

/** A draw that is locked, with its quiz: whoever moves a reserve up holds it, so that each moves up once. */
export type Held = { draw: QuizDrawRow; quiz: Quiz }

/**
 * Opens the prizes of a draw that has just been published. For whoever was erased since it was frozen a reserve moves up at once; so it
 * does, where everybody has one prize, for whoever moved up in another draw after this pool was frozen: the prize they have stays theirs,
 * this one is passed over, and they read why.
 */
export async function openPrizes(ctx: Ctx, held: Held): Promise<void> {
  const { draw } = held
  const named = await namedFor(ctx, held, (draw.result?.winners ?? []).map(String))
  const opened = await open(
    ctx,
    held,
    named.map((each, at) => ({ ...each, number: at + 1, movedUpFor: null })),
  )
  await ctx.record('participation.prizes-opened', { kind: 'quiz-draw', id: draw.id }, { prizes: opened.length })
  for (const prize of opened.filter(({ out }) => out !== null)) {
    const { number, out } = prize
    await ctx.record('participation.winner-passed-over', about(prize), { draw: draw.id, number, out })
    await moveUp(ctx, held, prize)
  }
}

type Named = { alias: string; citizenId: string | null; out: PrizeOut | null }

/** Who stands behind some names of the order drawn, held until the command ends, and why one of them does not get a prize. */
async function namedFor(ctx: Ctx, { draw, quiz }: Held, aliases: readonly string[]): Promise<Named[]> {
  const people = await holdNamed(ctx, draw, aliases)
  const twice = quiz.draws?.earlierWinnersOut ? await wonAnother(ctx, draw, aliases) : new Set<string>()
  return aliases.map(alias => {
    const citizenId = people.get(alias) ?? null
    return { alias, citizenId, out: citizenId === null ? 'erased' : twice.has(alias) ? 'won-another' : null }
  })
}

/**
 * Takes a prize, which is locked, away from its winner, and moves the next reserve up for it. Whoever is not there any more, or has won
 * another draw where everybody has one prize, is passed over: their place says why, and the one after them moves up.
 */
export async function takeAway(
  ctx: Ctx,
  held: Held,
  prize: PrizeRow,
  { state, out, reason }: { state: 'lapsed' | 'refused'; out: PrizeOut; reason?: string },
): Promise<PrizeRow> {
  const gone = await prizes.change(ctx, prize, { state, out }, reason)
  await ctx.record(`participation.prize-${state}`, about(gone), { draw: gone.drawId, number: gone.number, out })
  await moveUp(ctx, held, gone)
  return gone
}

async function moveUp(ctx: Ctx, held: Held, gone: PrizeRow): Promise<void> {
  const { draw, quiz } = held
  if (quiz.calledOff || !draw.result) return
  const { winners, reserves } = draw.result
  for (let before = gone; ; ) {
    const number = (await lastNumber(ctx, draw.id)) + 1
    const next = reserves[number - winners.length - 1]
    if (next === undefined) return
    const [named] = await namedFor(ctx, held, [String(next)])
    if (!named) return
    const { out } = named
    const [opened] = await open(ctx, held, [{ ...named, number, movedUpFor: before.id }])
    if (!opened) throw new Error(`no prize was opened for place ${number} of the draw ${draw.id}`)
    before = opened
    const facts = { draw: draw.id, number, for: gone.id, ...(out === null ? {} : { out }) }
    await ctx.record(`participation.reserve-${out === null ? 'moved-up' : 'passed-over'}`, about(before), facts)
    if (out === null) return
  }
}

type Place = Named & Pick<PrizeRow, 'number' | 'movedUpFor'>

/** Opens prizes, with whose each is; a winner who is passed over for another prize is noted too, so that they can read it. */
async function open(ctx: Ctx, { draw, quiz }: Held, places: readonly Place[]): Promise<PrizeRow[]> {
  const claimBy = endOfDayAfter(ctx.now, quiz.draws?.claimDays ?? 0)
  const opened = await prizes.insertMany(
    ctx,
    places.map(({ citizenId: _, ...place }) => ({
      ...{ drawId: draw.id, quizId: quiz.id, ...place, claimBy },
      state: place.out === null ? 'won' : 'passed-over',
    })),
  )
  const holders = places.flatMap(({ citizenId, out, movedUpFor }, at) => {
    const prizeId = opened[at]?.id
    return prizeId !== undefined && citizenId !== null && (out === null || movedUpFor === null)
      ? [{ prizeId, citizenId }]
      : []
  })
  if (holders.length > 0) await addHolders(ctx, holders)
  return opened
}

export const about = ({ id }: PrizeRow) => ({ kind: 'quiz-prize', id })
