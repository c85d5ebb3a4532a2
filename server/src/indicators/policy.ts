import { allOf, anyOf, has, ofRegion, ofUnit, type Policy } from '#kernel/policy.ts'

const office = has('office-staff', 'office-head')

/** Who may do what with figures. A unit reports the series it answers for; what disagrees is decided by the office. */
export const policy: Policy<{ regionId: number; unitId: string | null }> = {
  'indicators.read': ofRegion,
  'indicators.define': office,
  'indicators.confirm': office,
  'indicators.report': anyOf(office, allOf(has('unit-reporter', 'unit-head'), ofUnit('unitId'))),
  'indicators.judge': office,
  'indicators.withdraw': office,
  'indicators.import': office,
}
