import type { Ctx } from '#kernel/context.ts'
import { rows, sql } from '#kernel/database/sql.ts'
import {
  type ActRow,
  acts,
  type ExtensionRow,
  extensions,
  type MilestoneRow,
  milestones,
  type OverrideRow,
  overrides,
  type PartRow,
  parts,
  type ReportRow,
  reports,
} from './tables.ts'

/** What hangs on a matter, as of the context's instant. */
export const partsOf = (ctx: Ctx, matterId: string): Promise<PartRow[]> =>
  rows(ctx.tx, sql<PartRow>`select * from ${parts.at(ctx)} p where matter_id = ${matterId} order by position, id`)

export const milestonesOf = (ctx: Ctx, matterId: string): Promise<MilestoneRow[]> =>
  rows(
    ctx.tx,
    sql<MilestoneRow>`select * from ${milestones.at(ctx)} p where matter_id = ${matterId} order by planned_on, position, id`,
  )

export const extensionsOf = (ctx: Ctx, matterId: string): Promise<ExtensionRow[]> =>
  rows(
    ctx.tx,
    sql<ExtensionRow>`select * from ${extensions.at(ctx)} p where matter_id = ${matterId} order by asked_on, id`,
  )

export const overridesOf = (ctx: Ctx, matterId: string): Promise<OverrideRow[]> =>
  rows(
    ctx.tx,
    sql<OverrideRow>`select * from ${overrides.at(ctx)} p where matter_id = ${matterId} order by asked_on, id`,
  )

/** Reports and acts, withdrawn ones included: what was said and taken back stays in sight. */
export const reportsOf = (ctx: Ctx, matterId: string): Promise<ReportRow[]> =>
  rows(
    ctx.tx,
    sql<ReportRow>`select * from ${reports.at(ctx, { withdrawn: true })} p where matter_id = ${matterId} order by reported_on, id`,
  )

export const actsOf = (ctx: Ctx, matterId: string): Promise<ActRow[]> =>
  rows(
    ctx.tx,
    sql<ActRow>`select * from ${acts.at(ctx, { withdrawn: true })} p where matter_id = ${matterId} order by id`,
  )

/** Parts of many matters at once, for packs and exports. */
export const partsOfAll = (ctx: Ctx, matterIds: readonly string[]): Promise<PartRow[]> =>
  rows(
    ctx.tx,
    sql<PartRow>`select * from ${parts.at(ctx)} p where matter_id = any(${[...matterIds]}::uuid[]) order by matter_id, position, id`,
  )

export const milestonesOfAll = (ctx: Ctx, matterIds: readonly string[]): Promise<MilestoneRow[]> =>
  rows(
    ctx.tx,
    sql<MilestoneRow>`select * from ${milestones.at(ctx)} p where matter_id = any(${[...matterIds]}::uuid[]) order by matter_id, planned_on, position, id`,
  )

/** The region's own units that have a part in matters, in the order of the parts. */
export const unitsOfAll = (
  ctx: Ctx,
  matterIds: readonly string[],
): Promise<Array<{ matterId: string; unitId: string }>> =>
  rows(
    ctx.tx,
    sql<{ matterId: string; unitId: string }>`select matter_id, unit_id from ${parts.at(ctx)} p
      where matter_id = any(${[...matterIds]}::uuid[]) and unit_region = ${ctx.regionId} order by position, id`,
  )
