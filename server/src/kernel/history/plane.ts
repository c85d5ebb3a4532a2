import { type RawBuilder, sql } from '../database/sql.ts'

/**
 * The versions of a record as lines in a plane: to the right runs the time, and a version lies from when it was recorded to when it was
 * replaced; upwards stand the days of an order, each region above the one before. What stood at an instant is what an upright line crosses,
 * and the first of it in the order lies nearest to an end of that line. An index over such boxes (GiST, `box_ops`) finds both without
 * looking at the rest; a B-tree passes over all that was not yet recorded or already replaced, which as of a year back is nearly everything.
 *
 * `day` is a not-null expression over the table's own columns. The indexes are made by the room's migration, in the words of `boxOf`: over
 * the history, and over the current rows, which end at 1e12.
 */
export type Plane = { day: RawBuilder<unknown> }

/** Which way a list goes: from its end or from its beginning; and the day (YYYY-MM-DD) it goes on from, unless it is the first page. */
export type Way = { descending: boolean; from: string | undefined }

/** What a list reads from, and by what it is sorted there: the nearest first. */
export type Piece = { from: RawBuilder<unknown>; away: RawBuilder<unknown> }

/** The line at an instant (or a piece of it): whether a version crosses it, and how far from the end it begins at, in days. */
export type Line = { crosses: RawBuilder<boolean>; away: RawBuilder<number> }

const EPOCH = Date.UTC(2000, 0, 1)
/** More than the days of ten thousand years. */
const BETWEEN_REGIONS = 1e7

/**
 * The line at an instant in a region, for a table whose versions end by the column `until` (null: current rows). Boxes that touch cross,
 * but a version does not stand at the instant it ends, so the line runs half a millisecond later: instants are whole ones.
 */
export function lineAt(
  plane: Plane,
  until: 'recorded_to' | null,
  { regionId, asOf }: { regionId: number; asOf: Date },
  { descending, from }: Way = { descending: false, from: undefined },
): Line {
  const place = (region: number, day?: string) =>
    sql`point(${(asOf.getTime() + 0.5 - EPOCH) / 1000}::float8, ${region * BETWEEN_REGIONS}::float8${day === undefined ? sql`` : sql` + ${daysTo(sql`${day}::date`)}`})`
  const bottom = place(regionId, descending ? undefined : from)
  const top = descending && from !== undefined ? place(regionId, from) : place(regionId + 1)
  const box = boxOf(plane, until)
  return {
    crosses: sql<boolean>`${box} && box(${bottom}, ${top})`,
    away: sql<number>`${box} <-> ${descending ? top : bottom}`,
  }
}

function boxOf({ day }: Plane, until: 'recorded_to' | null): RawBuilder<unknown> {
  const height = sql`region_id * 1e7::float8 + ${daysTo(day)}`
  const end = until === null ? sql`1e12::float8` : seconds(until)
  return sql`box(point(${seconds('recorded_from')}, ${height}), point(${end}, ${height}))`
}

const daysTo = (day: RawBuilder<unknown>) => sql`(${day} - date '0001-01-01')`
const seconds = (column: string) =>
  sql`extract(epoch from ${sql.id(column)} - timestamptz '2000-01-01 00:00:00+00')::float8`
