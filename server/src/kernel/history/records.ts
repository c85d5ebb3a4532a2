import { createHash } from 'node:crypto'
import type { Ctx } from '../context.ts'
import { one, type RawBuilder, rows, sql } from '../database/sql.ts'
import { canonical } from '../log/canonical.ts'
import { notBefore } from './notBefore.ts'
import { lineAt, type Piece, type Plane, type Way } from './plane.ts'

/** What the kernel keeps on every version of a record: when and by whom it became known, and whether it was withdrawn. */
export type Versioned = {
  regionId: number
  id: string
  version: number
  recordedFrom: Date
  recordedBy: string
  reason: string | null
  withdrawn: boolean
}

type Own<Row> = Omit<Row, keyof Versioned>
const kept = ['region_id', 'id', 'version', 'recorded_from', 'recorded_by', 'reason', 'withdrawn'] as const

/** A statement holds 65,535 values at most; no record has thirty columns of its own. */
const ROWS_AT_ONCE = 1000

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export type RecordTable<Row extends Versioned> = ReturnType<typeof recordTable<Row>>

/**
 * A table of records that people decide on, with its history: nothing is overwritten, yesterday can be asked.
 *
 * `columns` are the record's own columns in snake_case; the kernel's columns are added. The tables `name` and `name_history`
 * (the same columns and `recorded_to`) are made by the room's migration; so are the indexes of `plane`, for a table of which so much is
 * kept that what stood at an instant must not be searched for.
 */
export function recordTable<Row extends Versioned>(
  name: string,
  columns: ReadonlyArray<SnakeOf<keyof Own<Row> & string>>,
  { plane }: { plane?: Plane } = {},
) {
  const all: readonly string[] = [...kept, ...columns]
  // One piece of text: put together from a hundred identifiers each time, it would cost more than many a query does.
  const list = sql.raw(all.map(column => `"${column}"`).join(', '))
  const table = sql.table(name)
  const history = sql.table(`${name}_history`)

  return {
    name,
    columns: all,

    /**
     * What to read from, as of the context's instant: the current rows, or the rows known then. Withdrawn rows are left out;
     * `{ withdrawn: true }` keeps them. Always narrowed to the context's region. Use as `from ${matters.at(ctx)} m`.
     */
    at(ctx: Pick<Ctx, 'regionId' | 'asOf'>, options: { withdrawn?: boolean } = {}): RawBuilder<unknown> {
      const standing = options.withdrawn ? sql`true` : sql`not withdrawn`
      if (!ctx.asOf) return sql`(select ${list} from ${table} where region_id = ${ctx.regionId} and ${standing})`
      return sql`(
        select ${list} from ${table} where region_id = ${ctx.regionId} and recorded_from <= ${ctx.asOf} and ${crossed(ctx, null)} and ${standing}
        union all
        select ${list} from ${history} where region_id = ${ctx.regionId} and recorded_from <= ${ctx.asOf} and recorded_to > ${ctx.asOf}
          and ${crossed(ctx, 'recorded_to')} and ${standing})`
    },

    /**
     * The same in the order of the table's plane: what `at` gives in two pieces, rows that still stand and versions that do no more, each
     * under the alias and with how far it is away from where the list begins. Undefined for now, and for a table without a plane.
     */
    along(ctx: Pick<Ctx, 'regionId' | 'asOf'>, way: Way, alias: string): Piece[] | undefined {
      const { regionId, asOf } = ctx
      if (!asOf || !plane) return undefined
      return ([null, 'recorded_to'] as const).map(until => {
        const { crosses, away } = lineAt(plane, until, { regionId, asOf }, way)
        const from = sql`(select ${list}, ${away} away from ${until ? history : table}
          where region_id = ${regionId} and ${crosses} and not withdrawn)`
        return { from: sql`${from} ${sql.id(alias)}`, away: sql.ref(`${alias}.away`) }
      })
    },

    /** One record as of the context's instant, or undefined; also for a word that is no id, as evidence may be asked for anything. */
    async find(ctx: Ctx, id: string): Promise<Row | undefined> {
      if (!uuid.test(id)) return undefined
      return one(ctx.tx, sql<Row>`select * from ${this.at(ctx)} r where id = ${id}`)
    },

    /** One current record, locked until the command ends, or undefined. Withdrawn records are not found. */
    async lock(ctx: Ctx, id: string): Promise<Row | undefined> {
      const found = await one(
        ctx.tx,
        sql<Row>`select ${list} from ${table} where region_id = ${ctx.regionId} and id = ${id} and not withdrawn for update`,
      )
      if (found) notBefore(ctx, found.recordedFrom)
      return found
    },

    /** Adds a record; its id is made here unless given. */
    async insert(ctx: Ctx, row: Own<Row>, options: { id?: string; reason?: string } = {}): Promise<Row> {
      const values: Record<string, unknown> = {
        ...row,
        ...stamp(ctx, options.reason),
        id: options.id ?? ctx.newId(),
        version: 1,
        withdrawn: false,
      }
      return touched(
        ctx,
        name,
        await one(ctx.tx, sql<Row>`insert into ${table} (${list}) values (${params(all, values)}) returning ${list}`),
      )
    },

    /** Adds several records as `insert` does, so many in one statement; they come back in the order given. */
    async insertMany(ctx: Ctx, given: ReadonlyArray<Own<Row>>): Promise<Row[]> {
      const made: Row[] = []
      for (let from = 0; from < given.length; from += ROWS_AT_ONCE) {
        const part = given
          .slice(from, from + ROWS_AT_ONCE)
          .map(row => ({ ...row, ...stamp(ctx, undefined), id: ctx.newId(), version: 1, withdrawn: false }))
        const written = await rows(
          ctx.tx,
          sql<Row>`insert into ${table} (${list}) values ${sql.join(part.map(row => sql`(${params(all, row)})`))} returning ${list}`,
        )
        const byId = new Map(written.map(row => [row.id, row]))
        for (const { id } of part) made.push(touched(ctx, name, byId.get(id)))
      }
      return made
    },

    /** Replaces parts of a record that `lock` gave: the version before moves to the history in the same transaction. */
    async change(ctx: Ctx, old: Row, patch: Partial<Own<Row>>, reason?: string): Promise<Row> {
      return move(ctx, old, { ...patch, withdrawn: false }, reason)
    },

    /** Withdraws a record: gone from now on, still there in the past. */
    async withdraw(ctx: Ctx, old: Row, reason: string): Promise<Row> {
      return move(ctx, old, { withdrawn: true }, reason)
    },

    /** All versions of a record, oldest first, each with the end of its time (null while it stands). */
    versions(ctx: Ctx, id: string): Promise<Array<Row & { recordedTo: Date | null }>> {
      return rows(
        ctx.tx,
        sql<Row & { recordedTo: Date | null }>`
          select ${list}, recorded_to from ${history} where region_id = ${ctx.regionId} and id = ${id}
          union all select ${list}, null from ${table} where region_id = ${ctx.regionId} and id = ${id}
          order by version`,
      )
    },
  }

  /** Says no more than the conditions beside it, and finds what it says by the index of the plane. */
  function crossed({ regionId, asOf }: Pick<Ctx, 'regionId' | 'asOf'>, until: 'recorded_to' | null) {
    return plane && asOf ? lineAt(plane, until, { regionId, asOf }).crosses : sql`true`
  }

  async function move(ctx: Ctx, old: Row, patch: Record<string, unknown>, reason: string | undefined): Promise<Row> {
    // However the record was locked: many stores lock by a question of their own.
    notBefore(ctx, old.recordedFrom)
    // At the command's own instant, so that nobody asking as of it sees half a command; a version that stood for no time at all is kept
    // with its end at its beginning, which no instant falls into.
    const values: Record<string, unknown> = { ...patch, ...stamp(ctx, reason), version: old.version + 1 }
    const changed = Object.keys(values).filter(key => key !== 'regionId' && all.includes(snake(key)))
    const next = await one(
      ctx.tx,
      sql<Row>`with moved as (
          insert into ${history} (${list}, recorded_to)
          select ${list}, ${ctx.now}::timestamptz from ${table} where region_id = ${ctx.regionId} and id = ${old.id} and version = ${old.version}
        )
        update ${table} set ${sql.join(changed.map(key => sql`${sql.id(snake(key))} = ${sent(values[key])}`))}
        where region_id = ${ctx.regionId} and id = ${old.id} and version = ${old.version} returning ${list}`,
    )
    return touched(ctx, name, next)
  }
}

