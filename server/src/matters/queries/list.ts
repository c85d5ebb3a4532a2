import type { Page } from '#contract/kernel.ts'
import type { MatterLine, MatterQuery, Strips } from '#contract/matters.ts'
import { unitNames } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { every, type RawBuilder, rows, sql } from '#kernel/database/sql.ts'
import { contains, listPage } from '#kernel/list.ts'
import { visible } from '#kernel/policy.ts'
import { addDays } from '#kernel/time/index.ts'
import { lifecycle } from '../mechanisms.ts'
import { policy } from '../policy.ts'
import { workdayAfter } from '../rules/deadline.ts'
import { byWeight, lightOfWeight, weightOf } from '../rules/judge.ts'
import { askedDay, weightIn } from '../store/matters.ts'
import { type MatterRow, matters, parts } from '../store/tables.ts'
import { computedFigure, judgementOn, leftOn, planOn, shownOn } from './judged.ts'
import { mayNow } from './may.ts'

/** Matters the actor may see, filtered, sorted and paged in SQL, each with its light on the day asked about and why. */
export async function listMatters(ctx: Ctx, query: MatterQuery): Promise<Page<MatterLine>> {
  const names = await unitNames(ctx)
  return listPage(ctx, query, {
    columns: sql`m.*`,
    from: sql`${matters.at(ctx)} m`,
    where: [visible(ctx, policy, 'matters.read', 'm'), ...filters(ctx, query)],
    sorts: {
      light: { by: weightIn(ctx, 'm'), type: 'integer' },
      due: { by: sql`coalesce(m.due_current, '9999-12-31'::date)`, type: 'date' },
      refNo: { by: sql`coalesce(m.ref_no, '')`, type: 'text' },
      title: { by: sql`m.title`, type: 'text' },
      registered: { by: sql`coalesce(m.registered_on, m.drafted_on)`, type: 'date' },
      progress: { by: sql`coalesce(m.actual_percent, -1)`, type: 'numeric' },
      reported: { by: sql`coalesce(m.last_report_on, '0001-01-01'::date)`, type: 'date' },
    },
    sort: '-light',
    id: sql`m.id`,
    map: (row: MatterRow) => lineOf(ctx, row, unit => names.get(unit)?.shortZh ?? names.get(unit)?.nameZh ?? null),
  })
}

const MOST = 20_000

/** The same matters as rows, by due day, for tables; at most 20 000. */
export function selectMatters(ctx: Ctx, query: MatterQuery): Promise<MatterRow[]> {
  const where = every([visible(ctx, policy, 'matters.read', 'm'), ...filters(ctx, query)])
  return rows(
    ctx.tx,
    sql<MatterRow>`select m.* from ${matters.at(ctx)} m where ${where} order by m.ref_no nulls last, m.id limit ${MOST}`,
  )
}

/** One line of the list out of a record, judged on the day asked about. */
export function lineOf(ctx: Ctx, row: MatterRow, nameOf: (unitId: string) => string | null): MatterLine {
  const day = askedDay(ctx)
  const { light: lightComputed, because } = judgementOn(ctx, row, day)
  const left = leftOn(ctx, row, day)
  const plan = planOn(row, day)
  return {
    id: row.id,
    regionId: row.regionId,
    version: row.version,
    refNo: row.refNo,
    title: row.title,
    kind: row.kind,
    state: row.state,
    leadUnitId: row.leadUnitId,
    leadUnit: row.leadUnitId ? nameOf(row.leadUnitId) : null,
    ...shownOn(row, lightComputed, day),
    lightComputed,
    because: because.map(({ rule, light, value }) => ({ rule, light, value })),
    dueOn: row.state === 'long_term' ? null : row.dueCurrent,
    dueOriginal: row.dueOriginal,
    workdaysLeft: left === null ? null : computedFigure(row, 'workdaysLeft', left, '个工作日'),
    planPercent: plan === null ? null : computedFigure(row, 'planPercent', plan, '%'),
    actualPercent: row.actualPercent === null ? null : computedFigure(row, 'actualPercent', row.actualPercent, '%'),
    lastReportOn: row.lastReportOn,
    sharedWith: row.sharedWith,
    may: mayNow(ctx, row),
  }
}

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

const CELLS = 60

/** The lights of each lead unit over the matters going on (各单位的灯), heaviest first, with one cell per matter up to sixty. */
export async function lightStrips(ctx: Ctx): Promise<Strips> {
  const open = lifecycle()
    .states.filter(each => each.phase === 'open')
    .map(each => each.code)
  const found = await rows(
    ctx.tx,
    sql<{ unitId: string | null; weight: number; n: number; cells: Array<{ id: string; title: string }> }>`
      select unit_id, weight, count(*)::integer n,
        jsonb_agg(jsonb_build_object('id', id, 'title', title) order by id) filter (where place <= ${CELLS}) cells
      from (
        select m.lead_unit_id unit_id, m.id, m.title, ${weightIn(ctx, 'm')} weight,
          row_number() over (partition by m.lead_unit_id order by ${weightIn(ctx, 'm')} desc, m.id) place
        from ${matters.at(ctx)} m where ${every([visible(ctx, policy, 'matters.read', 'm'), sql`m.state = any(${open})`])}
      ) judged group by unit_id, weight order by unit_id, weight desc`,
  )
  const names = await unitNames(ctx)
  const unitIds = [...new Set(found.map(each => each.unitId))]
  const units = unitIds.map(unitId => {
    const own = found.filter(each => each.unitId === unitId)
    return {
      unitId,
      unit: unitId ? (names.get(unitId)?.shortZh ?? names.get(unitId)?.nameZh ?? '') : '',
      total: sum(own),
      counts: own.map(each => ({ light: lightOfWeight(each.weight), count: each.n })),
      cells: own.flatMap(each => (each.cells ?? []).map(cell => ({ ...cell, light: lightOfWeight(each.weight) }))),
    }
  })
  const heaviest = (unit: (typeof units)[number]) => weightOf(unit.counts[0]?.light ?? 'grey')
  units.sort((a, b) => heaviest(b) - heaviest(a) || b.total - a.total || (a.unit < b.unit ? -1 : 1))
  const counts = [...byWeight]
    .reverse()
    .map(light => ({ light, count: sum(found.filter(each => lightOfWeight(each.weight) === light)) }))
  return { asOf: ctx.asOf?.toISOString() ?? null, total: sum(found), counts, units }
}

const sum = (counts: readonly { n: number }[]) => counts.reduce((total, each) => total + each.n, 0)
