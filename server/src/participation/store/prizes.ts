import type { z } from 'zod'
import type { PrizeOut, prizeQuery, prizeState } from '#contract/participation/draws.ts'
import type { Ctx } from '#kernel/context.ts'
import { one, rows, run, sql } from '#kernel/database/sql.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'
import { contains, listPage } from '#kernel/list.ts'
import { visible } from '#kernel/policy.ts'
import { prizePolicy } from '../policy.ts'

export type PrizeRow = Versioned & {
  drawId: string
  quizId: string
  /** Place in the order drawn, winners and then reserves, from 1. */
  number: number
  alias: string
  state: z.output<typeof prizeState>
  claimBy: Date
  movedUpFor: string | null
  out: PrizeOut | null
}
export const prizes = recordTable<PrizeRow>('quiz_prize', [
  ...(['draw_id', 'quiz_id', 'number', 'alias', 'state', 'claim_by', 'moved_up_for', 'out'] as const),
])

/** The prizes of a draw as of the context's instant, in the order drawn. */
export const prizesOf = (ctx: Ctx, drawId: string) =>
  rows(ctx.tx, sql<PrizeRow>`select p.* from ${prizes.at(ctx)} p where p.draw_id = ${drawId} order by p.number`)

/** One page of a draw's prizes, in the order drawn; those who won and those who moved up. */
export function listPrizes<Out>(
  ctx: Ctx,
  drawId: string,
  query: z.output<typeof prizeQuery>,
  map: (row: PrizeRow) => Out,
) {
  return listPage<PrizeRow, Out>(ctx, query, {
    columns: sql`p.*`,
    from: sql`${prizes.at(ctx)} p`,
    where: [
      visible(ctx, prizePolicy, 'participation.see-prizes', 'p'),
      sql`p.draw_id = ${drawId}`,
      contains(query.find, [sql`p.alias`]),
      ...(query.state ? [sql`p.state = ${query.state}`] : []),
    ],
    sorts: { number: { by: sql`p.number`, type: 'integer' }, claimBy: { by: sql`p.claim_by`, type: 'timestamptz' } },
    sort: 'number',
    id: sql`p.id`,
    map,
  })
}

/** The highest place of a draw's order that has a prize. */
export async function lastNumber(ctx: Ctx, drawId: string): Promise<number> {
  const found = await one(
    ctx.tx,
    sql<{
      n: number | null
    }>`select max(number) n from quiz_prize where region_id = ${ctx.regionId} and draw_id = ${drawId}`,
  )
  return found?.n ?? 0
}

/**
 * Who stands in a pool under some names: their ids, without those who were erased. Their places in all pools of the quiz are held, in one
 * order, until the command ends, so that two draws of it do not give one person a prize at the same instant.
 */
export async function holdNamed(
  ctx: Ctx,
  { quizId, id }: { quizId: string; id: string },
  aliases: readonly string[],
): Promise<Map<string, string>> {
  const held = await rows(
    ctx.tx,
    sql<{
      drawId: string
      alias: string
      citizenId: string | null
    }>`select p.draw_id, p.alias, p.citizen_id from quiz_draw_place p
      join quiz_draw d on d.region_id = ${ctx.regionId} and d.id = p.draw_id
      where p.region_id = ${ctx.regionId} and d.quiz_id = ${quizId} and p.alias = any(${[...aliases]}::text[])
      order by p.alias, p.draw_id for update of p`,
  )
  return new Map(
    held.flatMap(({ drawId, alias, citizenId }) => (drawId === id && citizenId !== null ? [[alias, citizenId]] : [])),
  )
}

/** Which of some names have a prize, or had one, of another draw of the quiz. Asked once they are held. */
export async function wonAnother(
  ctx: Ctx,
  { quizId, id }: { quizId: string; id: string },
  aliases: readonly string[],
): Promise<Set<string>> {
  const found = await rows(
    ctx.tx,
    sql<{
      alias: string
    }>`select distinct alias from quiz_prize where region_id = ${ctx.regionId} and quiz_id = ${quizId}
      and alias = any(${[...aliases]}::text[]) and draw_id <> ${id} and state <> 'passed-over' and not withdrawn`,
  )
  return new Set(found.map(({ alias }) => alias))
}

/** The public names of those who moved up in draws of a quiz. */
export async function movedUpIn(ctx: Ctx, quizId: string): Promise<string[]> {
  const found = await rows(
    ctx.tx,
    sql<{ alias: string }>`select alias from quiz_prize where region_id = ${ctx.regionId} and quiz_id = ${quizId}
      and moved_up_for is not null and state <> 'passed-over' and not withdrawn`,
  )
  return found.map(({ alias }) => alias)
}

export type HolderRow = {
  prizeId: string
  citizenId: string | null
  nameSealed: string | null
  publish: boolean
  toldAt: Date | null
  erasedAt: Date | null
}
const holder = sql`prize_id, citizen_id, name_sealed, publish, told_at, erased_at`

