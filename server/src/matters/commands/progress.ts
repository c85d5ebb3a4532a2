import type { Bodies } from '#contract/matters.ts'
import { beginningOf } from '#contract/text.ts'
import type { Ctx } from '#kernel/context.ts'
import { refuse } from '#kernel/refusal.ts'
import { workdaysLeft } from '../rules/deadline.ts'
import { wholePercent } from '../rules/plan.ts'
import { partsOf, reportsOf } from '../store/children.ts'
import { type MatterRow, milestones, type PartRow, parts, reports } from '../store/tables.ts'
import { beginPart, lockPart, ownParts } from './assign.ts'
import { begin, mustHaveSeen, note, type Standing, save, standingOf, step, type Unseen } from './save.ts'

/**
 * Reports progress on one part (报进展): a percentage where there is one, and always words. The lead's report moves the matter on and
 * answers the report that was due; other units' reports move their own part only. With `partId` the version is the part's, so that units
 * do not get into each other's way; without it, it is the matter's and the part is the actor's own (the lead's first).
 *
 * Refuses `matters.not-your-part-not-permitted`, and `matters.not-signed` before the part was signed for. A percentage may fall: progress is
 * corrected downwards too, and the history shows it.
 */
export async function report(
  ctx: Ctx,
  id: string,
  body: Unseen<Bodies['report']>,
): Promise<Standing & { reportId: string }> {
  const { matter, part } = await reporting(ctx, id, body)
  const leads = part.role === 'lead'
  const foreign = part.unitRegion !== ctx.regionId
  if (part.signedOn === null && !foreign) throw refuse('matters.not-signed', {}, { field: 'partId' })
  const to = leads && matter.state !== 'long_term' ? step(matter, 'report', { text: body.text !== '' }) : matter.state
  if (!leads && !['assigned', 'signed', 'in_progress', 'returned', 'long_term'].includes(matter.state))
    step(matter, 'report')

  const percent = body.percent ?? null
  const due = leads ? matter.nextFeedbackOn : null
  const lateness = due ? workdaysLeft(ctx.calendar, due, ctx.today) : null
  const lateWorkdays = lateness ? Math.max(0, -lateness.value) : null
  const written = await reports.insert(ctx, {
    matterId: id,
    partId: part.id,
    reportedOn: ctx.today,
    unitName: part.unitName,
    percent,
    text: body.text,
    problems: body.problems ?? '',
    coordination: body.coordination ?? '',
    nextSteps: body.nextSteps ?? '',
    lateWorkdays,
  })
  await parts.change(ctx, part, {
    lastReportOn: ctx.today,
    ...(percent === null ? {} : { actualPercent: percent }),
    ...(foreign && part.signedOn === null ? { signedOn: ctx.today } : {}),
  })
  await markDone(ctx, id, body.milestonesDone ?? [])
  const row = await save(ctx, matter, {
    ...(await progressOf(ctx, id)),
    ...(leads ? { state: to, ...answered(ctx, matter), lastReportOn: ctx.today, lastReportText: body.text } : {}),
  })
  const params = { percent, lateWorkdays, reportId: written.id }
  const moved = to === matter.state ? {} : { from: matter.state, to }
  await note(ctx, row, 'matters.reported', {
    verb: 'report',
    ...moved,
    unitName: part.unitName,
    text: beginningOf(body.text, 300),
    params,
  })
  return { ...standingOf(row), reportId: written.id }
}

async function reporting(
  ctx: Ctx,
  id: string,
  body: Unseen<Bodies['report']>,
): Promise<{ matter: MatterRow; part: PartRow }> {
  if (body.partId) return beginPart(ctx, id, body.partId, 'matters.report', body.version)
  const matter = await begin(ctx, id, 'matters.report')
  const own = ownParts(ctx, await partsOf(ctx, id))
  const mine = own.find(part => part.role === 'lead') ?? own[0]
  if (!mine) throw refuse('matters.not-your-part-not-permitted')
  mustHaveSeen(body.version, matter.version)
  return { matter, part: await lockPart(ctx, id, mine.id) }
}

/** The report due is answered: the next one is counted from the day it was due, or from today where it came later or by days. */
function answered(ctx: Ctx, row: MatterRow) {
  const due = row.nextFeedbackOn
  const from = row.feedbackKind !== 'every-days' && due && due > ctx.today ? due : ctx.today
  return { feedbackFrom: from }
}

