import type { Bodies } from '#contract/matters.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import type { Day } from '#kernel/time/index.ts'
import { limitOfCode, limits } from '../mechanisms.ts'
import { partPolicy } from '../policy.ts'
import { workdaysLeft } from '../rules/deadline.ts'
import { partsOf } from '../store/children.ts'
import { type MatterRow, type PartRow, parts } from '../store/tables.ts'
import { mustLieAhead } from './approval.ts'
import { mustBeSoundDays, putMilestones, putParts, unitsOf } from './fields.ts'
import { begin, note, type Standing, save, standingOf, step, type Unseen } from './save.ts'

/** Puts parts and milestones (分解): each unit knows what is its own, the plan follows the milestones' weights. */
export async function decompose(ctx: Ctx, id: string, body: Unseen<Bodies['decompose']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.decompose', body.version)
  const to = step(found, 'decompose', { parts: body.parts.length + body.milestones.length > 0 })
  const standing = await putParts(ctx, found, body.parts, '分解')
  await putMilestones(ctx, found, body.milestones, '分解')
  const row = await save(ctx, found, { state: to, ...unitsOf(ctx.regionId, standing, false) })
  const params = { parts: body.parts.length, milestones: body.milestones.length }
  await note(ctx, row, 'matters.decomposed', { verb: 'decompose', from: found.state, to, params })
  return standingOf(row)
}

/**
 * Issues the matter to its units (交办). The time limit is the one stated, else so many working days after today by the limit of its kind
 * (`mechanisms/time-limits`); the first limit promised is kept for good. Refuses `matters.needs-lead-unit`, `matters.needs-due`,
 * `matters.due-in-past`, `matters.due-before-start`; on a matter already issued the limit is not moved (`matters.due-promised`).
 */
export async function assign(ctx: Ctx, id: string, body: Unseen<Bodies['assign']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.assign', body.version)
  const standing = await partsOf(ctx, id)
  const again = found.assignedOn !== null && found.dueCurrent !== null
  if (again && body.dueOn && body.dueOn !== found.dueCurrent)
    throw refuse('matters.due-promised', { dueOn: found.dueCurrent }, { field: 'dueOn' })
  const dueOn = again ? found.dueCurrent : (body.dueOn ?? limitOf(ctx, found))
  const lead = standing.some(part => part.role === 'lead' && part.unitRegion === ctx.regionId)
  const to = step(found, 'assign', { 'lead-unit': lead, due: dueOn !== null })
  const startOn = found.startOn ?? ctx.today
  if (!again && dueOn) mustLieAhead(ctx, dueOn)
  mustBeSoundDays(startOn, dueOn)

  const row = await save(ctx, found, {
    state: to,
    assignedOn: ctx.today,
    startOn,
    dueOriginal: found.dueOriginal ?? dueOn,
    dueCurrent: dueOn,
    feedbackFrom: ctx.today,
    signedOn: null,
    ...unitsOf(ctx.regionId, standing, true),
  })
  const params = { dueOn, units: standing.length }
  await note(ctx, row, 'matters.assigned', { verb: 'assign', from: found.state, to, text: body.text ?? '', params })
  return standingOf(row)
}

function limitOf(ctx: Ctx, row: MatterRow): Day | null {
  if (row.dueCurrent) return row.dueCurrent
  const workdays = row.limitWorkdays ?? (row.limitCode ? limitOfCode(row.limitCode) : null)
  return workdays === null ? null : ctx.calendar.addWorkdays(ctx.today, workdays)
}

/** The parts of the actor's own units, of a partner region too. */
export function ownParts(ctx: Ctx, standing: readonly PartRow[]): PartRow[] {
  return standing.filter(part => partPolicy['matters.write-part'].test(ctx.actor, part))
}

/**
 * A unit signs for its part (签收); the matter counts as signed when its lead has signed. How late, in working days after the day allowed,
 * stands on the act. Refuses `matters.already-signed`.
 */
