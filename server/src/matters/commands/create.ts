import type { z } from 'zod'
import { type Bodies, type MatterFields, matterFields } from '#contract/matters.ts'
import type { Ctx } from '#kernel/context.ts'
import { type Proof, proveAll } from '#kernel/evidence/provenance.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { lifecycle, lightRules, limitOfCode } from '../mechanisms.ts'
import { roomPolicy } from '../policy.ts'
import { type Double, doublesOf } from '../rules/doubles.ts'
import { byRefNo, titlesGoingOn } from '../store/matters.ts'
import { type MatterRow, matters } from '../store/tables.ts'
import { mustBeSoundDays, mustShareWith, putMilestones, putParts, unitsOf } from './fields.ts'
import { progressOf } from './progress.ts'
import { begin, derived, note, type Standing, save, standingOf, type Unseen } from './save.ts'

export type Created = Standing & { doubles: Double[] }

/**
 * Drafts a matter by hand (拟办), one matter per item (一事一项). What looks like a double is named, not refused: only a person knows.
 * Refuses `matters.due-before-start`, `matters.ref-no-exists`, `matters.rule-set-unknown`, `matters.limit-unknown` and those of `putParts`.
 */
export async function createMatter(ctx: Ctx, fields: MatterFields): Promise<Created> {
  must(ctx, roomPolicy, 'matters.create', nobodys(ctx))
  const sharedWith = fields.sharedWith?.length ? await mustShareWith(ctx, nobodys(ctx), fields.sharedWith) : []
  return draftMatter(ctx, { ...fields, sharedWith }, null)
}

/**
 * Drafts a matter for another room, out of a fact, a clause or a resolution, with the proof its fields rest on. Who accepted the fact or
 * made the resolution is the actor; the permission asked there is the permission.
 */
export async function draftMatter(
  ctx: Ctx,
  given: MatterFields,
  origin: { factId: string | null; proof: Proof; fields: readonly string[] } | null,
): Promise<Created> {
  const fields = matterFields.parse(given)
  mustBeSoundDays(fields.startOn, fields.dueOn)
  const rules = lightRules(fields.rules)
  if (fields.limitCode) limitOfCode(fields.limitCode)
  if (fields.refNo && (await byRefNo(ctx, fields.refNo)))
    throw refuse('matters.ref-no-exists', { refNo: fields.refNo }, { field: 'refNo' })
  const doubles = doublesOf(fields.title, await titlesGoingOn(ctx))

  const first = {
    ...blank(ctx),
    ...columns(fields),
    lightRules: rules.name,
    lightVersion: rules.version,
    sourceFactId: origin?.factId ?? null,
  }
  const drafted = await matters.insert(ctx, { ...first, ...derived(ctx, first) })
  const standing = await putParts(ctx, drafted, fields.parts, '拟办')
  await putMilestones(ctx, drafted, fields.milestones, '拟办')
  const { leadUnitId } = unitsOf(ctx.regionId, standing, false)
  const row = standing.length || fields.milestones.length ? await save(ctx, drafted, { leadUnitId }) : drafted
  if (origin) await proveAll(ctx, { kind: 'matter', id: row.id }, origin.fields, origin.proof)
  await note(ctx, row, 'matters.drafted', { verb: 'draft', to: 'drafted', params: { factId: origin?.factId ?? null } })
  return { ...standingOf(row), doubles }
}

/**
 * Changes what is written on a matter. The time limit that was promised is not changed here but extended (延期): once assigned, `dueOn`
 * is refused with `matters.due-promised`. Units may join or leave at any time; what the others reported stays (`matters.lead-missing`).
 */
