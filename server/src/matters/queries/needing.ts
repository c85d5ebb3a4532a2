import type { Light, Role } from '#contract/kernel.ts'
import type { MatterState } from '#contract/matters.ts'
import type { Ctx } from '#kernel/context.ts'
import { type RawBuilder, rows, some, sql } from '#kernel/database/sql.ts'
import { visible } from '#kernel/policy.ts'
import type { Day } from '#kernel/time/index.ts'
import { limits } from '../mechanisms.ts'
import { policy } from '../policy.ts'
import { workdayAfter, workdaysLeft } from '../rules/deadline.ts'
import { askedDay } from '../store/matters.ts'
import { extensions, type MatterRow, matters, overrides, parts } from '../store/tables.ts'
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

type Waiting = MatterRow & {
  extensionAsked: Day | null
  overrideAsked: Day | null
  unsigned: boolean
  unconfirmed: boolean
}

/** What waits for this actor, most pressing first: approvals, signatures, reports, reviews, extensions, second opinions on lights. */
export async function mattersNeeding(ctx: Ctx): Promise<MatterNeed[]> {
  const own = [...ctx.actor.unitIds]
  const ownPart = (
    more: string,
  ) => sql`exists (select 1 from ${parts.at(ctx)} p where p.matter_id = m.id and p.unit_region = ${ctx.actor.regionId}
      and p.unit_id = any(${own}::uuid[]) and ${sql.raw(more)})`
  const found = await rows(
    ctx.tx,
    sql<Waiting>`select m.*,
        (select min(asked_on) from ${extensions.at(ctx)} e where e.matter_id = m.id and e.state = 'asked') extension_asked,
        (select min(asked_on) from ${overrides.at(ctx)} o where o.matter_id = m.id and o.state = 'asked' and o.asked_by <> ${ctx.actor.id}) override_asked,
        ${ownPart('p.signed_on is null and p.declined_on is null')} unsigned,
        ${ownPart("p.confirmed_on is null and p.role in ('responsible', 'co-owner')")} unconfirmed
      from ${matters.at(ctx)} m where ${visible(ctx, policy, 'matters.read', 'm')}
        and ${waitingFor(ctx)}`,
  )
  const needs = found.flatMap(row => needsOf(ctx, row))
  return needs.sort((a, b) => (a.workdaysLeft ?? 999) - (b.workdaysLeft ?? 999) || (a.id < b.id ? -1 : 1))
}

/** Narrows to what can wait for the actor at all, so that a large ledger is not read through for a short list. */
function waitingFor(ctx: Ctx): RawBuilder<boolean> {
  const own = [...ctx.actor.unitIds]
  const has = (...roles: Role[]) => roles.some(role => ctx.actor.roles.has(role))
  const asked = (table: RawBuilder<unknown>) => sql`m.id in (select matter_id from ${table} t where t.state = 'asked')`
  return some([
    ...(has('office-staff', 'office-head', 'leader')
      ? [
          sql`m.state in ('approving', 'registered', 'decomposed', 'declined', 'submitted', 'reviewing', 'closed', 'lookback')`,
          asked(extensions.at(ctx)),
          asked(overrides.at(ctx)),
        ]
      : []),
    ...(has('unit-reporter', 'unit-head')
      ? [
          sql`(m.state in ('assigned', 'signed', 'in_progress', 'returned', 'long_term') and m.unit_ids && ${own}::uuid[])`,
        ]
      : []),
  ])
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
    workdaysLeft: byOn ? (workdaysLeft(ctx.calendar, byOn, day)?.value ?? null) : null,
    unitId: row.leadUnitId,
  }))
}

const signBy = (ctx: Ctx, row: MatterRow): Day | null =>
  row.assignedOn ? workdayAfter(ctx.calendar, row.assignedOn, limits().signWithinWorkdays) : null
