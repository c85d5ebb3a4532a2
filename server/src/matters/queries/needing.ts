import type { Light } from '#contract/kernel.ts'
import type { MatterState } from '#contract/matters.ts'
import type { Ctx } from '#kernel/context.ts'
import type { Day } from '#kernel/time/index.ts'
import { limits } from '../mechanisms.ts'
import { policy } from '../policy.ts'
import { countedLeft, workdayAfter } from '../rules/deadline.ts'
import { askedDay } from '../store/matters.ts'
import type { MatterRow } from '../store/tables.ts'
import { type Waiting, waitingMatters } from '../store/waiting.ts'
import { judgementOn, shownOn } from './judged.ts'

export const needReasons = [
  'approve',
  'assign',
  'sign',
  'report',
  'redo',
  'confirm',
  'decide-extension',
  'decide-override',
  'review',
  'close',
  'strike',
  'look-back',
  'follow-up-relapse',
] as const
export type NeedReason = (typeof needReasons)[number]
/** Something that waits for the actor: why, by when, and how many working days are left (negative: late, null: no day). */
export type MatterNeed = {
  id: string
  refNo: string | null
  title: string
  state: MatterState
  reason: NeedReason
  verb: string
  light: Light
  byOn: Day | null
  workdaysLeft: number | null
  unitId: string | null
}

/** What waits for this actor, most pressing first: approvals, signatures, reports, reviews, extensions, second opinions on lights. */
export async function mattersNeeding(ctx: Ctx): Promise<MatterNeed[]> {
  const found = await waitingMatters(ctx)
  const needs = found.flatMap(row => needsOf(ctx, row))
  return needs.sort((a, b) => (a.workdaysLeft ?? 999) - (b.workdaysLeft ?? 999) || a.id.localeCompare(b.id))
}

function needsOf(ctx: Ctx, row: Waiting): MatterNeed[] {
  const day = askedDay(ctx)
  const may = (verb: keyof typeof policy) => policy[verb].test(ctx.actor, row)
  const isLead = row.leadUnitId !== null && ctx.actor.unitIds.includes(row.leadUnitId)
  const found: Array<[NeedReason, string, Day | null]> = []
  const add = (reason: NeedReason, verb: keyof typeof policy, byOn: Day | null) => {
    if (may(verb)) found.push([reason, verb, byOn])
  }
  const running = ['signed', 'in_progress', 'long_term'].includes(row.state)
  if (row.state === 'approving') add('approve', 'matters.approve', null)
  if (['registered', 'decomposed', 'declined'].includes(row.state)) add('assign', 'matters.assign', row.dueCurrent)
  if (row.unsigned && ['assigned', 'signed', 'in_progress'].includes(row.state))
    add('sign', 'matters.sign', signBy(ctx, row))
  if (row.state === 'returned' && isLead) add('redo', 'matters.report', row.dueCurrent)
  if (running && isLead && row.nextFeedbackOn) add('report', 'matters.report', row.nextFeedbackOn)
  if (running && isLead && !row.nextFeedbackOn && row.dueCurrent) add('report', 'matters.report', row.dueCurrent)
  if (running && row.unconfirmed && row.actualPercent === 100) add('confirm', 'matters.confirm', row.dueCurrent)
  if (row.extensionAsked) add('decide-extension', 'matters.decide-extension', row.dueCurrent)
  if (row.overrideAsked) add('decide-override', 'matters.decide-override', null)
  if (row.state === 'submitted') add('review', 'matters.review', row.dueCurrent)
  if (row.state === 'reviewing') add('close', 'matters.close', row.dueCurrent)
  if (row.state === 'closed') add('strike', 'matters.strike', null)
  if (row.state === 'lookback' && row.lookBackResult === null) add('look-back', 'matters.look-back', row.lookBackOn)
  if (row.state === 'lookback' && row.lookBackResult === 'relapsed')
    add('follow-up-relapse', 'matters.reopen', row.lookBackOn)
  const { light } = shownOn(row, judgementOn(ctx, row, day).light, day)
  return found.map(([reason, verb, byOn]) => ({
    id: row.id,
    refNo: row.refNo,
    title: row.title,
    state: row.state,
    reason,
    verb,
    light,
    byOn,
    workdaysLeft: byOn ? countedLeft(ctx.calendar, byOn, day) : null,
    unitId: row.leadUnitId,
  }))
}

const signBy = (ctx: Ctx, row: MatterRow): Day | null =>
  row.assignedOn ? workdayAfter(ctx.calendar, row.assignedOn, limits().signWithinWorkdays) : null
