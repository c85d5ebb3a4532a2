import type { MatterQuery } from '#contract/matters.ts'
import { unitNames } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { type Cell, writeCsvTable } from '#kernel/files/index.ts'
import type { Download } from '#kernel/room.ts'
import { judgementOn, leftOn, planOn, shownOn } from '../queries/judged.ts'
import { selectMatters } from '../queries/list.ts'
import { partsOfAll } from '../store/children.ts'
import { askedDay } from '../store/matters.ts'
import type { MatterRow, PartRow } from '../store/tables.ts'
import { everyColumn, printFeedback } from './columns.ts'

/**
 * The matters a list shows, as a table that can be changed and imported again (export = import). Percentages and lights go along for
 * reading. Lights are written as their Latin letter.
 */
export async function exportMatters(ctx: Ctx, query: MatterQuery): Promise<Download> {
  const found = await selectMatters(ctx, query)
  const names = await unitNames(ctx)
  const byMatter = Map.groupBy(
    await partsOfAll(
      ctx,
      found.map(row => row.id),
    ),
    part => part.matterId,
  )
  const rows = found.map(row => {
    const cells = cellsOf(ctx, row, byMatter.get(row.id) ?? [], unit => names.get(unit)?.nameZh ?? unit)
    return everyColumn.map(column => cells[column])
  })
  return {
    name: `matters-${askedDay(ctx)}.csv`,
    type: 'text/csv; charset=utf-8',
    bytes: writeCsvTable([[...everyColumn], ...rows]),
  }
}

const letters = { green: 'G', blue: 'B', yellow: 'Y', orange: 'O', red: 'R', grey: 'N' } as const

function cellsOf(
  ctx: Ctx,
  row: MatterRow,
  parts: readonly PartRow[],
  nameOf: (unitId: string) => string,
): Record<(typeof everyColumn)[number], Cell> {
  const day = askedDay(ctx)
  const units = (role: PartRow['role']) =>
    parts
      .filter(part => part.role === role && part.unitRegion === ctx.regionId)
      .map(part => nameOf(part.unitId))
      .join('｜')
  return {
    id: row.id,
    version: row.version,
    state: row.state,
    ref_no: row.refNo,
    title: row.title,
    kind: row.kind,
    source_kind: row.sourceKind,
    source_ref: row.sourceRef,
    source_text: row.sourceText,
    series: row.series,
    urgency: row.urgency,
    instructing_leader: row.instructingLeader,
    lead_leader: row.leadLeader,
    assignee_text: row.assigneeText,
    lead_unit: units('lead'),
    responsible_units: units('responsible'),
    supporting_units: units('supporting'),
    handler: row.handler,
    contact: row.contact,
    phone: row.phone,
    goal: row.goal,
    start_on: row.startOn,
    due_on: row.dueCurrent,
    limit_code: row.limitCode,
    feedback: printFeedback({ kind: row.feedbackKind, count: row.feedbackCount }),
    public: row.isPublic ? 'yes' : 'no',
    original_due_on: row.dueOriginal,
    light: letters[shownOn(row, judgementOn(ctx, row, day).light, day).light],
    plan_percent: planOn(row, day),
    actual_percent: row.actualPercent,
    workdays_left: leftOn(ctx, row, day),
    last_report_on: row.lastReportOn,
    last_report: row.lastReportText,
    returns: row.returns,
    reminders: row.reminders,
    registered_on: row.registeredOn,
    closed_on: row.closedOn,
  }
}
