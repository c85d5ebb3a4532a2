import { type Role, roles } from '#contract/kernel.ts'

/** Somebody as the table of permissions sees them. */
export type Somebody = { username: string; role: Role; region: number; unit: string }

/** A record, or for what is asked of no record in particular a region, as the table of permissions sees it. */
export type Thing = {
  region: number
  /** Codes of the units it is given to. */
  units?: readonly string[]
  lead?: string
  sharedWith?: readonly number[]
  isPublic?: boolean
  accepted?: boolean
  /** User names: who asked for it, who proposed it, whose own account it is. */
  asker?: string
  proposer?: string
  self?: string
  /** One part of a matter: whose it is. */
  part?: { region: number; unit: string }
}

const groups: Readonly<Record<string, readonly Role[]>> = {
  all: roles,
  inside: roles.filter(role => role !== 'citizen'),
  office: ['office-staff', 'office-head'],
  heads: ['office-head', 'leader'],
  unit: ['unit-reporter', 'unit-head'],
  administrators: ['system-operator', 'security-officer', 'auditor'],
  /** Who speaks for a region towards another. */
  speakers: ['partner', 'office-staff', 'office-head', 'leader'],
  ...Object.fromEntries(roles.map(role => [role, [role]])),
}

const here = (who: Somebody, thing: Thing) => who.region === thing.region

/** How somebody stands to the thing: what follows `@`, or after `!` must not be so. Without either, both are of one region. */
const relations: Readonly<Record<string, (who: Somebody, thing: Thing) => boolean>> = {
  here,
  anywhere: () => true,
  unit: (who, thing) => here(who, thing) && (thing.units ?? []).includes(who.unit),
  lead: (who, thing) => here(who, thing) && thing.lead === who.unit,
  shared: (who, thing) => (thing.sharedWith ?? []).includes(who.region),
  public: (who, thing) => here(who, thing) && thing.isPublic === true,
  accepted: (who, thing) => here(who, thing) && thing.accepted === true,
  asker: (who, thing) => thing.asker === who.username,
  proposer: (who, thing) => thing.proposer === who.username,
  self: (who, thing) => thing.self === who.username,
  part: (who, thing) => ownPart(who, thing) && thing.part?.region === thing.region,
  copart: (who, thing) => ownPart(who, thing) && thing.part?.region !== thing.region,
}

const ownPart = (who: Somebody, { part }: Thing) => part?.region === who.region && part.unit === who.unit

/**
 * Whether a sentence of the table holds of somebody and a thing: words parted by spaces, one of which must hold. A word is a role or a
 * group, then `@relation` (of the same region, when left out) and any number of `!relation`: `office heads!proposer unit@lead`.
 *
 * It knows nothing of the product's policies, so that a change there is a difference here.
 */
export function holds(sentence: string, who: Somebody, thing: Thing): boolean {
  return sentence.split(' ').some(word => {
    const [, group = '', relation = 'here', not = ''] = /^([a-z-]+)(?:@([a-z]+))?((?:![a-z]+)*)$/.exec(word) ?? []
    const among = groups[group]
    const nots = not.split('!').filter(Boolean)
    const [asked, ...denied] = [relation, ...nots].map(name => relations[name])
    if (!among || !asked || denied.some(each => each === undefined)) throw new Error(`the table says ${word}`)
    return among.includes(who.role) && asked(who, thing) && !denied.some(each => each?.(who, thing))
  })
}
