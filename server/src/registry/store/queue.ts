import type { z } from 'zod'
import { COUNTED } from '#contract/kernel.ts'
import type { LinkKind } from '#contract/registry.ts'
import type { QueueRow, queueQuery } from '#contract/registryQueue.ts'
import type { Ctx } from '#kernel/context.ts'
import { one, type RawBuilder, rows, sql } from '#kernel/database/sql.ts'
import { provenance } from '#kernel/evidence/provenance.ts'
import { sources } from '#kernel/evidence/sources.ts'
import { contains, listPage } from '#kernel/list.ts'
import { visible } from '#kernel/policy.ts'
import type { Day } from '#kernel/time/day.ts'
import { policy } from '../policy.ts'
import type { Clusters } from '../rules/clusters.ts'
import { answers } from './answers.ts'
import { linksOf } from './links.ts'
import { memberships, organisations } from './organisations.ts'
import { people, tenures } from './people.ts'
import { places } from './places.ts'

/** Which record stands for which, of each kind that is asked for. */
export type Standing = ReadonlyArray<{ kind: LinkKind; clusters: Clusters }>

/** A pair that waits for a judgement: the record asked about, what it may be, and the edge that says so (null where only the name does). */
export type Question = { asked: string; other: string; linkId: string | null }

const recordsAt = (ctx: Ctx, kind: LinkKind) =>
  ({ organisation: organisations, person: people, place: places })[kind].at(ctx)

/**
 * The open questions of a kind as rows (asked, other, link_id, asked_at), both sides under the records that stand for them: pairs left
 * unsure, and records of one name that nobody judged and that are not both known by codes. Of a pair the draft is asked about, else the
 * newer. What is judged apart is no question. `among` narrows to questions that touch those records.
 */
function questions(ctx: Ctx, kind: LinkKind, { canonical, merged }: Clusters, among?: readonly string[]) {
  const links = linksOf(kind).at(ctx)
  const stands = sql`unnest(${[...merged]}::uuid[], ${merged.map(canonical)}::uuid[])`
  const touches = (one_: string, other: string) =>
    among === undefined
      ? sql`true`
      : sql`(${sql.ref(one_)} = any(${[...among]}::uuid[]) or ${sql.ref(other)} = any(${[...among]}::uuid[]))`
  const siblings = kind === 'place' ? sql`x.parent_id is not distinct from y.parent_id` : sql`true`
  const standing = (pairs: RawBuilder<unknown>, columns: RawBuilder<unknown>) => sql`
    select coalesce(sa.stands, p.asked) asked, coalesce(so.stands, p.other) other${columns} from (${pairs}) p
    left join ${stands} sa (id, stands) on sa.id = p.asked left join ${stands} so (id, stands) on so.id = p.other`
  const unsure = sql`
    select case when l_.standing = 'draft' and r_.standing <> 'draft' then l.left_id else l.right_id end asked,
      case when l_.standing = 'draft' and r_.standing <> 'draft' then l.right_id else l.left_id end other, l.id link_id, l.recorded_from asked_at
    from ${links} l join ${recordsAt(ctx, kind)} l_ on l_.id = l.left_id join ${recordsAt(ctx, kind)} r_ on r_.id = l.right_id
    where l.judgement = 'unsure' and ${touches('l.left_id', 'l.right_id')}`
  const namesakes = sql`
    select case when y.standing = 'draft' and x.standing <> 'draft' then y.id else x.id end asked,
      case when y.standing = 'draft' and x.standing <> 'draft' then x.id else y.id end other, null::uuid link_id, x.recorded_from asked_at
    from ${recordsAt(ctx, kind)} x join ${recordsAt(ctx, kind)} y on y.name_key = x.name_key and y.id < x.id
    where (x.code is null or y.code is null) and ${siblings} and ${touches('x.id', 'y.id')}
      and not exists (select 1 from ${links} l where least(l.left_id, l.right_id) = y.id and greatest(l.left_id, l.right_id) = x.id)`
  const apart = sql`select l.left_id asked, l.right_id other from ${links} l where l.judgement = 'different' and ${touches('l.left_id', 'l.right_id')}`
  return sql`
    select q.* from (${standing(sql`${unsure} union all ${namesakes}`, sql`, p.link_id, p.asked_at`)}) q
    left join (${standing(apart, sql``)}) d on least(d.asked, d.other) = least(q.asked, q.other) and greatest(d.asked, d.other) = greatest(q.asked, q.other)
    where q.asked <> q.other and d.asked is null`
}

/** What of this room rests on a record of a kind. */
function resting(ctx: Ctx, kind: LinkKind) {
  const counts = {
    organisation: sql`(select count(*) from ${tenures.at(ctx)} t where t.organisation_id = r.id)
      + (select count(*) from ${memberships.at(ctx)} m where m.member_id = r.id or m.body_id = r.id)`,
    person: sql`(select count(*) from ${tenures.at(ctx)} t where t.person_id = r.id)`,
    place: sql`(select count(*) from ${organisations.at(ctx)} o where o.place_id = r.id)
      + (select count(*) from ${places.at(ctx)} p where p.parent_id = r.id)`,
  }
  return counts[kind]
}