export async function editMatter(ctx: Ctx, id: string, body: Unseen<Bodies['edit']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.edit', body.version)
  const { parts, milestones, ...own } = body.fields
  const promised = found.assignedOn !== null && found.dueCurrent !== null
  if (own.dueOn !== undefined && own.dueOn !== found.dueCurrent && promised)
    throw refuse('matters.due-promised', { dueOn: found.dueCurrent }, { field: 'dueOn' })
  mustBeSoundDays(own.startOn ?? found.startOn, own.dueOn ?? found.dueCurrent)
  if (own.sharedWith && String(own.sharedWith) !== String(found.sharedWith))
    own.sharedWith = await mustShareWith(ctx, found, own.sharedWith)
  if (own.limitCode) limitOfCode(own.limitCode)
  if (own.rules !== undefined) lightRules(own.rules)

  const put = parts && (await putParts(ctx, found, parts, body.reason ?? '修改'))
  const placed = put && unitsOf(ctx.regionId, put, found.assignedOn !== null)
  if (placed && found.assignedOn !== null && placed.leadUnitId === null)
    throw refuse('matters.lead-missing', {}, { field: 'parts' })
  if (milestones) await putMilestones(ctx, found, milestones, body.reason ?? '修改')
  const patch = { ...partial(own), ...(placed ? { ...placed, ...(await progressOf(ctx, id)) } : {}) }
  const row = await save(ctx, found, patch, body.reason)
  const changed = Object.keys(body.fields).sort().join(',')
  await note(ctx, row, 'matters.edited', {
    verb: 'edit',
    text: body.reason ?? '',
    params: { fields: changed.slice(0, 200) },
  })
  return standingOf(row)
}

/** A row that belongs to nobody yet, to ask whether the actor may create one. */
export const nobodys = (ctx: Ctx) => ({
  regionId: ctx.regionId,
  unitIds: [],
  leadUnitId: null,
  sharedWith: [],
  isPublic: false,
  proposedBy: null,
  createdBy: ctx.actor.id,
})

type Fields = z.output<typeof matterFields>

function columns(fields: Fields) {
  const { dueOn, feedback, rules, parts: _, milestones: __, ...plain } = fields
  return {
    ...plain,
    lightRules: rules,
    dueOriginal: dueOn,
    dueCurrent: dueOn,
    feedbackKind: feedback.kind,
    feedbackCount: feedback.count,
  }
}

/** The same for what an edit names; what it does not name stays. */
function partial(own: Omit<Bodies['edit']['fields'], 'parts' | 'milestones'>): Partial<MatterRow> {
  const { dueOn, feedback, rules, ...plain } = own
  const named = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined))
  return {
    ...named,
    ...(dueOn === undefined ? {} : { dueOriginal: dueOn, dueCurrent: dueOn }),
    ...(feedback === undefined ? {} : { feedbackKind: feedback.kind, feedbackCount: feedback.count }),
    ...(rules === undefined ? {} : { lightRules: rules }),
  }
}

function blank(ctx: Ctx) {
  return {
    state: lifecycle().start,
    lifecycle: `${lifecycle().name} ${lifecycle().version}`,
    draftedOn: ctx.today,
    proposedBy: null,
    approvedBy: null,
    registeredOn: null,
    assignedOn: null,
    signedOn: null,
    feedbackFrom: null,
    nextFeedbackOn: null,
    plan: { points: [] },
    actualPercent: null,
    lastReportOn: null,
    lastReportText: null,
    reminders: 0,
    returns: 0,
    extensions: 0,
    submittedOn: null,
    resultText: null,
    reviewOpinion: null,
    closedOn: null,
    struckBy: null,
    struckOn: null,
    verification: null,
    lookBackOn: null,
    lookBackResult: null,
    reopened: 0,
    resumeState: null,
    mergedInto: null,
    transferredTo: null,
    leadUnitId: null,
    unitIds: [],
    calendarVersion: ctx.calendar.calendarVersion,
    lightDays: [0],
    lightWeights: [0],
    overrideWeight: null,
    overrideFrom: null,
    overrideUntil: null,
    createdBy: ctx.actor.id,
  }
}
