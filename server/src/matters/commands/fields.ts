import type { z } from 'zod'
import type { milestoneInput, PartInput } from '#contract/matters.ts'
import { regions, units } from '#kernel/accounts/members.ts'
import type { Ctx } from '#kernel/context.ts'
import { must } from '#kernel/policy.ts'
import { refuse } from '#kernel/refusal.ts'
import { type Day, partsOf as dayParts, isDay } from '#kernel/time/index.ts'
import { type Asked, policy } from '../policy.ts'
import { milestonesOf, partsOf } from '../store/children.ts'
import { type MatterRow, milestones, type PartRow, parts } from '../store/tables.ts'
import { unitElsewhere } from '../store/units.ts'

/** Refuses days that cannot be right: no such day, a limit before the start, a limit in a year nobody can plan. */
export function mustBeSoundDays(startOn: Day | null, dueOn: Day | null): void {
  for (const [field, on] of [
    ['startOn', startOn],
    ['dueOn', dueOn],
  ] as const)
    if (on !== null && (!isDay(on) || dayParts(on).year < 1990 || dayParts(on).year > 2100))
      throw refuse('matters.day-unfit', { day: on }, { field })
  if (startOn && dueOn && dueOn < startOn)
    throw refuse('matters.due-before-start', { startOn, dueOn }, { field: 'dueOn' })
}

/**
 * Opening a matter to other regions is the head's to decide (`matters.share`), by whichever form it comes. Gives the regions in order;
 * refuses `matters.region-unknown` for the own region and for one this server does not know.
 */
export async function mustShareWith(ctx: Ctx, row: Asked, wanted: readonly number[]): Promise<number[]> {
  must(ctx, policy, 'matters.share', row)
  const known = (await regions(ctx.tx)).map(region => region.regionId)
  const wrong = wanted.find(region => !known.includes(region) || region === ctx.regionId)
  if (wrong !== undefined) throw refuse('matters.region-unknown', { region: wrong }, { field: 'regions' })
  return [...new Set(wanted)].sort((a, b) => a - b)
}

/**
 * Puts the parts of a matter as given: parts kept (same unit and role) keep what was reported on them, others are withdrawn.
 * Refuses `matters.one-lead` unless there is at most one lead, `matters.unit-unknown`, `matters.part-twice`,
 * `matters.weights-unfit` when the weights add up to more than 100.
 */
export async function putParts(
  ctx: Ctx,
  row: MatterRow,
  wanted: readonly PartInput[],
  reason: string,
): Promise<PartRow[]> {
  if (wanted.filter(part => part.role === 'lead').length > 1) throw refuse('matters.one-lead', {}, { field: 'parts' })
  const keys = wanted.map(keyOf)
  if (new Set(keys).size < keys.length) throw refuse('matters.part-twice', {}, { field: 'parts' })
  const weight = wanted.reduce((sum, part) => sum + (part.weight ?? 0), 0)
  if (weight > 100.0001)
    throw refuse('matters.weights-unfit', { sum: Math.round(weight * 10) / 10 }, { field: 'parts' })

  const standing = await partsOf(ctx, row.id)
  for (const part of standing) {
    if (keys.includes(keyOf(part))) continue
    const locked = await parts.lock(ctx, part.id)
    if (locked) await parts.withdraw(ctx, locked, reason)
  }
  const put: PartRow[] = []
  for (const [position, part] of wanted.entries()) {
    const unitRegion = part.unitRegion ?? ctx.regionId
    const own = { what: part.what ?? '', weight: part.weight ?? null, dueOn: part.dueOn ?? null, position }
    const before = standing.find(each => keyOf(each) === keyOf(part))
    const locked = before && (await parts.lock(ctx, before.id))
    if (locked) {
      const same =
        locked.what === own.what &&
        locked.weight === own.weight &&
        locked.dueOn === own.dueOn &&
        locked.position === position
      put.push(same ? locked : await parts.change(ctx, locked, own, reason))
    } else
      put.push(
        await parts.insert(ctx, {
          matterId: row.id,
          role: part.role,
          unitRegion,
          unitId: part.unitId,
          unitName: await unitNamed(ctx, unitRegion, part.unitId),
          ...own,
          actualPercent: null,
          signedOn: null,
          declinedOn: null,
          confirmedOn: null,
          lastReportOn: null,
        }),
      )
  }
  return put

  function keyOf(part: { role: string; unitId: string; unitRegion?: number | undefined }) {
    return `${part.role === 'lead' ? 'lead' : 'part'}:${part.unitRegion ?? ctx.regionId}:${part.unitId}:${part.role}`
  }
}

/** A unit's name; of another region only where that region is named, because units belong to their region. */
async function unitNamed(ctx: Ctx, regionId: number, unitId: string): Promise<string> {
  const found = regionId === ctx.regionId ? await units.find(ctx, unitId) : await unitElsewhere(ctx, regionId, unitId)
  if (!found) throw refuse('matters.unit-unknown', { unit: unitId }, { field: 'parts' })
  return found.nameZh
}

/** Puts the milestones as given; one with the same title and planned day stays the same record. */
export async function putMilestones(
  ctx: Ctx,
  row: MatterRow,
  given: readonly z.input<typeof milestoneInput>[],
  reason: string,
): Promise<void> {
  const keyOf = (each: { title: string; plannedOn: Day }) => `${each.title} ${each.plannedOn}`
  const keys = given.map(keyOf)
  if (new Set(keys).size < keys.length) throw refuse('matters.milestone-twice', {}, { field: 'milestones' })
  const standing = await milestonesOf(ctx, row.id)
  for (const each of standing) {
    if (keys.includes(keyOf(each))) continue
    const locked = await milestones.lock(ctx, each.id)
    if (locked) await milestones.withdraw(ctx, locked, reason)
  }
  for (const [position, each] of given.entries()) {
    const own = {
      title: each.title,
      plannedOn: each.plannedOn,
      weight: each.weight,
      doneOn: each.doneOn ?? null,
      position,
    }
    const before = standing.find(one => keyOf(one) === keyOf(each))
    const locked = before && (await milestones.lock(ctx, before.id))
    if (!locked) await milestones.insert(ctx, { matterId: row.id, ...own })
    else if (locked.weight !== own.weight || locked.doneOn !== own.doneOn || locked.position !== position)
      await milestones.change(ctx, locked, own, reason)
  }
}

/** What the row repeats of its parts, so that lists and permissions need no join. Units see a matter from its assignment on. */
export function unitsOf(regionId: number, standing: readonly PartRow[], assigned: boolean) {
  const own = standing.filter(part => part.unitRegion === regionId)
  return {
    leadUnitId: own.find(part => part.role === 'lead')?.unitId ?? null,
    unitIds: assigned ? [...new Set(own.map(part => part.unitId))] : [],
  }
}
