import { allOf, amongUnits, anyOf, has, ofRegion, type Sentence, sharedWith } from '#kernel/policy.ts'

/** What a sentence looks at: the responsible units, and the regions a record is shared with. */
export type Judged = { regionId: number; unitIds: readonly string[]; sharedWith: readonly number[] }

const office = has('office-staff', 'office-head')
const reporter = allOf<Judged>(has('unit-reporter', 'unit-head'), amongUnits('unitIds'))

type Verb = 'read' | 'create' | 'change' | 'claim' | 'recognise' | 'confirm' | 'withdraw' | 'batch'

export const policy: Readonly<Record<`projects.${Verb}`, Sentence<Judged>>> = {
  'projects.read': anyOf<Judged>(ofRegion, sharedWith('sharedWith')),
  'projects.create': anyOf<Judged>(office, has('unit-reporter', 'unit-head')),
  'projects.change': anyOf<Judged>(office, reporter),
  // 自报: the unit says it is so; it does not count until it is recognised.
  'projects.claim': anyOf<Judged>(office, reporter),
  // 认定: by the office after a check, never by the unit that did the work.
  'projects.recognise': office,
  'projects.confirm': office,
  'projects.withdraw': office,
  'projects.batch': office,
}

/** The row to judge where there is no record yet. */
export const newIn = (regionId: number, unitIds: readonly string[] = []): Judged => ({
  regionId,
  unitIds,
  sharedWith: [],
})
