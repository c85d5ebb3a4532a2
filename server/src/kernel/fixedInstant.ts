import type { Ctx } from './context.ts'
import { one, sql } from './database/sql.ts'
import { refuse } from './refusal.ts'

const PATIENCE_MS = 10_000

/**
 * Waits, inside a command, until every command on this database that began before it has ended: from then on what was known a second ago
 * is fixed, because commands take their transaction number before they read the clock. Gives that instant.
 *
 * Where one that began before waits for this very command (for its key, or for a record it locked), neither would ever go on: this one
 * steps back as contention does, and `command` tries it again behind the other. Refuses `kernel.busy-unavailable` when one still runs
 * after ten seconds. Commands on other databases of the same server are nobody's concern.
 */
export async function fixedInstant(ctx: Ctx): Promise<Date> {
  for (let waited = 0; waited <= PATIENCE_MS; waited += 20) {
    const { running, waiting } = await earlier(ctx)
    if (running === 0) return new Date(ctx.now.getTime() - 1000)
    if (waiting > 0) throw Object.assign(new Error('a command that began before waits for this one'), { code: '40001' })
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  throw refuse('kernel.busy-unavailable')
}

/** How many commands that began before this one still run on this database, and how many of them wait for this one, also through others. */
async function earlier(ctx: Ctx): Promise<{ running: number; waiting: number }> {
  const counted = await one(
    ctx.tx,
    sql<{ running: number; waiting: number }>`
      with recursive held (pid) as (
        select pg_backend_pid()
        union
        select w.pid from held h join (select distinct pid from pg_locks where not granted and pid is not null) w
          on h.pid = any (pg_blocking_pids(w.pid))
      ), older (pid) as (
        select l.pid from pg_locks l left join pg_stat_activity a on a.pid = l.pid
        where l.locktype = 'transactionid' and l.mode = 'ExclusiveLock' and l.granted
          and age(l.transactionid) > age(pg_current_xact_id()::xid)
          and case when l.pid is null
            then exists (select 1 from pg_prepared_xacts p where p.transaction = l.transactionid and p.database = current_database())
            else a.datname is null or a.datname = current_database() end
      )
      select count(*)::int running, (count(*) filter (where pid in (select pid from held)))::int waiting from older`,
  )
  return counted ?? { running: 0, waiting: 0 }
}