/** Whose some prizes are, by prize; of a prize that was never offered there is nobody. */
export async function holdersOf(ctx: Ctx, prizeIds: readonly string[]): Promise<Map<string, HolderRow>> {
  const found = await rows(
    ctx.tx,
    sql<HolderRow>`select ${holder} from quiz_prize_holder
      where region_id = ${ctx.regionId} and prize_id = any(${[...prizeIds]}::uuid[])`,
  )
  return new Map(found.map(each => [each.prizeId, each]))
}

/** Notes whose some prizes are; each will be told, once it is won. */
export async function addHolders(
  ctx: Ctx,
  holders: ReadonlyArray<{ prizeId: string; citizenId: string }>,
): Promise<void> {
  await run(
    ctx.tx,
    sql`insert into quiz_prize_holder (region_id, prize_id, citizen_id, tell_from)
      select ${ctx.regionId}::integer, h.prize_id, h.citizen_id, ${ctx.now}::timestamptz
      from unnest(${holders.map(({ prizeId }) => prizeId)}::uuid[], ${holders.map(({ citizenId }) => citizenId)}::uuid[])
        h (prize_id, citizen_id)`,
  )
}

/** The prizes of a citizen: their ids, in one order. */
export async function prizesHeldBy(ctx: Ctx, citizenId: string): Promise<string[]> {
  const found = await rows(
    ctx.tx,
    sql<{ prizeId: string }>`select prize_id from quiz_prize_holder
      where region_id = ${ctx.regionId} and citizen_id = ${citizenId} order by prize_id`,
  )
  return found.map(({ prizeId }) => prizeId)
}

/** Holds a citizen as they are until the command ends: whoever erases them waits. False where they are erased. */
export async function holdCitizen(ctx: Ctx, citizenId: string): Promise<boolean> {
  const held = await one(
    ctx.tx,
    sql`select 1 n from citizen where region_id = ${ctx.regionId} and id = ${citizenId} and erased_at is null for share`,
  )
  return held !== undefined
}

/** Keeps, sealed, the name that a prize is handed to (undefined leaves the one there is), and whether its winner is named in the list. */
export async function keepName(ctx: Ctx, prizeId: string, name: string | undefined, publish: boolean): Promise<void> {
  const sealed = name === undefined ? null : ctx.seal.close(Buffer.from(name), prizeId)
  await run(
    ctx.tx,
    sql`update quiz_prize_holder set name_sealed = coalesce(${sealed}::text, name_sealed), publish = ${publish}
      where region_id = ${ctx.regionId} and prize_id = ${prizeId}`,
  )
}

export const nameIn = (ctx: Ctx, { nameSealed, prizeId }: HolderRow): string | null =>
  nameSealed === null ? null : ctx.seal.open(nameSealed, prizeId).toString('utf8')

/** Empties whose a prize is: for one citizen, or of a whole draw. */
export async function forgetHolder(ctx: Ctx, of: { prizeId: string } | { drawId: string }): Promise<number> {
  const which =
    'prizeId' in of
      ? sql`prize_id = ${of.prizeId}`
      : sql`prize_id in (select id from quiz_prize where region_id = ${ctx.regionId} and draw_id = ${of.drawId})`
  return run(
    ctx.tx,
    sql`update quiz_prize_holder set citizen_id = null, name_sealed = null, erased_at = ${ctx.now}
      where region_id = ${ctx.regionId} and erased_at is null and ${which}`,
  )
}

/** The draws in whose pools somebody stands, in one order. */
export async function drawsHolding(ctx: Ctx, citizenId: string): Promise<string[]> {
  const found = await rows(
    ctx.tx,
    sql<{ drawId: string }>`select distinct draw_id from quiz_draw_place
      where region_id = ${ctx.regionId} and citizen_id = ${citizenId} order by draw_id`,
  )
  return found.map(({ drawId }) => drawId)
}

/** The prizes of a citizen with their draws, for who asks what is kept of them and on their own page; of one quiz or of all. */
export const ownPrizes = (ctx: Ctx, citizenId: string, quizId: string | null = null) =>
  rows(
    ctx.tx,
    sql<
      PrizeRow & HolderRow & { drawNumber: number }
    >`select p.*, h.citizen_id, h.name_sealed, h.publish, h.told_at, h.erased_at,
        h.prize_id, d.number draw_number
      from quiz_prize_holder h
      join quiz_prize p on p.region_id = ${ctx.regionId} and p.id = h.prize_id
      join quiz_draw d on d.region_id = ${ctx.regionId} and d.id = p.draw_id
      where h.region_id = ${ctx.regionId} and h.citizen_id = ${citizenId} and (${quizId}::uuid is null or p.quiz_id = ${quizId}::uuid)
      order by d.number, p.number`,
  )