function stamp(ctx: Ctx, reason: string | undefined) {
  return { regionId: ctx.regionId, recordedFrom: ctx.now, recordedBy: ctx.actor.id, reason: reason ?? null }
}

/** Notes a written version for the log, which carries its hash, and hands it on. A row that vanished under its lock is a fault. */
function touched<Row extends Versioned>(ctx: Ctx, table: string, row: Row | undefined): Row {
  if (!row) throw new Error(`${table}: the row to write was not there; was it read without a lock?`)
  ctx.written.any = true
  ctx.touched.push({ table, id: row.id, version: row.version, sha256: hashOfRow(row) })
  return row
}

/** SHA-256 over a version's canonical JSON, as the log carries it. */
export function hashOfRow(row: object): string {
  return createHash('sha256').update(canonical(row)).digest('hex')
}

function params(columns: readonly string[], values: Record<string, unknown>) {
  const byColumn = new Map(Object.entries(values).map(([key, value]) => [snake(key), value]))
  return sql.join(columns.map(column => sql`${sent(byColumn.get(column))}`))
}

/** Objects go to `jsonb` columns as text; arrays of plain values are SQL arrays; arrays of objects are `jsonb` too. */
function sent(value: unknown): unknown {
  if (value === undefined) return null
  if (value === null || typeof value !== 'object' || value instanceof Date || value instanceof Uint8Array) return value
  if (Array.isArray(value) && value.every(item => item === null || typeof item !== 'object')) return value
  return JSON.stringify(value)
}

export const snake = (key: string) => key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

/** The column name of a camelCase key, at the type level, so that a forgotten or misspelt column does not compile. */
export type SnakeOf<Key extends string> = Key extends `${infer Head}${infer Rest}`
  ? Head extends Uppercase<Head>
    ? Head extends Lowercase<Head>
      ? `${Head}${SnakeOf<Rest>}`
      : `_${Lowercase<Head>}${SnakeOf<Rest>}`
    : `${Head}${SnakeOf<Rest>}`
  : ''
