import { has, ofRegion, type Policy } from '#kernel/policy.ts'

/** Who may do what in the registry. Facts become drafts through the rooms that accept them, which ask their own policies. */
export const policy: Policy<{ regionId: number }> = {
  'registry.read': ofRegion,
  'registry.create': has('office-staff', 'office-head'),
  'registry.change': has('office-staff', 'office-head'),
  'registry.confirm': has('office-staff', 'office-head'),
  'registry.judge': has('office-staff', 'office-head'),
  'registry.withdraw': has('office-staff', 'office-head'),
  'registry.arrange-units': has('office-head'),
  'registry.import': has('office-staff', 'office-head'),
}
