import { z } from 'zod'
import { one, rows, sql } from '#kernel/database/sql.ts'
import type { City } from './city.ts'

const body = z.object({ rows: z.array(z.tuple([z.string(), z.string()])) })

/** What is written once and is no record: the entry that carries its hash says which row it is. */
const entered = z.object({
  event: z.literal('participation.source-entered'),
  subject: z.object({ id: z.string() }),
  facts: z.object({ number: z.int() }),
})

/** Where the log stands now, for `writtenSince`. */
export async function logPlace(city: City): Promise<number> {
  const last = await one(city.database.db, sql<{ at: number }>`select coalesce(max(ordinal), 0) at from log_entry`)
  return last?.at ?? 0
}

/**
 * Every text that stands, as it is stored, in a record written since a place of the log: the log names each version of each record, so
 * that nothing a command wrote is overlooked, and nothing written before is taken for it.
 */
export async function writtenSince(city: City, place: number): Promise<Set<string>> {
  const entries = await rows(
    city.database.db,
    sql<{ body: string }>`select body from log_entry where ordinal > ${place}`,
  )
  const written = entries.flatMap(entry => body.parse(JSON.parse(entry.body)).rows.map(([version]) => version))
  const texts = new Set<string>()
  for (const version of written) {
    const [table = '', id = ''] = version.split(':')
    for (const name of [table, `${table}_history`]) {
      const found = await rows(
        city.database.db,
        sql<{ row: unknown }>`select to_jsonb(t) as row from ${sql.table(name)} t where id::text = ${id}`,
      )
      collect(
        found.map(each => each.row),
        texts,
      )
    }
  }
  for (const entry of entries) {
    const { success, data } = entered.safeParse(JSON.parse(entry.body))
    if (!success) continue
    const found = await rows(
      city.database.db,
      sql<{ row: unknown }>`select to_jsonb(t) as row from quiz_draw_entry t
        where draw_id = ${data.subject.id} and number = ${data.facts.number}`,
    )
    collect(
      found.map(each => each.row),
      texts,
    )
  }
  return texts
}

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value)
  else if (Array.isArray(value)) for (const item of value) collect(item, into)
  else if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) collect(item, into)
}
