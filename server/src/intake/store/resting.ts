import type { Ctx } from '#kernel/context.ts'
import { rows, sql } from '#kernel/database/sql.ts'
import { type Provenance, provenance } from '#kernel/evidence/provenance.ts'

/** A record that rests on a fact: its fields that do, since when, and when somebody last acted on it. */
export type RestingRecord = {
  factId: string
  kind: string
  id: string
  fields: string[]
  since: Date
  latest: Date
  actedAt: Date | null
}

/** The records that rest on some facts, each record once for each fact, as of the context's instant. */
export async function recordsRestingOn(ctx: Ctx, factIds: readonly string[]): Promise<RestingRecord[]> {
  const found = new Map<string, RestingRecord>()
  for (const { factId, ...link } of await linksOf(ctx, factIds)) {
    const key = `${factId}:${link.subjectKind}:${link.subjectId}`
    const record = found.get(key)
    if (!record)
      found.set(key, {
        factId,
        kind: link.subjectKind,
        id: link.subjectId,
        fields: [link.field],
        since: link.recordedFrom,
        latest: link.recordedFrom,
        actedAt: null,
      })
    else {
      record.fields.push(link.field)
      if (link.recordedFrom < record.since) record.since = link.recordedFrom
      if (link.recordedFrom > record.latest) record.latest = link.recordedFrom
    }
  }
  const records = [...found.values()]
  const acts = await lastActs(ctx, records)
  for (const record of records) record.actedAt = acts.get(`${record.kind}:${record.id}`) ?? null
  return records
}

/**
 * When somebody last acted on each subject, as of the context's instant. What an acceptance itself caused, of this fact or of another
 * that names the same thing, carries the instant and the actor of that acceptance, and is nobody's act on the record.
 */
async function lastActs(ctx: Ctx, records: readonly RestingRecord[]): Promise<Map<string, Date>> {
  if (records.length === 0) return new Map()
  const kinds = [...new Set(records.map(record => record.kind))]
  const ids = [...new Set(records.map(record => record.id))]
  const found = await rows(
    ctx.tx,
    sql<{ kind: string; id: string; at: Date }>`
      select e.subject_kind kind, e.subject_id id, max(e.at) at from log_entry e
      where e.region_id = ${ctx.regionId} and e.subject_kind = any(${kinds}::text[]) and e.subject_id = any(${ids}::text[]) and e.at <= ${ctx.asOf ?? ctx.now}
        and not exists (select 1 from log_entry c where c.region_id = ${ctx.regionId} and c.at = e.at and c.actor_id = e.actor_id
          and c.event = 'intake.fact-accepted')
      group by e.subject_kind, e.subject_id`,
  )
  return new Map(found.map(({ kind, id, at }) => [`${kind}:${id}`, at]))
}

/** Whether the record was acted on after it began to rest on the fact. */
export const movedOn = ({ since, latest, actedAt }: RestingRecord) =>
  latest > since || (actedAt !== null && actedAt > since)

type Link = Provenance & { factId: string }

/** The links of some facts; the kernel's `restingOn` answers for one, which is too slow for a list. */
function linksOf(ctx: Ctx, factIds: readonly string[]): Promise<Link[]> {
  if (factIds.length === 0) return Promise.resolve([])
  return rows(
    ctx.tx,
    sql<Link>`select * from ${provenance.at(ctx)} p where fact_id = any(${[...factIds]}::uuid[]) order by subject_kind, subject_id, field`,
  )
}
