import type { Role } from '#contract/kernel.ts'
import type { Actor } from '#kernel/context.ts'
import { sql } from '#kernel/database/sql.ts'
import {
  allOf,
  amongUnits,
  anyOf,
  by,
  has,
  not,
  ofRegion,
  ofUnit,
  type Policy,
  type Sentence,
  sharedWith,
  when,
} from '#kernel/policy.ts'
import type { MatterRow, PartRow } from './store/tables.ts'

export type Asked = Pick<
  MatterRow,
  'regionId' | 'unitIds' | 'leadUnitId' | 'sharedWith' | 'isPublic' | 'proposedBy' | 'createdBy'
>

const office = has('office-staff', 'office-head')
const heads = has('office-head', 'leader')
const unitPeople = allOf<Asked>(has('unit-reporter', 'unit-head'), amongUnits('unitIds'))
const leadPeople = allOf<Asked>(has('unit-reporter', 'unit-head'), ofUnit('leadUnitId'))

/** Anybody of the offices and units of any region; not citizens, who have a portal of their own. */
const insider: Sentence<Asked> = {
  test: actor => actor.roles.size > 0 && !(actor.roles.size === 1 && actor.roles.has('citizen')),
  where: actor =>
    sql<boolean>`${actor.roles.size > 0 && !(actor.roles.size === 1 && actor.roles.has('citizen'))}::boolean`,
}

/**
 * What is asked of no matter in particular: opening the room (which matters are then seen is decided row by row by `matters.read`), adding
 * one, importing a table. Apart from the table below, so that a refusal says 403 and not 404: there is nothing to hide.
 */
export const roomPolicy = {
  'matters.list': insider,
  'matters.create': office,
  'matters.import': office,
} satisfies Policy<Asked>

/** Who may do what with a matter. Units see one from its assignment on; a partner region sees what is shared with it. */
export const policy = {
  'matters.read': anyOf<Asked>(
    has('office-staff', 'office-head', 'leader', 'viewer'),
    allOf<Asked>(insider, amongUnits('unitIds')),
    sharedWith('sharedWith'),
    allOf<Asked>(when('isPublic'), ofRegion),
  ),
  'matters.edit': office,
  'matters.propose': office,
  'matters.drop': office,
  // 条例 art. 11: fixed by the government or its head; nobody approves what they proposed themselves.
  'matters.approve': allOf<Asked>(heads, not(by('proposedBy'))),
  'matters.reject': allOf<Asked>(heads, not(by('proposedBy'))),
  'matters.decompose': office,
  'matters.assign': office,
  'matters.sign': unitPeople,
  'matters.decline': unitPeople,
  'matters.report': anyOf<Asked>(unitPeople, sharedWith('sharedWith')),
  'matters.withdraw-report': anyOf<Asked>(office, unitPeople),
  'matters.confirm': anyOf<Asked>(unitPeople, sharedWith('sharedWith')),
  'matters.ask-extension': leadPeople,
  'matters.decide-extension': heads,
  // 申请办结 carries the signature of the unit's head.
  'matters.submit': allOf<Asked>(has('unit-head'), ofUnit('leadUnitId')),
  'matters.review': office,
  'matters.return': office,
  // Never the unit that did the work.
  'matters.close': allOf<Asked>(heads, not(ofUnit('leadUnitId'))),
  'matters.strike': allOf<Asked>(has('office-head'), not(ofUnit('leadUnitId'))),
  'matters.plan-look-back': office,
  'matters.look-back': allOf<Asked>(office, not(ofUnit('leadUnitId'))),
  'matters.archive': office,
  'matters.reopen': has('office-head'),
  'matters.suspend': heads,
  'matters.resume': heads,
  'matters.merge': office,
  'matters.transfer': heads,
  'matters.make-long-term': heads,
  // 条例 art. 21 leaves grave decisions to the head.
  'matters.terminate': has('leader'),
  'matters.remind': office,
  'matters.note': anyOf<Asked>(office, has('leader')),
  'matters.share': has('office-head'),
  'matters.ask-override': anyOf<Asked>(office, leadPeople),
  'matters.decide-override': office,
} satisfies Policy<Asked>

const writers: readonly Role[] = ['unit-reporter', 'unit-head']
const partnerWriters: readonly Role[] = ['partner', 'office-staff', 'office-head']

/**
 * Writing one part: the part's own unit, in whichever region it is. For a co-owner's part the people who speak for that region write;
 * for the rest of the matter they only read.
 */
const ownPart: Sentence<Pick<PartRow, 'regionId' | 'unitRegion' | 'unitId'>> = {
  test: (actor, part) =>
    part.unitRegion === actor.regionId && actor.unitIds.includes(part.unitId) && writes(actor, part.regionId),
  where: (actor, alias) =>
    sql<boolean>`(${sql.ref(`${alias}.unit_region`)} = ${actor.regionId} and ${sql.ref(`${alias}.unit_id`)} = any(${[...actor.unitIds]}::uuid[])
      and (case when ${sql.ref(`${alias}.region_id`)} = ${actor.regionId} then ${holds(actor, writers)}::boolean else ${holds(actor, partnerWriters)}::boolean end))`,
}

const holds = (actor: Actor, roles: readonly Role[]) => roles.some(role => actor.roles.has(role))
const writes = (actor: Actor, regionId: number) => holds(actor, actor.regionId === regionId ? writers : partnerWriters)

export const partPolicy = { 'matters.write-part': ownPart } satisfies Policy<
  Pick<PartRow, 'regionId' | 'unitRegion' | 'unitId'>
>
