import type { Ctx } from '#kernel/context.ts'
import { one, rows, sql } from '#kernel/database/sql.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'

export type PickUpRow = Versioned & {
  quizId: string
  /** Null: of every draw of the quiz that has none of its own. */
  drawId: string | null
  place: string
  times: string
  bring: string
}
export const pickUps = recordTable<PickUpRow>('quiz_pick_up', ['quiz_id', 'draw_id', 'place', 'times', 'bring'])

/** What is set for a quiz and for its draws, as of the context's instant. */
export const pickUpsOf = (ctx: Ctx, quizId: string) =>
  rows(ctx.tx, sql<PickUpRow>`select p.* from ${pickUps.at(ctx)} p where p.quiz_id = ${quizId} order by p.id`)

/** The id of what is set for a quiz (`drawId` null) or for one draw of it. */
export async function pickUpId(ctx: Ctx, quizId: string, drawId: string | null): Promise<string | undefined> {
  const found = await one(
    ctx.tx,
    sql<{ id: string }>`select id from quiz_pick_up where region_id = ${ctx.regionId} and quiz_id = ${quizId}
      and draw_id is not distinct from ${drawId}::uuid and not withdrawn`,
  )
  return found?.id
}
