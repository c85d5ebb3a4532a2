import { createHash } from 'node:crypto'
import type { Page } from '#contract/kernel.ts'
import type { Ctx } from './context.ts'
import { every, one, type RawBuilder, rows, sql } from './database/sql.ts'
import { refuse } from './refusal.ts'

/** A column a list may be sorted by: a not-null expression (use `coalesce`) and its SQL type. */
export type SortBy = { by: RawBuilder<unknown>; type: 'text' | 'date' | 'numeric' | 'timestamptz' | 'integer' }

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
 * One page of a list: filtered and sorted in SQL, going on from a cursor (keyset, so that deep pages cost what the first costs),
 * with an exact count. Refuses `kernel.unknown-sort` {sort, known} and `kernel.cursor-unfit` when a cursor comes from another sort.
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
  const from = query.cursor ? after(query.cursor, asked, chosen, spec.id, descending) : sql`true`
  const direction = descending ? sql`desc` : sql`asc`
  const found = await rows(
    ctx.tx,
    sql<Row & { sortKey: string; sortId: string }>`
      select ${spec.columns}, (${chosen.by})::text sort_key, ${spec.id} sort_id from ${spec.from}
      where ${narrowed} and ${from} order by ${chosen.by} ${direction}, ${spec.id} ${direction} limit ${query.limit + 1}`,
  )
  const total = await one(ctx.tx, sql<{ n: number }>`select count(*) n from ${spec.from} where ${narrowed}`)
  const shown = found.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    rows: shown.map(row => spec.map(row)),
    next: found.length > query.limit && last ? encode(asked, last.sortKey, last.sortId) : null,
    total: total?.n ?? 0,
    asOf: ctx.asOf?.toISOString() ?? null,
  }
}

function after(cursor: string, asked: string, { by, type }: SortBy, id: RawBuilder<unknown>, descending: boolean) {
  const [sort, key, last] = decode(cursor)
  if (sort !== digest(asked) || key === undefined || last === undefined)
    throw refuse('kernel.cursor-unfit', {}, { field: 'cursor' })
  const place = sql`(${key}::${sql.raw(type)}, ${last}::uuid)`
  return descending ? sql`(${by}, ${id}) < ${place}` : sql`(${by}, ${id}) > ${place}`
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
