import type { LinkKind } from '#contract/registry.ts'
import type { Ctx } from '#kernel/context.ts'
import { rows, sql } from '#kernel/database/sql.ts'
import type { RecordTable, Versioned } from '#kernel/history/records.ts'
import { organisations } from './organisations.ts'
import { people } from './people.ts'
import { places } from './places.ts'

const tables = { organisation: organisations, person: people, place: places }

/** The table of the records that are judged in pairs. */
export const recordsOf = <K extends LinkKind>(kind: K): (typeof tables)[K] => tables[kind]

/** Records by their ids, as of the instant asked. */
export function byIds<Row extends Versioned>(
  ctx: Ctx,
  table: RecordTable<Row>,
  ids: readonly string[],
): Promise<Row[]> {
  return rows(ctx.tx, sql<Row>`select r.* from ${table.at(ctx)} r where r.id = any(${[...ids]}::uuid[]) order by r.id`)
}
