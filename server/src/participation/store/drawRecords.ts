import type { z } from 'zod'
import type { AnnouncedSource, DrawAnnouncement, DrawResult, UsedSource } from '#contract/draws.ts'
import type { enterSource } from '#contract/participation/draws.ts'
import type { Ctx } from '#kernel/context.ts'
import { one, rows, run, sql } from '#kernel/database/sql.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'

/** A draw as it is kept. What each member is is said in the migration; `used` and `result` come with the draw itself. */
export type QuizDrawRow = Versioned & {
  quizId: string
  number: number
  cutoff: Date
  pool: number
  excluded: number
  winners: number
  reserves: number
  exclusion: { zh: string; en: string }
  sources: AnnouncedSource[]
  frozenAt: Date
  frozenBy: string
  announcement: DrawAnnouncement | null
  announcementHash: string | null
  announcementEntry: string | null
  announcedBy: string | null
  used: UsedSource[] | null
  result: DrawResult | null
  drawnBy: string | null
  publishedBy: string | null
  publishedAt: Date | null
  calledOff: boolean
}
export const quizDraws = recordTable<QuizDrawRow>('quiz_draw', [
  ...(['quiz_id', 'number', 'cutoff', 'pool', 'excluded', 'winners', 'reserves', 'exclusion', 'sources'] as const),
  ...(['frozen_at', 'frozen_by', 'announcement', 'announcement_hash', 'announcement_entry', 'announced_by'] as const),
  ...(['used', 'result', 'drawn_by', 'published_by', 'published_at', 'called_off'] as const),
])

export type PlaceRow = {
  place: number
  alias: string
  citizenId: string | null
  score: number
  tenths: number
  finishedAt: Date
  excluded: boolean
}

/** Keeps the pool of a draw, in one statement. */
export async function keepPlaces(ctx: Ctx, drawId: string, places: readonly PlaceRow[]): Promise<void> {
  await run(
    ctx.tx,
    sql`insert into quiz_draw_place (region_id, draw_id, place, id, alias, citizen_id, score, tenths, finished_at, excluded)
      select ${ctx.regionId}::integer, ${drawId}::uuid, p.place, p.id, p.alias, p."citizenId", p.score, p.tenths, p."finishedAt", p.excluded
      from jsonb_to_recordset(${JSON.stringify(places.map(place => ({ ...place, id: ctx.newId() })))}::jsonb)
        p (place integer, id uuid, alias text, "citizenId" uuid, score integer, tenths integer, "finishedAt" timestamptz, excluded boolean)`,
  )
}

/** The pool of a draw, first place first: all of it, or so many from a place on. */
export const placesOf = (ctx: Ctx, drawId: string, { after = 0, limit }: { after?: number; limit?: number } = {}) =>
  rows(
    ctx.tx,
    sql<PlaceRow>`select place, alias, citizen_id, score, tenths, finished_at, excluded from quiz_draw_place
      where region_id = ${ctx.regionId} and draw_id = ${drawId} and place > ${after} order by place limit ${limit ?? null}`,
  )

/** Takes a citizen out of every pool they stand in; the public names stay, since the pool's root is over them. */
export async function forgetPlaces(ctx: Ctx, citizenId: string): Promise<void> {
  await run(
    ctx.tx,
    sql`update quiz_draw_place set citizen_id = null where region_id = ${ctx.regionId} and citizen_id = ${citizenId}`,
  )
}

/** The places somebody has in pools, for who asks what is kept of them. */
export const placesOfCitizen = (ctx: Ctx, citizenId: string) =>
  rows(
    ctx.tx,
    sql<{ drawId: string; place: number; alias: string }>`select draw_id, place, alias from quiz_draw_place
      where region_id = ${ctx.regionId} and citizen_id = ${citizenId} order by draw_id`,
  )

export type Given = z.output<typeof enterSource>['given']
export type EntryRow = {
  number: number
  source: number
  fallback: boolean
  given: Given
  enteredBy: string
  enteredAt: Date
}

/** Whatever was brought for a draw by the context's instant, oldest first. */
export const entriesOf = (ctx: Ctx, drawId: string) =>
  rows(
    ctx.tx,
    sql<EntryRow>`select number, source, fallback, given, entered_by, entered_at from quiz_draw_entry
      where region_id = ${ctx.regionId} and draw_id = ${drawId} and entered_at <= ${ctx.asOf ?? ctx.now} order by number`,
  )

/** Adds one, under a draw that is locked. Gives its number. */
export async function addEntry(
  ctx: Ctx,
  drawId: string,
  { source, fallback, given }: Pick<EntryRow, 'source' | 'fallback' | 'given'>,
): Promise<number> {
  const added = await one(
    ctx.tx,
    sql<{
      number: number
    }>`insert into quiz_draw_entry (region_id, draw_id, number, source, fallback, given, entered_by, entered_at)
      select ${ctx.regionId}::integer, ${drawId}::uuid, coalesce(max(e.number), 0) + 1, ${source}::integer, ${fallback}::boolean,
        ${JSON.stringify(given)}::jsonb, ${ctx.actor.id}::uuid, ${ctx.now}::timestamptz
      from quiz_draw_entry e where e.region_id = ${ctx.regionId} and e.draw_id = ${drawId} returning number`,
  )
  return added?.number ?? 0
}

/** The draws of a quiz as of the context's instant, by number and then as they were frozen; also those called off. */
export const drawsOf = (ctx: Ctx, quizId: string) =>
  rows(
    ctx.tx,
    sql<QuizDrawRow>`select d.* from ${quizDraws.at(ctx)} d where d.quiz_id = ${quizId} order by d.number, d.frozen_at, d.id`,
  )

/** How many of some people are suspected in a quiz and nobody has decided. */
export async function waitingAmong(ctx: Ctx, quizId: string, citizenIds: readonly string[]): Promise<number> {
  const found = await one(
    ctx.tx,
    sql<{
      n: number
    }>`select count(distinct citizen_id)::integer n from quiz_suspicion where region_id = ${ctx.regionId}
      and quiz_id = ${quizId} and decision is null and not withdrawn and citizen_id = any(${[...citizenIds]}::uuid[])`,
  )
  return found?.n ?? 0
}

/** Attempts finished by an instant that nobody has gone through for suspicions yet. */
export async function untalliedBy(ctx: Ctx, quizId: string, instant: Date): Promise<number> {
  const found = await one(
    ctx.tx,
    sql<{
      n: number
    }>`select count(*)::integer n from quiz_attempt where region_id = ${ctx.regionId} and quiz_id = ${quizId}
      and finished_at <= ${instant} and not tallied`,
  )
  return found?.n ?? 0
}

/** Takes everybody out of one pool; the public names stay. Gives how many there were. */
export const forgetPlacesOf = (ctx: Ctx, drawId: string): Promise<number> =>
  run(
    ctx.tx,
    sql`update quiz_draw_place set citizen_id = null
      where region_id = ${ctx.regionId} and draw_id = ${drawId} and citizen_id is not null`,
  )
