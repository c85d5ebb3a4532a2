import type { Evidence, EvidenceRef } from '#contract/kernel.ts'
import { members } from '../accounts/members.ts'
import type { Ctx } from '../context.ts'
import { one, sql } from '../database/sql.ts'
import type { RecordTable, Versioned } from '../history/records.ts'
import { canonical } from '../log/canonical.ts'
import { entryOfVersion } from './entryOfVersion.ts'
import { evidenceOf, provenance } from './provenance.ts'

/**
 * The evidence of a record's own field: what links prove it and, where a person set it by hand, who, when and why.
 * A value typed after the page was read comes first; the page stays below it, so that both can be seen.
 */
export async function evidenceOfField<Row extends Versioned>(
  ctx: Ctx,
  table: RecordTable<Row>,
  ref: EvidenceRef,
  column: keyof Row & string = ref.field as keyof Row & string,
): Promise<Evidence[]> {
  const linked = await evidenceOf(ctx, ref)
  const set = await lastSet(ctx, table, ref.id, column)
  if (!set) return linked
  const newest = await one(
    ctx.tx,
    sql<{
      at: Date | null
    }>`select max(recorded_from) at from ${provenance.at(ctx)} p where subject_kind = ${ref.kind} and subject_id = ${ref.id} and field = ${ref.field}`,
  )
  if (newest?.at && newest.at >= set.recordedFrom) return linked
  return [await byHand(ctx, table.name, set), ...linked]
}

/** The version in which the field took the value it has, as of the context's instant. */
async function lastSet<Row extends Versioned>(
  ctx: Ctx,
  table: RecordTable<Row>,
  id: string,
  column: keyof Row & string,
) {
  const until = ctx.asOf ?? ctx.now
  const versions = (await table.versions(ctx, id)).filter(version => version.recordedFrom <= until)
  return versions.findLast((version, index) => {
    const before = versions[index - 1]
    return !before || canonical(before[column]) !== canonical(version[column])
  })
}

async function byHand(ctx: Ctx, table: string, set: Versioned): Promise<Evidence> {
  const by = await one(
    ctx.tx,
    sql<{ name: string }>`select name from ${members.at(ctx, { withdrawn: true })} m where id = ${set.recordedBy}`,
  )
  const entry = await entryOfVersion(ctx, table, set)
  return { kind: 'hand', by: by?.name ?? '', at: set.recordedFrom.toISOString(), reason: set.reason, log: entry }
}
