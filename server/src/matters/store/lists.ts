import type { Page } from '#contract/kernel.ts'
import type { MatterQuery } from '#contract/matters.ts'
import { units } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { every, type RawBuilder, rows, sql } from '#kernel/database/sql.ts'
import { snake } from '#kernel/history/records.ts'
import { contains, listPage } from '#kernel/list.ts'
import { visible } from '#kernel/policy.ts'
import { addDays } from '#kernel/time/index.ts'
import { lifecycle } from '../mechanisms.ts'
import { policy } from '../policy.ts'
import { workdayAfter } from '../rules/deadline.ts'
import { byWeight, weightOf } from '../rules/judge.ts'
import { askedDay, weightIn } from './matters.ts'
import { type MatterRow, matters, parts } from './tables.ts'

// What a line shows, what its light follows from, and what permission looks at; a whole record is three times as wide.
const ofLine = [
  ...(['id', 'regionId', 'version', 'refNo', 'title', 'kind', 'state', 'leadUnitId', 'unitIds', 'sharedWith'] as const),
  ...(['isPublic', 'proposedBy', 'createdBy', 'lightRules', 'startOn', 'dueCurrent', 'dueOriginal', 'plan'] as const),
  ...(['actualPercent', 'nextFeedbackOn', 'returns', 'submittedOn', 'closedOn', 'lastReportOn'] as const),
  ...(['overrideWeight', 'overrideFrom', 'overrideUntil'] as const),
]

const named = (keys: readonly string[]) => sql.join(keys.map(key => sql.ref(`m.${snake(key)}`)))

/** The part of a matter that a line of the list is made of. */
export type LineRow = Pick<MatterRow, (typeof ofLine)[number]>

/** One page of the matters the actor may see, filtered, sorted and paged in SQL, lights included. */
export function pageOfMatters<Line>(
  ctx: Ctx,
  query: MatterQuery,
  map: (row: LineRow & { leadUnit: string | null }) => Line,
): Promise<Page<Line>> {
  const leadUnit = sql`(select coalesce(u.short_zh, u.name_zh) from ${units.at(ctx)} u where u.id = m.lead_unit_id)`
  return listPage(ctx, query, {
    columns: sql`${named(ofLine)}, ${leadUnit} lead_unit`,
    from: sql`${matters.at(ctx)} m`,
    where: [visible(ctx, policy, 'matters.read', 'm'), ...filters(ctx, query)],
    sorts: {
      light: { by: weightIn(ctx, 'm'), type: 'integer' },
      due: {
        by: sql`coalesce(m.due_current, '9999-12-31'::date)`,
        type: 'date',
        along: way => matters.along(ctx, way, 'm'),
      },
      refNo: { by: sql`coalesce(m.ref_no, '')`, type: 'text' },
      title: { by: sql`m.title`, type: 'text' },
      registered: { by: sql`coalesce(m.registered_on, m.drafted_on)`, type: 'date' },
      progress: { by: sql`coalesce(m.actual_percent, -1)`, type: 'numeric' },
      reported: { by: sql`coalesce(m.last_report_on, '0001-01-01'::date)`, type: 'date' },
    },
    sort: '-light',
    id: sql`m.id`,
    map,
  })
}

const MOST = 20_000

/** The same matters as rows, by number, for tables; at most 20 000. */
export function selectMatters(ctx: Ctx, query: MatterQuery): Promise<MatterRow[]> {
  const where = every([visible(ctx, policy, 'matters.read', 'm'), ...filters(ctx, query)])
  return rows(
    ctx.tx,
    sql<MatterRow>`select m.* from ${matters.at(ctx)} m where ${where} order by m.ref_no nulls last, m.id limit ${MOST}`,
  )
}

const ofPack = [...ofLine, 'lastReportText', 'registeredOn', 'sourceRef'] as const

/** The part of a matter that a review pack is made of. */
export type PackRow = Pick<MatterRow, (typeof ofPack)[number]>

/** Every matter past its draft that the actor may see, as of the context's instant. */
export function mattersPastDraft(ctx: Ctx): Promise<PackRow[]> {
  return rows(
    ctx.tx,
    sql<PackRow>`select ${named(ofPack)} from ${matters.at(ctx)} m
      where ${visible(ctx, policy, 'matters.read', 'm')} and m.state not in ('drafted', 'approving', 'rejected', 'dropped')
      order by m.ref_no nulls last, m.id`,
  )
}

const followed = [
  ...(['id', 'title', 'state', 'leadUnitId', 'sourceKind', 'sourceRef', 'instructingLeader', 'assigneeText'] as const),
  ...(['draftedOn', 'signedOn', 'dueCurrent', 'dueOriginal', 'lastReportOn', 'lastReportText'] as const),
  ...(['closedOn', 'resultText', 'actualPercent'] as const),
]

