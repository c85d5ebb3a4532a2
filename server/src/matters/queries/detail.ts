import type { EvidenceKind } from '#contract/kernel.ts'
import type { MatterDetail } from '#contract/matters/detail.ts'
import { memberNames, regions, unitNames } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { evidenceOf } from '#kernel/evidence/provenance.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { addDays, type Calendar, type Day } from '#kernel/time/index.ts'
import { policy } from '../policy.ts'
import { shortSentence } from '../rules/sentence.ts'
import { actsOf, extensionsOf, milestonesOf, overridesOf, partsOf, reportsOf } from '../store/children.ts'
import { childrenOf, linkTo, provenFields } from '../store/links.ts'
import { askedDay } from '../store/matters.ts'
import { type MatterRow, matters } from '../store/tables.ts'
import { extensionView, overrideView, partView, reportView } from './children.ts'
import { computedFigure, judgementOn } from './judged.ts'
import { lineOf } from './list.ts'
import { timelineOf } from './timeline.ts'

/** One matter the actor may see, as of the context's instant, or `matters.not-found`. */
export async function readMatter(ctx: Ctx, id: string): Promise<MatterRow> {
  const found = await matters.find(ctx, id)
  if (!found) throw refuse('matters.not-found')
  must(ctx, policy, 'matters.read', found)
  return found
}

/** Everything the page of a matter shows, as of the context's instant. */
export async function matterOf(ctx: Ctx, id: string): Promise<MatterDetail> {
  const row = await readMatter(ctx, id)
  const day = askedDay(ctx)
  const units = await unitNames(ctx)
  const [acts, extensions, overrides] = [await actsOf(ctx, id), await extensionsOf(ctx, id), await overridesOf(ctx, id)]
  const names = await memberNames(ctx, [
    ...[row.recordedBy, row.createdBy, row.proposedBy, row.approvedBy, row.struckBy],
    ...acts.map(act => act.recordedBy),
    ...[...extensions, ...overrides].map(each => each.decidedBy),
    ...overrides.map(each => each.askedBy),
  ])
  const nameOf = (member: string) => names.get(member) ?? ''
  const judgement = judgementOn(ctx, row, day)
  const short = shortSentence(judgement.because)
  const reports = await reportsOf(ctx, id)
  const proven = await provenFields(ctx, id)
  const known = await regions(ctx.tx)
  const until = ctx.asOf ?? ctx.now
  const versions = (await matters.versions(ctx, id)).filter(version => version.recordedFrom <= until)
  const milestones = await milestonesOf(ctx, id)
  const goal =
    row.goalValue === null
      ? null
      : { ...computedFigure(row, 'goalValue', row.goalValue, row.goalUnit), printed: row.goalPrinted }

  return {
    ...lineOf(ctx, row, unit => units.get(unit)?.shortZh ?? units.get(unit)?.nameZh ?? null),
    judgement,
    shortZh: short.zh,
    shortEn: short.en,
    recordedAt: row.recordedFrom.toISOString(),
    recordedBy: nameOf(row.recordedBy),
    lifecycle: row.lifecycle,
    ...plainFields(row),
    goalValue: goal && {
      ...goal,
      evidence: 'hand',
      bound: row.goalBound === '>' || row.goalBound === '<' || row.goalBound === '~' ? row.goalBound : null,
    },
    draftedBy: nameOf(row.createdBy),
    proposedBy: row.proposedBy && nameOf(row.proposedBy),
    approvedBy: row.approvedBy && nameOf(row.approvedBy),
    struckBy: row.struckBy && nameOf(row.struckBy),
    feedback: { kind: row.feedbackKind, count: row.feedbackCount },
    restDays: restDays(ctx.calendar, day, row.dueCurrent),
    extensionsUsed: row.extensions,
    rules: row.lightRules,
    parts: (await partsOf(ctx, id)).map(part =>
      partView(ctx, { ...part, unitName: units.get(part.unitId)?.shortZh ?? part.unitName }, row, day),
    ),
    milestones: milestones.map(({ id, title, plannedOn, weight, doneOn }) => ({
      id,
      title,
      plannedOn,
      weight,
      doneOn,
    })),
    reports: reports.map(reportView),
    extensions: extensions.map(each => extensionView(each, nameOf)),
    overrides: overrides.map(each => overrideView(ctx, each, nameOf)),
    timeline: timelineOf(ctx, acts, versions, day, nameOf),
    source:
      (await evidenceOf(ctx, { kind: 'matter', id, field: 'title' })).find(
        each => each.kind === 'source' || each.kind === 'denied',
      ) ?? null,
    kinds: Object.fromEntries(proven.map((field): [string, EvidenceKind] => [field, 'source'])),
    mergedInto: row.mergedInto ? await linkTo(ctx, row.mergedInto) : null,
    parent: row.parentId ? await linkTo(ctx, row.parentId) : null,
    children: await childrenOf(ctx, id),
    sharedRegions: known
      .filter(({ regionId }) => row.sharedWith.length > 0 && [row.regionId, ...row.sharedWith].includes(regionId))
      .sort((a, b) => Number(b.regionId === row.regionId) - Number(a.regionId === row.regionId))
      .map(({ regionId, nameZh, nameEn }) => ({ regionId, nameZh, nameEn })),
  }
}

function plainFields(row: MatterRow) {
  const {
    sourceKind,
    sourceRef,
    sourceText,
    series,
    urgency,
    instructingLeader,
    leadLeader,
    assigneeText,
    handler,
    contact,
    phone,
  } = row
  const {
    goal,
    draftedOn,
    registeredOn,
    assignedOn,
    signedOn,
    startOn,
    limitCode,
    limitWorkdays,
    nextFeedbackOn,
    returns,
    reminders,
  } = row
  const {
    submittedOn,
    resultText,
    reviewOpinion,
    closedOn,
    struckOn,
    verification,
    lookBackOn,
    lookBackResult,
    reopened,
  } = row
  return {
    ...{
      sourceKind,
      sourceRef,
      sourceText,
      series,
      urgency,
      instructingLeader,
      leadLeader,
      assigneeText,
      handler,
      contact,
      phone,
    },
    ...{
      goal,
      draftedOn,
      registeredOn,
      assignedOn,
      signedOn,
      startOn,
      limitCode,
      limitWorkdays,
      nextFeedbackOn,
      returns,
      reminders,
    },
    ...{
      submittedOn,
      resultText,
      reviewOpinion,
      closedOn,
      struckOn,
      verification,
      lookBackOn,
      lookBackResult,
      reopened,
    },
    transferredTo: row.transferredTo,
    isPublic: row.isPublic,
  }
}

/** The holidays on the way to the limit, as runs of days; only in years whose calendar is known, and a year ahead at most. */
export function restDays(calendar: Calendar, from: Day, to: Day | null) {
  const runs: Array<{ from: Day; to: Day; nameZh: string; nameEn: string }> = []
  if (to === null) return runs
  for (let on = addDays(from, 1), steps = 0; on <= to && steps < 366; on = addDays(on, 1), steps++) {
    if (!calendar.knownYears.includes(Number(on.slice(0, 4)))) break
    const nameZh = calendar.holidayOf(on)
    if (nameZh === null) continue
    const last = runs.at(-1)
    if (last?.nameZh === nameZh && addDays(last.to, 1) === on) last.to = on
    else runs.push({ from: on, to: on, nameZh, nameEn: calendar.holidayOf(on, 'en') ?? '' })
  }
  return runs
}
