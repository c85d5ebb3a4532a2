import type { Ctx, Facts, Subject } from '../context.ts'
import { run, sql } from '../database/sql.ts'
import { canonical } from './canonical.ts'

/** What stands in an entry's body, and so under its hash. */
export type EntryBody = {
  v: 1
  region: number
  id: string
  event: string
  subject: Subject
  actor: string
  at: string
  facts: Facts
  /** The versions written since the entry before: `table:id:version`, and the hash of the version. */
  rows: ReadonlyArray<readonly [string, string]>
}

/**
 * Writes one entry in the command's transaction; the sequencer gives it its place in the tree after the commit.
 * It takes the touched versions off the context's list, so that each version stands under exactly one entry.
 */
export async function record(ctx: Ctx, event: string, subject: Subject, facts: Facts = {}): Promise<string> {
  const id = ctx.newId()
  ctx.written.any = true
  const rows = ctx.touched
    .splice(0)
    .map(({ table, id: row, version, sha256 }) => [`${table}:${row}:${version}`, sha256] as const)
  const body: EntryBody = {
    v: 1,
    region: ctx.regionId,
    id,
    event,
    subject,
    actor: ctx.actor.id,
    at: ctx.now.toISOString(),
    facts,
    rows,
  }
  await run(
    ctx.tx,
    sql`with entry as (
      insert into log_entry (region_id, id, event, subject_kind, subject_id, actor_id, at, body)
      values (${ctx.regionId}, ${id}, ${event}, ${subject.kind}, ${subject.id}, ${ctx.actor.id}, ${ctx.now}, ${canonical(body)})
    )
    insert into log_pending (region_id, entry_id) values (${ctx.regionId}, ${id})`,
  )
  return id
}