export async function signFor(ctx: Ctx, id: string, body: Unseen<Bodies['plain']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.sign', body.version)
  const own = ownParts(ctx, await partsOf(ctx, id))
  if (found.state !== 'signed' && found.state !== 'in_progress') step(found, 'sign')
  const open = own.filter(part => part.signedOn === null)
  if (open.length === 0) throw refuse('matters.already-signed')
  for (const part of open) await signPart(ctx, part)

  const leads = open.some(part => part.role === 'lead')
  const to = leads && found.state === 'assigned' ? step(found, 'sign') : found.state
  const row = await save(ctx, found, leads ? { state: to, signedOn: ctx.today } : {})
  // In a year whose calendar is unknown nothing is counted, and nobody is kept from signing.
  const waited = found.assignedOn ? -(workdaysLeft(ctx.calendar, found.assignedOn, ctx.today)?.value ?? 0) : 0
  const late = Math.max(0, waited - limits().signWithinWorkdays)
  const unitName = open[0]?.unitName ?? ''
  await note(ctx, row, 'matters.signed', {
    verb: 'sign',
    from: found.state,
    to,
    unitName,
    params: { lateWorkdays: late },
  })
  return standingOf(row)
}

/** A partner region signs for its own part; the owner's matter stays as it is. */
export async function signPartOnly(
  ctx: Ctx,
  id: string,
  partId: string,
  version?: number,
): Promise<{ version: number }> {
  const { part } = await beginPart(ctx, id, partId, 'matters.read', version)
  if (part.signedOn) throw refuse('matters.already-signed')
  const signed = await signPart(ctx, part)
  await ctx.record('matters.part-signed', { kind: 'matter', id }, { partId })
  return { version: signed.version }
}

/** Loads a matter with one part of it, both locked, and checks that the actor may write the part. */
export async function beginPart(
  ctx: Ctx,
  id: string,
  partId: string,
  verb: 'matters.read' | 'matters.report' | 'matters.confirm',
  version?: number,
): Promise<{ matter: MatterRow; part: PartRow }> {
  const matter = await begin(ctx, id, verb)
  const part = await lockPart(ctx, id, partId)
  if (version !== undefined && version !== part.version)
    throw refuse('matters.changed-conflict', { seen: version, now: part.version }, { field: 'version' })
  return { matter, part }
}

/** A part of a matter that is locked already, locked too, after asking whether the actor may write it. */
export async function lockPart(ctx: Ctx, matterId: string, partId: string): Promise<PartRow> {
  const part = await parts.lock(ctx, partId)
  if (!part || part.matterId !== matterId) throw refuse('matters.part-not-found')
  must(ctx, partPolicy, 'matters.write-part', part)
  return part
}

async function signPart(ctx: Ctx, part: PartRow): Promise<PartRow> {
  const locked = await parts.lock(ctx, part.id)
  if (!locked) throw refuse('matters.part-not-found')
  return parts.change(ctx, locked, { signedOn: ctx.today, declinedOn: null })
}

/** A unit gives the assignment back, with its reason (职责不符); the office names another or insists. */
export async function decline(ctx: Ctx, id: string, body: Unseen<Bodies['reason']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.decline', body.version)
  const own = ownParts(ctx, await partsOf(ctx, id))
  const leads = own.some(part => part.role === 'lead')
  const to = step(found, 'decline', { reason: body.reason !== '' })
  for (const part of own) {
    const locked = await parts.lock(ctx, part.id)
    if (locked) await parts.change(ctx, locked, { declinedOn: ctx.today }, body.reason)
  }
  const row = await save(ctx, found, leads ? { state: to } : {}, body.reason)
  const unitName = own[0]?.unitName ?? ''
  await note(ctx, row, 'matters.declined', {
    verb: 'decline',
    from: found.state,
    ...(leads ? { to } : {}),
    unitName,
    text: body.reason,
  })
  return standingOf(row)
}
