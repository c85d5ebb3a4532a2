import type { MatterExtension, MatterOverride, MatterPart, MatterReport } from '#contract/matters/detail.ts'
import type { Ctx } from '#kernel/context.ts'
import type { Day } from '#kernel/time/index.ts'
import { lifecycle, lightRules } from '../mechanisms.ts'
import { partPolicy } from '../policy.ts'
import { judgePart } from '../rules/inputs.ts'
import { lightOfWeight } from '../rules/judge.ts'
import { planPercentOn } from '../rules/plan.ts'
import type { ExtensionRow, MatterRow, OverrideRow, PartRow, ReportRow } from '../store/tables.ts'

/** A part with its plan and light on a day. Its figure is as reported, so the evidence is the report. */
export function partView(ctx: Ctx, part: PartRow, matter: MatterRow, day: Day): MatterPart {
  const plan = part.dueOn
    ? planPercentOn([], matter.startOn, part.dueOn, day)
    : planPercentOn(matter.plan.points, matter.startOn, matter.dueCurrent, day)
  const {
    id,
    version,
    role,
    unitId,
    unitRegion,
    unitName,
    what,
    weight,
    dueOn,
    signedOn,
    declinedOn,
    confirmedOn,
    lastReportOn,
  } = part
  return {
    ...{
      id,
      version,
      role,
      unitId,
      unitRegion,
      unitName,
      what,
      weight,
      dueOn,
      signedOn,
      declinedOn,
      confirmedOn,
      lastReportOn,
    },
    planPercent: plan,
    actual:
      part.actualPercent === null
        ? null
        : {
            value: part.actualPercent,
            unit: '%',
            bound: null,
            printed: null,
            evidence: 'hand',
            ref: { kind: 'matter-part', id, field: 'actualPercent' },
          },
    light: judgePart(part, matter, lightRules(matter.lightRules), lifecycle(), day, ctx.calendar).light,
    mine: ctx.asOf === null && partPolicy['matters.write-part'].test(ctx.actor, part),
  }
}

export function reportView(row: ReportRow): MatterReport {
  const {
    id,
    partId,
    reportedOn,
    unitName,
    percent,
    text,
    problems,
    coordination,
    nextSteps,
    lateWorkdays,
    withdrawn,
    reason,
  } = row
  return {
    id,
    partId,
    reportedOn,
    unitName,
    percent,
    text,
    problems,
    coordination,
    nextSteps,
    lateWorkdays,
    withdrawn,
    reason,
  }
}

export function extensionView(row: ExtensionRow, nameOf: (member: string) => string): MatterExtension {
  const { id, askedOn, unitName, dueBefore, newDueOn, late, ask, progress, state, decidedOn, grantedDueOn, note } = row
  const decidedBy = row.decidedBy && nameOf(row.decidedBy)
  return {
    id,
    askedOn,
    unitName,
    dueBefore,
    newDueOn,
    late,
    ask,
    progress,
    state,
    decidedBy,
    decidedOn,
    grantedDueOn,
    note,
  }
}

export function overrideView(ctx: Ctx, row: OverrideRow, nameOf: (member: string) => string): MatterOverride {
  const { id, ask, until, askedOn, unitName, state, decidedOn, note } = row
  return {
    ...{ id, ask, until, askedOn, unitName, state, decidedOn, note },
    light: lightOfWeight(row.weight),
    lightComputed: lightOfWeight(row.weightComputed),
    askedBy: nameOf(row.askedBy),
    decidedBy: row.decidedBy && nameOf(row.decidedBy),
    own: row.askedBy === ctx.actor.id,
  }
}