/** The names of one kind that wait, each once, as rows of the list. */
function waiting(ctx: Ctx, kind: LinkKind, clusters: Clusters, among?: readonly string[]) {
  return sql`
    select r.region_id, ${kind}::text kind, r.id, r.name, w.questions,
      (select count(distinct p.fact_id) from ${provenance.at(ctx)} p
        where p.subject_kind = ${kind} and p.subject_id = r.id::text and p.field = 'name') facts,
      ${resting(ctx, kind)} records,
      (select max(a.recorded_from) from ${answers.at(ctx)} a
        where a.record_id = r.id and a.answer = 'unsure' and a.recorded_from >= w.asked_at) put_off
    from (select q.asked, count(distinct q.other) questions, max(q.asked_at) asked_at
      from (${questions(ctx, kind, clusters, among)}) q group by q.asked) w
    join ${recordsAt(ctx, kind)} r on r.id = w.asked`
}

const all = (ctx: Ctx, standing: Standing) =>
  sql.join(
    standing.map(({ kind, clusters }) => waiting(ctx, kind, clusters)),
    sql` union all `,
  )

type Row = Omit<QueueRow, 'putOff'> & { putOffAt: Date | null }

/** What most rests on comes first, then the newest; what was put off comes last, in the order it was. */
export function queuePage(ctx: Ctx, query: z.output<typeof queueQuery>, standing: Standing) {
  const ofSource = (id: string) => sql`exists (select 1 from ${provenance.at(ctx)} p
    where p.subject_kind = q.kind and p.subject_id = q.id::text and p.source_id = ${id})`
  return listPage(ctx, query, {
    columns: sql`q.kind, q.id, q.name, q.facts, q.records, q.questions, q.put_off put_off_at`,
    from: sql`(${all(ctx, standing)}) q`,
    where: [
      visible(ctx, policy, 'registry.read', 'q'),
      contains(query.find, [sql`q.name`]),
      ...(query.source ? [ofSource(query.source)] : []),
    ],
    sorts: {
      weight: {
        by: sql`case when q.put_off is null then (q.facts + q.records)::numeric else -extract(epoch from q.put_off)::numeric end`,
        type: 'numeric',
      },
    },
    sort: '-weight',
    id: sql`q.id`,
    map: ({ putOffAt, ...row }: Row): QueueRow => ({ ...row, putOff: putOffAt !== null }),
  })
}

/** How many names wait, one more than `COUNTED` at the most; what rests on them is not asked, so that it costs little. */
export async function queueCount(ctx: Ctx, standing: Standing): Promise<number> {
  const names = sql.join(
    standing.map(
      ({
        kind,
        clusters,
      }) => sql`select r.region_id from (select distinct q.asked from (${questions(ctx, kind, clusters)}) q) w
        join ${recordsAt(ctx, kind)} r on r.id = w.asked`,
    ),
    sql` union all `,
  )
  const found = await one(
    ctx.tx,
    sql<{ n: number }>`select count(*) n from (
      select 1 from (${names}) q where ${visible(ctx, policy, 'registry.read', 'q')} limit ${COUNTED + 1}) counted`,
  )
  return found?.n ?? 0
}

const SOURCES = 100

/** Sources that name what waits, those that name most first. */
export function queueSources(ctx: Ctx, standing: Standing) {
  return rows(
    ctx.tx,
    sql<{
      id: string
      name: string
      publication: string | null
      page: string | null
      issueDate: Day | null
      names: number
    }>`
      select s.id, s.name, s.publication, s.page, s.issue_date, count(distinct q.id) names
      from (${all(ctx, standing)}) q
      join ${provenance.at(ctx)} p on p.subject_kind = q.kind and p.subject_id = q.id::text
      join ${sources.at(ctx)} s on s.id = p.source_id
      where ${visible(ctx, policy, 'registry.read', 'q')}
      group by s.id, s.name, s.publication, s.page, s.issue_date order by names desc, s.issue_date desc nulls last, s.id limit ${SOURCES}`,
  )
}

/** One name of the queue, or undefined where nothing is asked about it. */
export function queueRowOf(ctx: Ctx, kind: LinkKind, clusters: Clusters, id: string): Promise<Row | undefined> {
  return one(
    ctx.tx,
    sql<Row>`select q.kind, q.id, q.name, q.facts, q.records, q.questions, q.put_off put_off_at
      from (${waiting(ctx, kind, clusters, clusters.members(id))}) q where q.id = ${id}`,
  )
}

/** The open questions about a record. */
export function questionsAbout(ctx: Ctx, kind: LinkKind, clusters: Clusters, id: string): Promise<Question[]> {
  return rows(
    ctx.tx,
    sql<Question>`select q.asked, q.other, q.link_id from (${questions(ctx, kind, clusters, clusters.members(id))}) q
      where q.asked = ${id} order by q.other, q.link_id`,
  )
}