/** The matter's percentage by the weights of its parts, as they stand now. */
export async function progressOf(ctx: Ctx, id: string): Promise<{ actualPercent: number | null }> {
  const standing = await partsOf(ctx, id)
  return { actualPercent: wholePercent(standing.map(part => ({ ...part, percent: part.actualPercent }))) }
}

async function markDone(ctx: Ctx, matterId: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const found = await milestones.lock(ctx, id)
    if (!found || found.matterId !== matterId)
      throw refuse('matters.milestone-not-found', {}, { field: 'milestonesDone' })
    if (found.doneOn === null) await milestones.change(ctx, found, { doneOn: ctx.today })
  }
}

/** Takes a report back (撤回): it stays in sight, struck through, and the percentage falls back on the report before it. */
export async function withdrawReport(ctx: Ctx, id: string, body: Unseen<Bodies['withdrawReport']>): Promise<Standing> {
  const matter = await begin(ctx, id, 'matters.withdraw-report', body.version)
  const found = await reports.lock(ctx, body.reportId)
  if (!found || found.matterId !== id) throw refuse('matters.report-not-found', {}, { field: 'reportId' })
  const part = found.partId ? await parts.lock(ctx, found.partId) : undefined
  const office = ctx.actor.roles.has('office-staff') || ctx.actor.roles.has('office-head')
  if (!office && !(part && ownParts(ctx, [part]).length > 0))
    throw refuse('kernel.not-permitted', { verb: 'matters.withdraw-report' })
  await reports.withdraw(ctx, found, body.reason)

  const left = (await reportsOf(ctx, id)).filter(each => !each.withdrawn)
  const lasting = left.filter(each => each.partId === found.partId)
  if (part)
    await parts.change(ctx, part, {
      actualPercent: lasting.findLast(each => each.percent !== null)?.percent ?? null,
      lastReportOn: lasting.at(-1)?.reportedOn ?? null,
    })
  const leads = part?.role === 'lead'
  const last = lasting.at(-1)
  const back = leads
    ? {
        lastReportOn: last?.reportedOn ?? null,
        lastReportText: last?.text ?? null,
        feedbackFrom: last?.reportedOn ?? matter.assignedOn,
      }
    : {}
  const row = await save(ctx, matter, { ...(await progressOf(ctx, id)), ...back }, body.reason)
  const params = { reportId: found.id, reportedOn: found.reportedOn }
  await note(ctx, row, 'matters.report-withdrawn', {
    verb: 'withdraw-report',
    unitName: found.unitName,
    text: body.reason,
    params,
  })
  return standingOf(row)
}

/** A responsible unit confirms the lead's result (会签确认), which the lead needs before it submits. */
export async function confirmPart(ctx: Ctx, id: string, body: Unseen<Bodies['confirm']>): Promise<Standing> {
  const { matter, part } = await beginPart(ctx, id, body.partId, 'matters.confirm', body.version)
  if (part.confirmedOn) throw refuse('matters.already-confirmed')
  await parts.change(ctx, part, { confirmedOn: ctx.today })
  const row = await save(ctx, matter, {})
  await note(ctx, row, 'matters.part-confirmed', {
    verb: 'confirm',
    unitName: part.unitName,
    params: { partId: part.id },
  })
  return standingOf(row)
}

/**
 * The lead unit's head submits the matter as done (申请办结). Its own report needs the responsible units' and co-owners' confirmations;
 * refuses `matters.needs-confirmations` {units} naming who is missing, unless it says how they confirmed on paper (`countersigned`), which
 * then stands on the act.
 */
export async function submit(ctx: Ctx, id: string, body: Unseen<Bodies['submit']>): Promise<Standing> {
  const found = await begin(ctx, id, 'matters.submit', body.version)
  const to = step(found, 'submit', { result: body.result !== '' })
  const missing = (await partsOf(ctx, id)).filter(
    part => (part.role === 'responsible' || part.role === 'co-owner') && part.confirmedOn === null,
  )
  const countersigned = body.countersigned ?? ''
  if (missing.length > 0 && countersigned === '')
    throw refuse(
      'matters.needs-confirmations',
      { units: missing.map(part => part.unitName).join('、') },
      // Where something was said of a paper and nothing is left of it, that is what to mend.
      { field: body.countersigned === undefined ? 'parts' : 'countersigned' },
    )
  const row = await save(ctx, found, { state: to, submittedOn: ctx.today, resultText: body.result })
  await note(ctx, row, 'matters.submitted', {
    verb: 'submit',
    from: found.state,
    to,
    text: beginningOf(body.result, 300),
    ...(countersigned === '' ? {} : { params: { countersigned } }),
  })
  return standingOf(row)
}
