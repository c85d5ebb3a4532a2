import type { EvidenceRef } from '#contract/kernel.ts'
import type { Judgement, LinkKind } from '#contract/registry.ts'
import type { Ctx } from '#kernel/context.ts'
import { one, rows, sql } from '#kernel/database/sql.ts'
import { provenance } from '#kernel/evidence/provenance.ts'
import { sources } from '#kernel/evidence/sources.ts'
import { recordTable, type Versioned } from '#kernel/history/records.ts'
import { lockNamed } from '#kernel/namedLock.ts'

export type LinkRecord = Versioned & {
  leftId: string
  rightId: string
  judgement: Judgement
  draftedFrom: string | null
}
const columns = ['left_id', 'right_id', 'judgement', 'drafted_from'] as const
const organisationLinks = recordTable<LinkRecord>('organisation_link', columns)
const personLinks = recordTable<LinkRecord>('person_link', columns)

const placeLinks = recordTable<LinkRecord>('place_link', columns)
const tables = { organisation: organisationLinks, person: personLinks, place: placeLinks }

export const linksOf = (kind: LinkKind) => tables[kind]

/** Every standing judgement, or those of one kind: which records are the same is derived from the `same` ones. */
export function allLinks(ctx: Ctx, kind: LinkKind, judgement?: Judgement) {
  const of = judgement === undefined ? sql`true` : sql`l.judgement = ${judgement}`
  return rows(ctx.tx, sql<LinkRecord>`select l.* from ${linksOf(kind).at(ctx)} l where ${of} order by l.id`)
}

/** Standing judgements that touch one of the records. */
export function linksAt(ctx: Ctx, kind: LinkKind, ids: readonly string[]) {
  return rows(
    ctx.tx,
    sql<LinkRecord>`select l.* from ${linksOf(kind).at(ctx)} l
      where l.left_id = any(${[...ids]}::uuid[]) or l.right_id = any(${[...ids]}::uuid[]) order by l.id`,
  )
}

/** A judgement as it is kept, standing or withdrawn, locked. */
export function lockLink(ctx: Ctx, kind: LinkKind, id: string) {
  return one(
    ctx.tx,
    sql<LinkRecord>`select l.* from ${sql.table(linksOf(kind).name)} l where l.region_id = ${ctx.regionId} and l.id = ${id} for update`,
  )
}

/** The standing judgement on a pair, whichever way round, locked. */
export async function lockLinkOf(ctx: Ctx, kind: LinkKind, one_: string, other: string) {
  const table = linksOf(kind)
  const found = await one(
    ctx.tx,
    sql<{
      id: string
    }>`select l.id from ${table.at(ctx)} l where (l.left_id = ${one_} and l.right_id = ${other}) or (l.left_id = ${other} and l.right_id = ${one_})`,
  )
  return found && table.lock(ctx, found.id)
}

/**
 * Judgements of a region are made one after the other: two that each fit what stands could together say that a record is
 * the same as and different from another.
 */
export async function lockJudging(ctx: Ctx, kind: LinkKind): Promise<void> {
  await lockNamed(ctx, `registry.${kind}-links`)
}

/** The fields of subjects that sources prove, newest first; their evidence is then asked field by field. */
export function provenFields(
  ctx: Ctx,
  subjects: ReadonlyArray<{ kind: string; ids: readonly string[] }>,
  limit: number,
) {
  const wanted = subjects
    .filter(({ ids }) => ids.length > 0)
    .map(({ kind, ids }) => sql`(p.subject_kind = ${kind} and p.subject_id = any(${[...ids]}::text[]))`)
  if (wanted.length === 0) return Promise.resolve([])
  return rows(
    ctx.tx,
    sql<{ kind: string; id: string; field: string }>`
      select p.subject_kind kind, p.subject_id id, p.field from ${provenance.at(ctx)} p where ${sql.join(wanted, sql` or `)}
      group by p.subject_kind, p.subject_id, p.field order by max(p.recorded_from) desc, p.subject_id, p.field limit ${limit}`,
  )
}

/** Whether anything but this fact still proves a subject. */
export async function provenOtherwise(ctx: Ctx, kind: string, id: string, factId: string): Promise<boolean> {
  const found = await one(
    ctx.tx,
    sql`select 1 from ${provenance.at(ctx)} p where p.subject_kind = ${kind} and p.subject_id = ${id} and p.fact_id is distinct from ${factId} limit 1`,
  )
  return found !== undefined
}

/** Standing judgements other than `same` that touch a record, locked. */
export function linksTouching(ctx: Ctx, kind: LinkKind, id: string) {
  return rows(
    ctx.tx,
    sql<LinkRecord>`
      select l.* from ${sql.table(linksOf(kind).name)} l where l.region_id = ${ctx.regionId} and (l.left_id = ${id} or l.right_id = ${id})
        and l.judgement <> 'same' and not l.withdrawn for update`,
  )
}

/** The source text on file under a name, the first when several bear it. */
export function sourceNamed(ctx: Ctx, name: string) {
  return one(
    ctx.tx,
    sql<{
      id: string
      text: string
    }>`select s.id, s.text from ${sources.at(ctx)} s where s.name = ${name} order by s.id limit 1`,
  )
}

/** Whether a field is already linked to that place of a source. */
export async function provenAt(ctx: Ctx, ref: EvidenceRef, sourceId: string, start: number): Promise<boolean> {
  const found = await one(
    ctx.tx,
    sql`select 1 from ${provenance.at(ctx)} p where p.subject_kind = ${ref.kind} and p.subject_id = ${ref.id} and p.field = ${ref.field}
      and p.source_id = ${sourceId} and p.span_start = ${start} limit 1`,
  )
  return found !== undefined
}
