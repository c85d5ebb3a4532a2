import type { PrizeOut } from '#contract/participation/draws.ts'
import type { Ctx } from '#kernel/context.ts'
import { endOfDayAfter } from '../rules/prize.ts'
import type { QuizDrawRow } from '../store/drawRecords.ts'
import { addHolder, holdNamed, lastNumber, type PrizeRow, prizes, wonAnother } from '../store/prizes.ts'
import type { Quiz } from '../store/records.ts'

/** A draw that is locked, with its quiz: whoever moves a reserve up holds it, so that each moves up once. */
export type Held = { draw: QuizDrawRow; quiz: Quiz }

/** Opens the prizes of a draw that has just been published; for whoever was erased since it was frozen a reserve moves up at once. */
export async function openPrizes(ctx: Ctx, held: Held): Promise<void> {
  const { draw } = held
  const opened: PrizeRow[] = []
  for (const [at, alias] of (draw.result?.winners ?? []).entries()) {
    const citizenId = await holdNamed(ctx, draw, String(alias))
    opened.push(
      await open(ctx, held, {
        number: at + 1,
        alias: String(alias),
        movedUpFor: null,
        citizenId,
        out: outOf(citizenId),
      }),
    )
  }
  await ctx.record('participation.prizes-opened', { kind: 'quiz-draw', id: draw.id }, { prizes: opened.length })
  for (const prize of opened) if (prize.out !== null) await moveUp(ctx, held, prize)
}

const outOf = (citizenId: string | null): PrizeOut | null => (citizenId === null ? 'erased' : null)

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
    const alias = String(next)
    const citizenId = await holdNamed(ctx, draw, alias)
    const isTwice = citizenId !== null && quiz.draws?.earlierWinnersOut && (await wonAnother(ctx, draw, alias))
    const out = isTwice ? 'won-another' : outOf(citizenId)
    before = await open(ctx, held, { number, alias, movedUpFor: before.id, citizenId, out })
    const facts = { draw: draw.id, number, for: gone.id, ...(out === null ? {} : { out }) }
    await ctx.record(`participation.reserve-${out === null ? 'moved-up' : 'passed-over'}`, about(before), facts)
    if (out === null) return
  }
}

type Opened = Pick<PrizeRow, 'number' | 'alias' | 'movedUpFor' | 'out'> & { citizenId: string | null }

async function open(ctx: Ctx, { draw, quiz }: Held, { citizenId, ...place }: Opened): Promise<PrizeRow> {
  const opened = await prizes.insert(ctx, {
    ...{ drawId: draw.id, quizId: quiz.id, ...place },
    state: place.out === null ? 'won' : 'passed-over',
    claimBy: endOfDayAfter(ctx.now, quiz.draws?.claimDays ?? 0),
  })
  if (citizenId !== null && place.out === null) await addHolder(ctx, opened.id, citizenId)
  return opened
}

export const about = ({ id }: PrizeRow) => ({ kind: 'quiz-prize', id })
