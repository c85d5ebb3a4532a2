import { allOf, anyOf, has, ofUnit, type Policy, when } from '#kernel/policy.ts'

/**
 * What the sentences of this room are judged on: a page has the unit that brought it, a fact that of its page; `accepted` says that
 * it was accepted by a person, and is false for a page.
 */
export type Judged = { regionId: number; unitId: string | null; accepted: boolean }

/** A page, or a fact with its page, as the sentences judge it. */
export const judged = (page: { regionId: number; unitId: string | null }, fact?: { state: string }): Judged => ({
  regionId: page.regionId,
  unitId: page.unitId,
  accepted: fact?.state === 'accepted',
})

const office = has('office-staff', 'office-head')
/** Reporters and heads of a unit, on what their own unit brought. */
const ownUnit = allOf<Judged>(has('unit-reporter', 'unit-head'), ofUnit('unitId'))

export const policy: Policy<Judged> = {
  // A page is a draft until it is reviewed: those who decide see it, and those who brought it.
  'intake.read': anyOf<Judged>(office, has('leader'), ownUnit),
  // What was accepted is known to everybody who works here; what was not is not knowledge yet.
  'intake.read-fact': anyOf<Judged>(
    office,
    ownUnit,
    allOf<Judged>(has('viewer', 'leader', 'unit-reporter', 'unit-head'), when('accepted')),
  ),
  'intake.bring': anyOf<Judged>(office, ownUnit),
  'intake.describe': anyOf<Judged>(office, ownUnit),
  'intake.withdraw-page': anyOf<Judged>(office, ownUnit),
  'intake.review': office,
  // Sends the page's text out of the house again.
  'intake.ask-model': office,
  'intake.see-model': has('office-staff', 'office-head', 'system-operator'),
  // What the sources delivered, from whichever unit: a page's own text is seen by whoever may read it.
  'intake.see-sources': has('office-staff', 'office-head', 'leader', 'system-operator'),
  'intake.try-again': office,
  'intake.withdraw-fact': office,
  // They come from pages of every unit.
  'intake.see-lessons': has('office-staff', 'office-head', 'leader'),
  'intake.switch-lesson': office,
}
