import type { Bodies } from '#contract/matters.ts'
import type { Ctx } from '#kernel/context.ts'
import { refuse } from '#kernel/refusal.ts'
import { partsOf as dayParts } from '#kernel/time/index.ts'
import { partsOf } from '../store/children.ts'
import { nextNumber, raiseNumber } from '../store/matters.ts'
import type { MatterRow } from '../store/tables.ts'
import { begin, note, type Standing, save, standingOf, step, type Unseen } from './save.ts'

/** Asks for approval (报请立项). Refuses `matters.needs-unit` until a person has chosen at least one unit: the page rarely names one. */
export async function propose(ctx: Ctx, id: string, body: Unseen<Bodies['plain']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.propose', body.version)
  const standing = await partsOf(ctx, id)
  const to = step(found, 'propose', { title: found.title !== '', unit: standing.length > 0 })
  const row = await save(ctx, found, { state: to, proposedBy: ctx.actor.id })
  await note(ctx, row, 'matters.proposed', { verb: 'propose', from: found.state, to })
  return standingOf(row)
}

/** Leaves a draft unfollowed (不立项). */
export async function drop(ctx: Ctx, id: string, body: Unseen<Bodies['reason']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.drop', body.version)
  const to = step(found, 'drop', { reason: body.reason !== '' })
  const row = await save(ctx, found, { state: to }, body.reason)
  await note(ctx, row, 'matters.dropped', { verb: 'drop', from: found.state, to, text: body.reason })
  return standingOf(row)
}

/**
 * Approves and numbers a matter (立项): 《政府督查工作条例》 art. 11 leaves this to the government or its head; never to who proposed it.
 * The number is 督〔year〕series n号, in turn; one brought from elsewhere is kept and not given again.
 */
export async function approve(ctx: Ctx, id: string, body: Unseen<Bodies['plain']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.approve', body.version)
  const to = step(found, 'approve', { 'another-person': found.proposedBy !== ctx.actor.id })
  const refNo = found.refNo ?? (await newNumber(ctx, found))
  if (found.refNo) await keepNumber(ctx, found.refNo)
  const row = await save(ctx, found, { state: to, refNo, approvedBy: ctx.actor.id, registeredOn: ctx.today })
  await note(ctx, row, 'matters.registered', { verb: 'approve', from: found.state, to, params: { refNo } })
  return standingOf(row)
}

/** Sends a proposal back (不予立项); it may be proposed again. */
export async function reject(ctx: Ctx, id: string, body: Unseen<Bodies['reason']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.reject', body.version)
  const to = step(found, 'reject', { reason: body.reason !== '' })
  const row = await save(ctx, found, { state: to }, body.reason)
  await note(ctx, row, 'matters.rejected', { verb: 'reject', from: found.state, to, text: body.reason })
  return standingOf(row)
}

async function newNumber(ctx: Ctx, row: MatterRow): Promise<string> {
  const { year } = dayParts(ctx.today)
  return `督〔${year}〕${row.series}${await nextNumber(ctx, year, row.series)}号`
}

async function keepNumber(ctx: Ctx, refNo: string): Promise<void> {
  const found = /^督〔(\d{4})〕(\p{L}{0,6})(\d{1,9})号$/u.exec(refNo)
  if (found) await raiseNumber(ctx, Number(found[1]), found[2] ?? '', Number(found[3]))
}

/** Refuses a limit on a day already gone: what is promised must lie ahead. */
export function mustLieAhead(ctx: Ctx, dueOn: string): void {
  if (dueOn < ctx.today) throw refuse('matters.due-in-past', { dueOn, today: ctx.today }, { field: 'dueOn' })
}
