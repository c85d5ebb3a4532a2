import type { Bodies } from '#contract/matters.ts'
import type { Ctx } from '#kernel/context.ts'
import { refuse } from '#kernel/refusal.ts'
import { workdaysLeft } from '../rules/deadline.ts'
import { partsOf } from '../store/children.ts'
import { parts } from '../store/tables.ts'
import { mustLieAhead } from './approval.ts'
import { mustBeSoundDays } from './fields.ts'
import { begin, note, type Standing, save, standingOf, step, type Unseen } from './save.ts'

/** The office takes a submitted result up (审核). */
export async function review(ctx: Ctx, id: string, body: Unseen<Bodies['plain']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.review', body.version)
  const to = step(found, 'review')
  const row = await save(ctx, found, { state: to })
  await note(ctx, row, 'matters.review-begun', { verb: 'review', from: found.state, to })
  return standingOf(row)
}

/** Returns a result (退回重办) for one of the four reasons; the unit's clock runs on from its own limit, and the return counts. */
export async function returnMatter(ctx: Ctx, id: string, body: Unseen<Bodies['return']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.return', body.version)
  const to = step(found, 'return', { reason: body.reason !== '' })
  await unconfirm(ctx, id, {})
  const row = await save(ctx, found, { state: to, submittedOn: null, returns: found.returns + 1 }, body.reason)
  const params = { reasonCode: body.reasonCode, returns: row.returns }
  await note(ctx, row, 'matters.returned', { verb: 'return', from: found.state, to, text: body.reason, params })
  return standingOf(row)
}

/** Closes a reviewed matter (办结); striking it off the ledger (销号) is another command, after verification. */
export async function close(ctx: Ctx, id: string, body: Unseen<Bodies['close']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.close', body.version)
  const to = step(found, 'close', { opinion: body.opinion !== '' })
  const row = await save(ctx, found, { state: to, closedOn: ctx.today, reviewOpinion: body.opinion })
  const handedIn = found.submittedOn ?? ctx.today
  const left = found.dueCurrent ? workdaysLeft(ctx.calendar, found.dueCurrent, handedIn) : null
  const late = Math.max(0, -(left?.value ?? 0))
  await note(ctx, row, 'matters.closed', {
    verb: 'close',
    from: found.state,
    to,
    text: body.opinion,
    params: { lateWorkdays: late },
  })
  return standingOf(row)
}

/** Strikes a closed matter off the ledger (销号) after it was verified on site or on papers; never by who did the work. */
export async function strike(ctx: Ctx, id: string, body: Unseen<Bodies['strike']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.strike', body.version)
  const to = step(found, 'strike', { verification: body.verification !== '' })
  const row = await save(ctx, found, {
    state: to,
    struckBy: ctx.actor.id,
    struckOn: ctx.today,
    verification: body.verification,
  })
  await note(ctx, row, 'matters.struck', {
    verb: 'strike',
    from: found.state,
    to,
    text: body.verification,
    params: { method: body.method },
  })
  return standingOf(row)
}

/** Sets the day on which somebody looks again (回头看). */
export async function planLookBack(ctx: Ctx, id: string, body: Unseen<Bodies['planLookBack']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.plan-look-back', body.version)
  const to = step(found, 'plan-look-back')
  if (body.on < ctx.today) throw refuse('matters.due-in-past', { dueOn: body.on, today: ctx.today }, { field: 'on' })
  mustBeSoundDays(null, body.on)
  const row = await save(ctx, found, { state: to, lookBackOn: body.on, lookBackResult: null })
  await note(ctx, row, 'matters.look-back-planned', {
    verb: 'plan-look-back',
    from: found.state,
    to,
    params: { on: body.on },
  })
  return standingOf(row)
}

/**
 * Looks back (回头看). What holds is archived; what has relapsed (反弹) stays here with that result until the office's head reopens it,
 * and counts in the relapse rate of its unit.
 */
export async function lookBack(ctx: Ctx, id: string, body: Unseen<Bodies['lookBack']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.look-back', body.version)
  const passed = step(found, 'look-back', { text: body.text !== '' })
  const to = body.relapsed ? found.state : passed
  const row = await save(ctx, found, { state: to, lookBackResult: body.relapsed ? 'relapsed' : 'holds' })
  const params = { method: body.method, relapsed: body.relapsed ? 1 : 0 }
  const moved = to === found.state ? {} : { from: found.state, to }
  await note(ctx, row, 'matters.looked-back', { verb: 'look-back', ...moved, text: body.text, params })
  return standingOf(row)
}

/** Files a struck matter (归档). */
export async function archive(ctx: Ctx, id: string, body: Unseen<Bodies['plain']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.archive', body.version)
  const to = step(found, 'archive')
  const row = await save(ctx, found, { state: to })
  await note(ctx, row, 'matters.archived', { verb: 'archive', from: found.state, to })
  return standingOf(row)
}

/** Opens a finished matter again, with a new limit; the first limit stays beside it, and every unit signs anew. */
export async function reopen(ctx: Ctx, id: string, body: Unseen<Bodies['reopen']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.reopen', body.version)
  const to = step(found, 'reopen', { reason: body.reason !== '' })
  mustLieAhead(ctx, body.dueOn)
  mustBeSoundDays(null, body.dueOn)
  await unconfirm(ctx, id, { signedOn: null })
  const row = await save(
    ctx,
    found,
    {
      state: to,
      reopened: found.reopened + 1,
      dueCurrent: body.dueOn,
      assignedOn: ctx.today,
      signedOn: null,
      feedbackFrom: ctx.today,
      submittedOn: null,
      closedOn: null,
      struckOn: null,
      struckBy: null,
    },
    body.reason,
  )
  await note(ctx, row, 'matters.reopened', {
    verb: 'reopen',
    from: found.state,
    to,
    text: body.reason,
    params: { dueOn: body.dueOn },
  })
  return standingOf(row)
}

/** What was confirmed or signed holds for the result it was given to, not for the next one. */
async function unconfirm(ctx: Ctx, id: string, more: { signedOn?: null }): Promise<void> {
  for (const part of await partsOf(ctx, id)) {
    if (part.confirmedOn === null && (more.signedOn === undefined || part.signedOn === null)) continue
    const locked = await parts.lock(ctx, part.id)
    if (locked) await parts.change(ctx, locked, { confirmedOn: null, ...more })
  }
}
