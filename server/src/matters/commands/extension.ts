import type { Bodies } from '#contract/matters.ts'
import type { Ctx } from '#kernel/context.ts'
import { refuse } from '#kernel/refusal.ts'
import { limits } from '../mechanisms.ts'
import { lastGoodDay } from '../rules/deadline.ts'
import { extensionsOf, partsOf } from '../store/children.ts'
import { extensions } from '../store/tables.ts'
import { mustBeSoundDays } from './fields.ts'
import { begin, note, type Standing, save, standingOf, type Unseen } from './save.ts'

const open = ['assigned', 'signed', 'in_progress', 'returned']

/**
 * Asks for more time (延期申请), with reason, new day and progress. Asked after the limit it is taken but counted late. Refuses
 * `matters.nothing-due`, `matters.extension-not-later`, `matters.extension-asked` while one waits, `matters.extensions-used-up` {most}.
 */
export async function askExtension(
  ctx: Ctx,
  id: string,
  body: Unseen<Bodies['askExtension']>,
): Promise<Standing & { extensionId: string }> {
  const found = await begin(ctx, id, 'matters.ask-extension', body.version)
  if (!open.includes(found.state) || !found.dueCurrent) throw refuse('matters.nothing-due')
  mustBeSoundDays(found.startOn, body.newDueOn)
  if (body.newDueOn <= found.dueCurrent || body.newDueOn < ctx.today)
    throw refuse('matters.extension-not-later', { dueOn: found.dueCurrent }, { field: 'newDueOn' })
  const before = await extensionsOf(ctx, id)
  if (before.some(each => each.state === 'asked')) throw refuse('matters.extension-asked')
  const most = limits().maxExtensions
  if (found.extensions >= most) throw refuse('matters.extensions-used-up', { most })

  const late = ctx.today > lastGoodDay(ctx.calendar, found.dueCurrent)
  const unitName = (await partsOf(ctx, id)).find(part => part.role === 'lead')?.unitName ?? ''
  const asked = await extensions.insert(ctx, {
    matterId: id,
    askedOn: ctx.today,
    askedBy: ctx.actor.id,
    unitName,
    dueBefore: found.dueCurrent,
    newDueOn: body.newDueOn,
    late,
    ask: body.reason,
    progress: body.progress ?? '',
    state: 'asked',
    decidedBy: null,
    decidedOn: null,
    grantedDueOn: null,
    note: '',
  })
  const row = await save(ctx, found, {})
  const params = { newDueOn: body.newDueOn, late: late ? 1 : 0, extensionId: asked.id }
  await note(ctx, row, 'matters.extension-asked', { verb: 'ask-extension', unitName, text: body.reason, params })
  return { ...standingOf(row), extensionId: asked.id }
}

/**
 * Decides on an extension (延期批复). The reply names the new day, which may be another than asked for; the limit first promised stays
 * beside it. Refuses `matters.extension-not-found`, `matters.already-decided`, `matters.extension-not-later`.
 */
export async function decideExtension(
  ctx: Ctx,
  id: string,
  body: Unseen<Bodies['decideExtension']>,
): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.decide-extension', body.version)
  const asked = await extensions.lock(ctx, body.extensionId)
  if (!asked || asked.matterId !== id) throw refuse('matters.extension-not-found', {}, { field: 'extensionId' })
  if (asked.state !== 'asked') throw refuse('matters.already-decided')
  const granted = body.grant ? (body.newDueOn ?? asked.newDueOn) : null
  if (granted !== null && granted <= (found.dueCurrent ?? ''))
    throw refuse('matters.extension-not-later', { dueOn: found.dueCurrent }, { field: 'newDueOn' })
  mustBeSoundDays(found.startOn, granted)

  await extensions.change(ctx, asked, {
    state: body.grant ? 'granted' : 'refused',
    decidedBy: ctx.actor.id,
    decidedOn: ctx.today,
    grantedDueOn: granted,
    note: body.note ?? '',
  })
  const patch = granted === null ? {} : { dueCurrent: granted, extensions: found.extensions + 1 }
  const row = await save(ctx, found, patch, body.note ?? '')
  const params = { dueBefore: asked.dueBefore, dueOn: granted, late: asked.late ? 1 : 0 }
  const [verb, event] = body.grant
    ? (['extend', 'matters.extended'] as const)
    : (['refuse-extension', 'matters.extension-refused'] as const)
  await note(ctx, row, event, { verb, text: body.note ?? '', params })
  return standingOf(row)
}
