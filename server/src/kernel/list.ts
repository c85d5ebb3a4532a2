import { createHash } from 'node:crypto'
import { COUNTED, type Page } from '#contract/kernel.ts'
import type { Ctx } from './context.ts'
import { every, one, type RawBuilder, rows, sql } from './database/sql.ts'
import type { Piece, Way } from './history/plane.ts'
import { refuse } from './refusal.ts'

/** A column a list may be sorted by: a not-null expression (use `coalesce`) and its SQL type. */
export type SortBy = {
  by: RawBuilder<unknown>
  type: 'text' | 'date' | 'numeric' | 'timestamptz' | 'integer'
  /**
   * Where a record table has a plane of this order: `along` of the table, under the list's alias; it stands for all of `from`. Its current
   * rows then have an index of the order too.
   */
  along?: (way: Way) => readonly Piece[] | undefined
}

export type ListSpec<Row> = {
  /** What is selected, without `select`; must hold no column named `sort_key`. */
  columns: RawBuilder<unknown>
  /** What it is selected from, without `from`. */
  from: RawBuilder<unknown>
  where: ReadonlyArray<RawBuilder<unknown>>
  sorts: Readonly<Record<string, SortBy>>
  /** The sort when none is asked for, e.g. `-due`. */
  sort: string
  /** A unique not-null uuid expression that breaks ties. */
  id: RawBuilder<unknown>
  map: (row: Row) => unknown
}

/**
 * One page of a list: filtered and sorted in SQL, going on from a cursor (keyset, so that deep pages cost what the first costs), with a
 * count that is exact up to `COUNTED` rows and stops there, so that it does not grow with the city (docs/decisions/0009). Refuses
 * `kernel.unknown-sort` {sort, known} and `kernel.cursor-unfit` when a cursor comes from another sort.
 */
export async function listPage<Row extends object, Out>(
  ctx: Ctx,
  query: { sort?: string | undefined; cursor?: string | undefined; limit: number },
  spec: Omit<ListSpec<Row>, 'map'> & { map: (row: Row) => Out },
): Promise<Page<Out>> {
  const asked = query.sort ?? spec.sort
  const descending = asked.startsWith('-')
  const chosen = spec.sorts[descending ? asked.slice(1) : asked]
  if (!chosen)
    throw refuse('kernel.unknown-sort', { sort: asked, known: Object.keys(spec.sorts).join(', ') }, { field: 'sort' })

  const narrowed = every(spec.where)
  const found = await rows<Row & Keys>(ctx.tx, picking(query, spec, asked, chosen))
  // A cursor behind the last row finds nothing that could carry the count.
  const counted =
    found[0]?.counted ??
    (query.cursor ? await one(ctx.tx, sql<{ n: number }>`${counting(spec.from, narrowed)}`) : undefined)?.n ??
    0
  const shown = found.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    rows: shown.map(row => spec.map(row)),
    next: found.length > query.limit && last ? encode(asked, last.sortKey, last.sortId) : null,
    total: Math.min(counted, COUNTED),
    hasMoreThanTotal: counted > COUNTED,
    asOf: ctx.asOf?.toISOString() ?? null,
  }
}

/**
 * One page of rows that were put together by the program, filtered already: sorted, going on from a cursor and counted as `listPage` does,
 * with the same refusals. `sorts` give what a row is sorted by, never undefined; `id` is a uuid that breaks ties.
 */
export function pageOf<Row>(
  ctx: Ctx,
  query: { sort?: string | undefined; cursor?: string | undefined; limit: number },
  all: readonly Row[],
  spec: { sorts: Readonly<Record<string, (row: Row) => string | number>>; sort: string; id: (row: Row) => string },
): Page<Row> {
  const asked = query.sort ?? spec.sort
  const keyOf = spec.sorts[asked.replace(/^-/, '')]
  if (!keyOf)
    throw refuse('kernel.unknown-sort', { sort: asked, known: Object.keys(spec.sorts).join(', ') }, { field: 'sort' })
  const turn = asked.startsWith('-') ? -1 : 1
  const order = (a: readonly [string | number, string], b: readonly [string | number, string]) =>
    turn * (compare(a[0], b[0]) || compare(a[1], b[1]))
  const keyed = all.map(row => ({ row, key: [keyOf(row), spec.id(row)] as const })).sort((a, b) => order(a.key, b.key))
  const [key, last] = query.cursor ? after(query.cursor, asked) : []
  const from =
    key === undefined || last === undefined
      ? 0
      : keyed.findIndex(each => order(each.key, [typeof each.key[0] === 'number' ? Number(key) : key, last]) > 0)
  const shown = from < 0 ? [] : keyed.slice(from, from + query.limit)
  const end = shown.at(-1)
  return {
    rows: shown.map(each => each.row),
    next: end && from + query.limit < keyed.length ? encode(asked, String(end.key[0]), end.key[1]) : null,
    total: Math.min(keyed.length, COUNTED),
    hasMoreThanTotal: keyed.length > COUNTED,
    asOf: ctx.asOf?.toISOString() ?? null,
  }
}

