import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from './open.ts'

export { type RawBuilder, sql } from 'kysely'

/** All rows of a statement, keys in camelCase. */
export async function rows<Row>(db: Db | Tx, statement: RawBuilder<Row>): Promise<Row[]> {
  return (await statement.execute(db)).rows
}

/** The first row of a statement, or undefined. */
export async function one<Row>(db: Db | Tx, statement: RawBuilder<Row>): Promise<Row | undefined> {
  return (await statement.execute(db)).rows[0]
}

/** Runs a statement and tells how many rows it touched. */
export async function run(db: Db | Tx, statement: RawBuilder<unknown>): Promise<number> {
  return Number((await statement.execute(db)).numAffectedRows ?? 0)
}

/** Conditions joined by `and`; `true` where there are none. */
export function every(conditions: readonly RawBuilder<unknown>[]): RawBuilder<boolean> {
  return conditions.length ? sql<boolean>`(${sql.join([...conditions], sql` and `)})` : sql<boolean>`true`
}

/** Conditions joined by `or`; `false` where there are none. */
export function some(conditions: readonly RawBuilder<unknown>[]): RawBuilder<boolean> {
  return conditions.length ? sql<boolean>`(${sql.join([...conditions], sql` or `)})` : sql<boolean>`false`
}
