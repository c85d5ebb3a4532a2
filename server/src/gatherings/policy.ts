import { has, ofRegion, type Sentence } from '#kernel/policy.ts'

type Judged = { regionId: number }
type Verb = 'read' | 'plan' | 'agenda' | 'outcome' | 'state' | 'pack' | 'freeze'

const office = has('office-staff', 'office-head')

export const policy: Readonly<Record<`gatherings.${Verb}`, Sentence<Judged>>> = {
  'gatherings.read': ofRegion,
  'gatherings.plan': office,
  'gatherings.agenda': office,
  'gatherings.outcome': office,
  'gatherings.state': office,
  // 点评册: every unit may read it; what it counts is the same for all of them.
  'gatherings.pack': ofRegion,
  'gatherings.freeze': office,
}