const compare = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0)

/** How many of the rows there are, one more than `COUNTED` at the most: the database stops looking there. */
const counting = (from: RawBuilder<unknown>, narrowed: RawBuilder<unknown>) =>
  sql`select count(*) n from (select from ${from} where ${narrowed} limit ${COUNTED + 1}) counted`

type Keys = { sortKey: string; sortId: string; counted: number }

/**
 * The rows of a page and the one after it, each with the count, which goes along so that a page costs one way to the database and back.
 *
 * They are picked by their ids first: to sort all that is found is cheap when only keys are carried, and dear with whole records. In an
 * order that has indexes nothing is sorted but what is shown, and the rows are read as they come.
 */
function picking<Row>(
  query: { cursor?: string | undefined; limit: number },
  { columns, from, where, id }: Omit<ListSpec<Row>, 'map'>,
  asked: string,
  { by, type, along }: SortBy,
): RawBuilder<Row & Keys> {
  const descending = asked.startsWith('-')
  const [key, last] = query.cursor ? after(query.cursor, asked) : []
  const place = sql`(${key}::${sql.raw(type)}, ${last}::uuid)`
  const beyond =
    key === undefined ? sql`true` : descending ? sql`(${by}, ${id}) < ${place}` : sql`(${by}, ${id}) > ${place}`
  const direction = descending ? sql`desc` : sql`asc`
  const narrowed = every(where)
  const rest = sql`where ${narrowed} and ${beyond}`
  const limit = sql`limit ${query.limit + 1}`
  const shown = sql`${columns}, (${by})::text sort_key, ${id} sort_id`
  const counted = sql`(${counting(from, narrowed)}) counted`
  const pieces = along?.({ descending, from: key })
  if (along && !pieces)
    return sql`select ${shown}, ${counted} from ${from} ${rest} order by ${by} ${direction}, ${id} ${direction} ${limit}`
  if (!pieces)
    return sql`
      with picked as materialized (
        select ${id} sort_id from ${from} ${rest} order by ${by} ${direction}, ${id} ${direction} ${limit}
      )
      select ${shown}, ${counted} from ${from} where ${id} = any(array(select sort_id from picked))
      order by ${by} ${direction}, ${id} ${direction}`
  const each = pieces.map(
    ({ from: piece, away }) =>
      sql`(select ${shown}, ${by} sort_by from ${piece} ${rest} order by ${away}, ${id} ${direction} ${limit})`,
  )
  return sql`
    select piece.*, ${counted} from (${sql.join(each, sql` union all `)}) piece
    order by sort_by ${direction}, sort_id ${direction} ${limit}`
}

function after(cursor: string, asked: string): [key: string, id: string] {
  const [sort, key, last] = decode(cursor)
  if (sort !== digest(asked) || key === undefined || last === undefined)
    throw refuse('kernel.cursor-unfit', {}, { field: 'cursor' })
  return [key, last]
}

const digest = (sort: string) => createHash('sha256').update(sort).digest('hex').slice(0, 8)

function encode(sort: string, key: string, id: string): string {
  return Buffer.from(JSON.stringify([digest(sort), key, id])).toString('base64url')
}

function decode(cursor: string): string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(parts) && parts.every(part => typeof part === 'string') && /^[0-9a-f-]{36}$/.test(parts[2] ?? ''))
      return parts
  } catch {
    // Falls through to the refusal: a cursor is opaque to clients, so any damage has one answer.
  }
  throw refuse('kernel.cursor-unfit', {}, { field: 'cursor' })
}

/** A case-insensitive "contains" over several columns; `%` and `_` in the words are taken as they stand. */
export function contains(words: string | undefined, columns: ReadonlyArray<RawBuilder<unknown>>): RawBuilder<unknown> {
  if (!words) return sql`true`
  const pattern = `%${words.replace(/[\\%_]/g, '\\$&')}%`
  return sql`(${sql.join(
    columns.map(column => sql`${column} ilike ${pattern}`),
    sql` or `,
  )})`
}
