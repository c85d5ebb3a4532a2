import type { Bodies } from '#contract/matters.ts'
import type { Ctx } from '#kernel/context.ts'
import { refuse } from '#kernel/refusal.ts'
import { lifecycle } from '../mechanisms.ts'
import { stateOf } from '../rules/lifecycle.ts'
import { matters } from '../store/tables.ts'
import { begin, note, type Standing, save, standingOf, step, type Unseen } from './save.ts'

/** Puts a matter off (暂缓): not judged and not reminded until it is resumed; its limit does not move. */
export async function suspend(ctx: Ctx, id: string, body: Unseen<Bodies['reason']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.suspend', body.version)
  const to = step(found, 'suspend', { reason: body.reason !== '' })
  const row = await save(ctx, found, { state: to, resumeState: found.state }, body.reason)
  await note(ctx, row, 'matters.suspended', { verb: 'suspend', from: found.state, to, text: body.reason })
  return standingOf(row)
}

/** Takes it up again where it stood. */
export async function resume(ctx: Ctx, id: string, body: Unseen<Bodies['plain']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.resume', body.version)
  const usual = step(found, 'resume')
  const to = found.resumeState ?? usual
  const row = await save(ctx, found, { state: to, resumeState: null, feedbackFrom: ctx.today })
  await note(ctx, row, 'matters.resumed', { verb: 'resume', from: found.state, to })
  return standingOf(row)
}

/** Joins a matter into another that goes on (并案). Refuses `matters.merge-into-itself`, `matters.merge-into-ended`. */
export async function merge(ctx: Ctx, id: string, body: Unseen<Bodies['merge']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.merge', body.version)
  const to = step(found, 'merge', { reason: body.reason !== '' })
  if (body.intoId === id) throw refuse('matters.merge-into-itself', {}, { field: 'intoId' })
  const into = await matters.find(ctx, body.intoId)
  if (!into) throw refuse('matters.into-not-found', {}, { field: 'intoId' })
  const phase = stateOf(lifecycle(), into.state).phase
  if (phase === 'ended' || phase === 'done')
    throw refuse('matters.merge-into-ended', { refNo: into.refNo ?? into.title }, { field: 'intoId' })
  const row = await save(ctx, found, { state: to, mergedInto: into.id }, body.reason)
  await note(ctx, row, 'matters.merged', {
    verb: 'merge',
    from: found.state,
    to,
    text: body.reason,
    params: { intoId: into.id },
  })
  return standingOf(row)
}

/** Hands a matter to a body outside (转办); it is not followed here any more. */
export async function transfer(ctx: Ctx, id: string, body: Unseen<Bodies['transfer']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.transfer', body.version)
  const to = step(found, 'transfer', { reason: body.reason !== '', to: body.to !== '' })
  const row = await save(ctx, found, { state: to, transferredTo: body.to }, body.reason)
  await note(ctx, row, 'matters.transferred', {
    verb: 'transfer',
    from: found.state,
    to,
    unitName: body.to,
    text: body.reason,
  })
  return standingOf(row)
}

/** Makes a matter one without an end (长期坚持): no limit, but reports at intervals. */
export async function makeLongTerm(ctx: Ctx, id: string, body: Unseen<Bodies['longTerm']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.make-long-term', body.version)
  const to = step(found, 'make-long-term', { reason: body.reason !== '', feedback: body.feedback.kind !== 'none' })
  const patch = {
    state: to,
    feedbackKind: body.feedback.kind,
    feedbackCount: body.feedback.count,
    feedbackFrom: ctx.today,
  }
  const row = await save(ctx, found, patch, body.reason)
  await note(ctx, row, 'matters.made-long-term', { verb: 'make-long-term', from: found.state, to, text: body.reason })
  return standingOf(row)
}

/** Ends a matter without a result (终止), by a leader with a reason. */
export async function terminate(ctx: Ctx, id: string, body: Unseen<Bodies['reason']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.terminate', body.version)
  const to = step(found, 'terminate', { reason: body.reason !== '' })
  const row = await save(ctx, found, { state: to }, body.reason)
  await note(ctx, row, 'matters.terminated', { verb: 'terminate', from: found.state, to, text: body.reason })
  return standingOf(row)
}
