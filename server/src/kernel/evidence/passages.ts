import type { EvidenceRef } from '#contract/kernel.ts'
import type { Ctx } from '../context.ts'
import { rows, sql } from '../database/sql.ts'
import type { Day } from '../time/day.ts'
import { provenance } from './provenance.ts'
import { sources } from './sources.ts'

/** The characters of a source that prove a field, with what stands around them; offsets count UTF-16 units of the source. */
export type PassageOf = {
  sourceId: string
  name: string
  publication: string | null
  issueDate: Day | null
  page: string | null
  start: number
  end: number
  before: string
  text: string
  after: string
  modality: string | null
}

const CONTEXT = 90

export const passageKey = ({ kind, id, field }: EvidenceRef) => `${kind}:${id}:${field}`

type Linked = Omit<PassageOf, 'start' | 'end' | 'before' | 'text' | 'after'> & {
  kind: string
  id: string
  field: string
  spanStart: number
  spanEnd: number
}

/**
 * The passages that prove some fields, as of the context's instant, by `passageKey`, the oldest page first. The caller has checked that the
 * actor may see the subjects; internal sources are given to their own region only.
 */
export async function passagesOf(ctx: Ctx, refs: readonly EvidenceRef[]): Promise<Map<string, PassageOf[]>> {
  if (refs.length === 0) return new Map()
  const wanted = new Set(refs.map(passageKey))
  const links = await rows(
    ctx.tx,
    sql<Linked>`
      select p.subject_kind kind, p.subject_id id, p.field, p.span_start, p.span_end, p.modality, s.id source_id, s.name, s.publication,
        s.issue_date, s.page
      from ${provenance.at(ctx)} p join ${sources.at(ctx, { withdrawn: true })} s on s.id = p.source_id
      where p.subject_kind = any(${[...new Set(refs.map(ref => ref.kind))]}) and p.subject_id = any(${[...new Set(refs.map(ref => ref.id))]})
        and p.field = any(${[...new Set(refs.map(ref => ref.field))]}) and ${ctx.actor.regionId === ctx.regionId ? sql`true` : sql`not s.internal`}
      order by s.issue_date nulls last, p.recorded_from, p.id`,
  )
  const found = links.filter(link => wanted.has(passageKey(link)))
  const texts = await textsOf(ctx, [...new Set(found.map(link => link.sourceId))])
  const passages = new Map<string, PassageOf[]>()
  for (const { kind, id, field, spanStart, spanEnd, ...source } of found) {
    const text = texts.get(source.sourceId) ?? ''
    const passage = {
      ...source,
      start: spanStart,
      end: spanEnd,
      before: text.slice(Math.max(0, spanStart - CONTEXT), spanStart),
      text: text.slice(spanStart, spanEnd),
      after: text.slice(spanEnd, spanEnd + CONTEXT),
    }
    const key = passageKey({ kind, id, field })
    passages.set(key, [...(passages.get(key) ?? []), passage])
  }
  return passages
}

async function textsOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const found = await rows(
    ctx.tx,
    sql<{
      id: string
      text: string
    }>`select id, text from source_text where region_id = ${ctx.regionId} and id = any(${[...ids]}::uuid[])`,
  )
  return new Map(found.map(({ id, text }) => [id, text]))
}

/** On which days pages spoke of the subjects of some kinds, by `kind:id`: the issue days of the first and of the last. */
export async function spokenOf(ctx: Ctx, kinds: readonly string[]): Promise<Map<string, { first: Day; last: Day }>> {
  const found = await rows(
    ctx.tx,
    sql<{ kind: string; id: string; first: Day; last: Day }>`
      select p.subject_kind kind, p.subject_id id, min(s.issue_date) first, max(s.issue_date) last
      from ${provenance.at(ctx)} p join ${sources.at(ctx, { withdrawn: true })} s on s.id = p.source_id
      where p.subject_kind = any(${[...kinds]}) and s.issue_date is not null group by p.subject_kind, p.subject_id`,
  )
  return new Map(found.map(({ kind, id, first, last }) => [`${kind}:${id}`, { first, last }]))
}
