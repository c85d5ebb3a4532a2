import type { Db } from '#kernel/database/open.ts'
import { one, rows, run, sql } from '#kernel/database/sql.ts'

const PIECE = 100
const isOriginal = sql`position('~' in title) = 0`

/**
 * Copies every matter of a region, its parts and their histories, until there are at least so many matters: each copy under ids of its own
 * and with its number behind its title, so that states, lights and histories are as mixed as in an office; their time limits are spread over
 * two months, since no office has a thousand that end on one day. Asked again it goes on from
 * where it was. Gives how many there are.
 */
export async function copyMatters(db: Db, region: number, atLeast: number): Promise<number> {
  const found = await one(
    db,
    sql<{ own: number; n: number }>`select count(*) filter (where ${isOriginal})::integer own, count(*)::integer n
      from matter where region_id = ${region}`,
  )
  const { own, n } = found ?? { own: 0, n: 0 }
  const [from, to] = [n / own, Math.ceil(atLeast / own) - 1]
  for (const name of ['matter', 'matter_history', 'matter_part', 'matter_part_history']) {
    const columns = await rows(
      db,
      sql<{
        name: string
      }>`select column_name name from information_schema.columns where table_name = ${name} order by ordinal_position`,
    )
    const copied = columns.map(({ name: column }) => {
      const old = sql.ref(`t.${column}`)
      if (column === 'id' || column === 'matter_id')
        return sql`overlay(overlay(md5(${old}::text || copy) placing '7' from 13) placing '8' from 17)::uuid`
      if (column === 'due_current') return sql`${old} + copy % 61`
      return column === 'ref_no' || (column === 'title' && !name.startsWith('matter_part'))
        ? sql`${old} || '~' || copy`
        : old
    })
    const original = name.startsWith('matter_part')
      ? sql`matter_id in (select id from matter where region_id = ${region} and ${isOriginal})`
      : isOriginal
    const names = sql.join(columns.map(({ name: column }) => sql.id(column)))
    // In pieces, because a statement has a minute.
    for (let first = from; first <= to; first += PIECE)
      await run(
        db,
        sql`insert into ${sql.table(name)} (${names}) select ${sql.join(copied)} from ${sql.table(name)} t,
            generate_series(${first}::integer, ${Math.min(to, first + PIECE - 1)}::integer) copy
          where t.region_id = ${region} and ${original}`,
      )
  }
  await run(db, sql`vacuum analyze`)
  return (to + 1) * own
}
