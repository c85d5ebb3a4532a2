import type { Evidence, EvidenceRef } from '#contract/kernel.ts'
import { members } from '../accounts/members.ts'
import type { Ctx } from '../context.ts'
import { one, rows, sql } from '../database/sql.ts'
import { recordTable, type Versioned } from '../history/records.ts'
import { entryOfVersion } from './entryOfVersion.ts'
import { sources } from './sources.ts'

/** A link from a field of a record to what proves it. */
export type Provenance = Versioned & {
  subjectKind: string
  subjectId: string
  field: string
  factId: string | null
  sourceId: string | null
  spanStart: number | null
  spanEnd: number | null
  entryId: string | null
  modality: string | null
  confidence: number | null
}

export const provenance = recordTable<Provenance>('provenance', [
  'subject_kind',
  'subject_id',
  'field',
  'fact_id',
  'source_id',
  'span_start',
  'span_end',
  'entry_id',
  'modality',
  'confidence',
])

export type Proof =
  | {
      factId: string | null
      sourceId: string
      start: number
      end: number
      modality?: string | null
      confidence?: number | null
    }
  | { entryId: string }

/** Links a field of a record to the span of a source, or the log entry, that proves it. */
export function prove(ctx: Ctx, ref: EvidenceRef, proof: Proof): Promise<Provenance> {
  const spanned = 'sourceId' in proof
  return provenance.insert(ctx, {
    subjectKind: ref.kind,
    subjectId: ref.id,
    field: ref.field,
    factId: spanned ? proof.factId : null,
    sourceId: spanned ? proof.sourceId : null,
    spanStart: spanned ? proof.start : null,
    spanEnd: spanned ? proof.end : null,
    entryId: spanned ? null : proof.entryId,
    modality: (spanned ? proof.modality : null) ?? null,
    confidence: (spanned ? proof.confidence : null) ?? null,
  })
}

/** Links several fields of one record to the same proof. */
export async function proveAll(
  ctx: Ctx,
  subject: { kind: string; id: string },
  fields: readonly string[],
  proof: Proof,
): Promise<void> {
  for (const field of fields) await prove(ctx, { ...subject, field }, proof)
}

/** Everything that rests on a fact: what a withdrawal would touch. */
export function restingOn(ctx: Ctx, factId: string): Promise<Provenance[]> {
  return rows(
    ctx.tx,
    sql<Provenance>`select * from ${provenance.at(ctx)} p where fact_id = ${factId} order by subject_kind, subject_id, field`,
  )
}

/** Withdraws the links of a fact, when the fact is withdrawn; gives what they proved. */
export async function withdrawProofs(ctx: Ctx, factId: string, reason: string): Promise<Provenance[]> {
  const links = await rows(
    ctx.tx,
    sql<Provenance>`select * from provenance where region_id = ${ctx.regionId} and fact_id = ${factId} and not withdrawn for update`,
  )
  for (const link of links) await provenance.withdraw(ctx, link, reason)
  return links
}

type Linked = Provenance & {
  name: string | null
  publication: string | null
  page: string | null
  issueDate: string | null
  internal: boolean | null
  byName: string | null
  logIndex: number | null
  entryAt: Date | null
  event: string | null
  supports: number
}

const CONTEXT = 90

/**
 * The evidence of one field as the popover shows it, newest first: spans of sources with the sentence around them, and entries
 * of the log. The caller has checked that the actor may see the subject; the text of an internal source goes only to its own region.
 */
export async function evidenceOf(ctx: Ctx, ref: EvidenceRef): Promise<Evidence[]> {
  const links = await rows(
    ctx.tx,
    sql<Linked>`
      select p.*, s.name, s.publication, s.page, s.issue_date, s.internal,
        m.name by_name, l.index log_index, e.at entry_at, e.event,
        (select count(*) from ${provenance.at(ctx)} o where o.fact_id = p.fact_id) supports
      from ${provenance.at(ctx)} p
      left join ${sources.at(ctx, { withdrawn: true })} s on s.id = p.source_id
      left join ${members.at(ctx, { withdrawn: true })} m on m.id = p.recorded_by
      left join log_entry e on e.region_id = ${ctx.regionId} and e.id = p.entry_id
      left join log_leaf l on l.region_id = ${ctx.regionId} and l.entry_id = p.entry_id
      where p.subject_kind = ${ref.kind} and p.subject_id = ${ref.id} and p.field = ${ref.field}
      order by p.recorded_from desc, p.id desc`,
  )
  const texts = new Map<string, string>()
  const answers: Evidence[] = []
  for (const link of links) {
    if (link.sourceId === null) answers.push(byHand(link))
    else if (link.internal && ctx.actor.regionId !== ctx.regionId) answers.push({ kind: 'denied', owner: null })
    else {
      if (!texts.has(link.sourceId)) texts.set(link.sourceId, await textOf(ctx, link.sourceId))
      answers.push(
        fromSource(link, link.sourceId, texts.get(link.sourceId) ?? '', await entryOfVersion(ctx, 'provenance', link)),
      )
    }
  }
  return answers
}

// Offsets count UTF-16 units, which the database does not: the span is cut here.
async function textOf(ctx: Ctx, id: string): Promise<string> {
  return (
    (
      await one(
        ctx.tx,
        sql<{ text: string }>`select text from source_text where region_id = ${ctx.regionId} and id = ${id}`,
      )
    )?.text ?? ''
  )
}

function fromSource(
  link: Linked,
  sourceId: string,
  text: string,
  entry: Awaited<ReturnType<typeof entryOfVersion>>,
): Evidence {
  const start = link.spanStart ?? 0
  const end = link.spanEnd ?? 0
  return {
    kind: 'source',
    factId: link.factId,
    source: {
      id: sourceId,
      name: link.name ?? '',
      publication: link.publication,
      issueDate: link.issueDate,
      page: link.page,
    },
    start,
    end,
    text: text.slice(start, end),
    before: text.slice(Math.max(0, start - CONTEXT), start),
    after: text.slice(end, end + CONTEXT),
    modality: link.modality,
    confidence: link.confidence,
    acceptedBy: link.byName,
    acceptedAt: link.recordedFrom.toISOString(),
    log: entry,
    supports: link.supports,
    // The room that keeps facts says so (http/evidenceRoutes.ts).
    disputes: [],
  }
}

function byHand(link: Linked): Evidence {
  return {
    kind: 'hand',
    by: link.byName ?? '',
    at: link.recordedFrom.toISOString(),
    reason: link.reason,
    log:
      link.entryId && link.entryAt
        ? { entryId: link.entryId, index: link.logIndex, at: link.entryAt.toISOString() }
        : null,
  }
}