/** Every matter the actor may see but for those merged into another, with what follows from where it came. */
export function mattersToFollow(ctx: Ctx): Promise<Array<Pick<MatterRow, (typeof followed)[number]>>> {
  return rows(
    ctx.tx,
    sql<Pick<MatterRow, (typeof followed)[number]>>`select ${named(followed)} from ${matters.at(ctx)} m
      where ${visible(ctx, policy, 'matters.read', 'm')} and m.state <> 'merged' order by m.id`,
  )
}

const openStates = () =>
  lifecycle()
    .states.filter(each => each.phase === 'open')
    .map(each => each.code)

/** The matters going on that a count of lights counts: of a lead unit or of all, with one light (its weight) or any. */
export function mattersCounted(
  ctx: Ctx,
  { unitId, weight }: { unitId: string; weight: number | null },
): Promise<MatterRow[]> {
  const unit =
    unitId === 'all'
      ? sql`true`
      : unitId === 'none'
        ? sql`m.lead_unit_id is null`
        : sql`m.lead_unit_id::text = ${unitId}`
  const lit = weight === null ? sql`true` : sql`${weightIn(ctx, 'm')} = ${weight}`
  return rows(
    ctx.tx,
    sql<MatterRow>`select m.* from ${matters.at(ctx)} m
      where ${visible(ctx, policy, 'matters.read', 'm')} and m.state = any(${openStates()}) and ${unit} and ${lit} order by ${weightIn(ctx, 'm')} desc, m.id`,
  )
}

const CELLS = 60

export type StripRow = {
  unitId: string | null
  weight: number
  n: number
  cells: Array<{ id: string; title: string }> | null
}

/** How many matters going on show each light, per lead unit, with at most sixty of them named, heaviest first. */
export function stripRows(ctx: Ctx): Promise<StripRow[]> {
  return rows(
    ctx.tx,
    sql<StripRow>`
      select unit_id, weight, count(*)::integer n,
        jsonb_agg(jsonb_build_object('id', id, 'title', title) order by id) filter (where place <= ${CELLS}) cells
      from (
        select m.lead_unit_id unit_id, m.id, m.title, ${weightIn(ctx, 'm')} weight,
          row_number() over (partition by m.lead_unit_id order by ${weightIn(ctx, 'm')} desc, m.id) place
        from ${matters.at(ctx)} m where ${every([visible(ctx, policy, 'matters.read', 'm'), sql`m.state = any(${openStates()})`])}
      ) judged group by unit_id, weight order by unit_id, weight desc`,
  )
}

/** The weight a light's code stands for in SQL; null for `total`, and for what is no light a weight nothing has. */
export const weightAsked = (field: string): number | null =>
  field === 'total' ? null : byWeight.map(String).indexOf(field)

function filters(ctx: Ctx, query: MatterQuery): RawBuilder<unknown>[] {
  const { unit, role, state, phase, light, kind, dueFrom, dueTo, dueWithin, shared, find } = query
  const inPhase = lifecycle()
    .states.filter(each => each.phase === phase)
    .map(each => each.code)
  const weights = light?.map(weightOf)
  const partsHere = (more: RawBuilder<unknown>) =>
    sql`exists (select 1 from ${parts.at(ctx)} p where p.matter_id = m.id and ${more})`
  const conditions: Array<RawBuilder<unknown> | false | undefined> = [
    find !== undefined && contains(find, [sql`m.title`, sql`m.ref_no`, sql`m.source_ref`, sql`m.source_text`]),
    unit !== undefined && role === 'lead' && sql`m.lead_unit_id = ${unit}`,
    unit !== undefined && role === undefined && partsHere(sql`p.unit_id = ${unit}`),
    unit !== undefined &&
      role !== undefined &&
      role !== 'lead' &&
      partsHere(sql`p.unit_id = ${unit} and p.role = ${role}`),
    state && sql`m.state = any(${state})`,
    phase !== undefined && sql`m.state = any(${inPhase})`,
    weights && sql`${weightIn(ctx, 'm')} = any(${weights}::integer[])`,
    kind && sql`m.kind = any(${kind})`,
    dueFrom !== undefined && sql`m.due_current >= ${dueFrom}`,
    dueTo !== undefined && sql`m.due_current <= ${dueTo}`,
    dueWithin !== undefined && dueSoon(ctx, dueWithin),
    shared === 'yes' && sql`cardinality(m.shared_with) > 0`,
    shared === 'no' && sql`cardinality(m.shared_with) = 0`,
  ]
  return conditions.filter(condition => condition !== false && condition !== undefined)
}

/** Due within so many working days, what is late included; in a year whose calendar is unknown, within as many days. */
function dueSoon(ctx: Ctx, workdays: number): RawBuilder<unknown> {
  const day = askedDay(ctx)
  const until = workdayAfter(ctx.calendar, day, Math.max(1, workdays)) ?? addDays(day, workdays)
  const open = lifecycle()
    .states.filter(each => each.phase === 'open' && each.code !== 'suspended' && each.code !== 'long_term')
    .map(each => each.code)
  return sql`(m.due_current <= ${until} and m.state = any(${open}))`
}
